import type { EntityClasses } from '@app/database';
import { SensorEntity } from './sensor.entity';

export * from './sensor-state';
export * from './sensor.entity';
export * from './sensor.read-model';
export * from './sensor.service';
export * from './sensors.module';

/** Entities of this library, for the app's database module. */
export const sensorEntities: EntityClasses = [SensorEntity];
