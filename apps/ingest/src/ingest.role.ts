import type { RoleParts } from '@app/process';
import { GatewaysModule } from '@app/telemetry';

/** The gateways to the devices. */
export const ingestRole: RoleParts = { modules: [GatewaysModule], entities: [] };
