import type { RoleParts } from '@app/process';
import { PluginHostModule } from '@app/plugins';

/** The gateways to the devices. */
export const ingestRole: RoleParts = { modules: [PluginHostModule], entities: [] };
