import { EditPage } from '../kit/record-form';
import type { SensorRecord } from './sensor';
import { SensorFields } from './sensor-form';
import { sensorBody, sensorFaults } from './sensor-values';

/** Changes a sensor. */
export function SensorEdit() {
  return (
    <EditPage<SensorRecord> resource="sensors" title="sensors.edit" validate={sensorFaults} transform={sensorBody}>
      <SensorFields isNew={false} />
    </EditPage>
  );
}
