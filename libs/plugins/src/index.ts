export { PluginHost } from './host/plugin-host';
export { PluginHostModule } from './plugins.module';
