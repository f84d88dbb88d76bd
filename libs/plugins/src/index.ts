export { Channels } from './channels/channels';
export { type AddedInstance, PluginHost } from './host/plugin-host';
export { ChannelsModule, PluginHostModule, PluginsHttpModule } from './plugins.module';
