import { ControlModule, ControlTopics } from '@app/control';
import type { RoleParts } from '@app/process';
import { PluginHostModule } from '@app/plugins';

/** The gateways to the devices, and their control topics. */
export const ingestRole: RoleParts = {
  modules: [PluginHostModule, ControlModule],
  entities: [],
  ready: (app) => app.get(ControlTopics).connect(app),
};
