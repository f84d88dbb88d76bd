import type { WideMapping } from '@app/contracts';
import { invalidInput } from '@app/http';
import { AMBIGUOUS, type SensorTable, UNKNOWN } from './core/sensor-table';
import { NO_WAY, UnitWays } from './core/unit-ways';

/** Every column that is taken must have one sensor and a unit that fits. @throws {DomainError} invalid, naming each */
export function assertColumns({ columns }: WideMapping, sensors: SensorTable): void {
  const ways = new UnitWays();
  const faults = columns.flatMap(({ sensor, unit }, index) => {
    const place = sensors.places.get(sensor) ?? UNKNOWN;
    const at = `/columns/${index}`;
    if (place === AMBIGUOUS)
      return [{ pointer: `${at}/sensor`, detail: `several sensors have the code ${sensor}: use the id` }];
    if (place === UNKNOWN)
      return [{ pointer: `${at}/sensor`, detail: `no sensor that you can see is called ${sensor}` }];
    if (ways.find(sensors.quantities[place] as number, unit) === NO_WAY) {
      return [{ pointer: `${at}/unit`, detail: `${unit} does not measure what ${sensor} measures` }];
    }
    return [];
  });
  if (faults.length > 0) throw invalidInput(faults.slice(0, 100));
}
