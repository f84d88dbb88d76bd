import type { EntityClasses } from '@app/database';
import { DeviceEntity } from './device.entity';

export { hashToken } from './credentials';
export { DeviceCommands } from './commands/device-commands';
export * from './device.entity';
export * from './device.service';
export * from './devices.module';
export { PresenceJob } from './presence.job';

/** Entities of this library, for the app's database module. */
export const deviceEntities: EntityClasses = [DeviceEntity];
