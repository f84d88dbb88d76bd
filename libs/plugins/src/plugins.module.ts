import { AuditModule } from '@app/audit';
import { CodecLibraryModule } from '@app/codecs';
import { ControlAccessModule } from '@app/control';
import { DeviceCommandsModule } from '@app/devices';
import { SecretsModule } from '@app/secrets';
import { TenancyModule } from '@app/tenancy';
import { GatewaySupportModule } from '@app/telemetry';
import { Module } from '@nestjs/common';
import { PluginInstancesController } from './api/plugin-instances.controller';
import { PluginsController } from './api/plugins.controller';
import { Channels } from './channels/channels';
import { TestDeliveries } from './channels/test-deliveries';
import { PluginStates } from './context/plugin-states';
import { ChannelHosting } from './host/channel-hosting';
import { DesiredInstances } from './host/desired-instances';
import { GatewayHosting } from './host/gateway-hosting';
import { GatewayProbe } from './host/gateway-probe';
import { PluginCatalogue } from './host/plugin-catalogue';
import { PluginHost } from './host/plugin-host';
import { InstanceChecks } from './instances/instance-checks';
import { InstanceJournal } from './instances/instance-journal';
import { InstanceStore } from './instances/instance-store';
import { PluginInstanceService } from './instances/plugin-instance.service';

/** The plugins of the installation, their instances, and what runs them. Part of every process that runs plugins. */
@Module({
  imports: [TenancyModule, SecretsModule, AuditModule],
  providers: [
    PluginCatalogue,
    InstanceStore,
    InstanceJournal,
    DesiredInstances,
    PluginStates,
    PluginHost,
    GatewayProbe,
  ],
  exports: [PluginCatalogue, InstanceStore, PluginHost],
})
export class PluginCoreModule {}

/** Runs gateways and codecs. Part of the ingest process; needs an HTTP application for what they mount. */
@Module({
  imports: [PluginCoreModule, GatewaySupportModule, DeviceCommandsModule, CodecLibraryModule, ControlAccessModule],
  providers: [GatewayHosting],
  exports: [PluginCoreModule],
})
export class PluginHostModule {}

/** Runs channels. Part of every process that sends messages. */
@Module({ imports: [PluginCoreModule], providers: [ChannelHosting, Channels], exports: [Channels] })
export class ChannelsModule {}

/** Plugins and their instances over HTTP. Part of the api process. */
@Module({
  imports: [PluginCoreModule, ChannelsModule],
  controllers: [PluginsController, PluginInstancesController],
  providers: [PluginInstanceService, InstanceChecks, TestDeliveries],
})
export class PluginsHttpModule {}
