import { CreatePage } from '../kit/record-form';
import type { SensorRecord } from './sensor';
import { SensorFields } from './sensor-form';
import { sensorBody, sensorFaults } from './sensor-values';

/** Makes a sensor. */
export function SensorCreate() {
  return (
    <CreatePage<SensorRecord>
      resource="sensors"
      title="sensors.create"
      defaults={{ quantity: 'pressure', intervalS: 900, status: 'active' }}
      validate={sensorFaults}
      transform={(values) => {
        const { displayUnit, ...body } = sensorBody(values);
        return displayUnit ? { ...body, displayUnit } : body;
      }}
    >
      <SensorFields isNew />
    </CreatePage>
  );
}
