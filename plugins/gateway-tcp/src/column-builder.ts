import {
  MAX_READINGS,
  type QuarantineReason,
  type TelemetryColumns,
  type TelemetryFault,
  unreadable,
} from '@app/plugin-sdk';

const MAX_NAME = 128;
const MAX_UNIT = 32;

/** Gathers readings, good and bad ones, into columns. */
export class ColumnBuilder {
  private readonly sensors: string[] = [];
  private readonly units: string[] = [];
  private readonly values: number[] = [];
  private readonly times: number[] = [];
  private readonly faults: TelemetryFault[] = [];

  /** @param time - Unix ms; NaN: the time of arrival counts */
  reading(sensor: string, value: number, unit: string, time: number): void {
    if (sensor === '' || sensor.length > MAX_NAME) {
      return this.fault('bad_sensor', `A channel is a text of 1 to ${MAX_NAME} characters`);
    }
    if (!Number.isFinite(value)) return this.fault('bad_value', `The value of ${sensor} is no finite number`);
    if (unit.length > MAX_UNIT) return this.fault('wrong_unit', `A unit has at most ${MAX_UNIT} characters`);
    this.sensors.push(sensor);
    this.values.push(value);
    this.units.push(unit);
    this.times.push(time);
  }

  /** An item that is no reading. */
  fault(reason: QuarantineReason, detail: string): void {
    this.faults.push({ index: this.sensors.length, reason, detail });
    this.sensors.push('');
    this.values.push(Number.NaN);
    this.units.push('');
    this.times.push(Number.NaN);
  }

  /** All items so far; none at all, or too many, make the message unreadable. */
  columns(): TelemetryColumns {
    const count = this.sensors.length;
    if (count === 0) return unreadable('empty', 'The message holds no reading');
    if (count > MAX_READINGS) {
      return unreadable('too_many', `${count} readings in one message; send at most ${MAX_READINGS}`);
    }
    const { sensors, units, faults } = this;
    const [values, times] = [Float64Array.from(this.values), Float64Array.from(this.times)];
    return { count, sensors, units, values, times, faults };
  }
}
