import { AuditModule } from '@app/audit';
import { CodecLibraryModule } from '@app/codecs';
import { DeviceCommandsModule } from '@app/devices';
import { SecretsModule } from '@app/secrets';
import { TenancyModule } from '@app/tenancy';
import { GatewaySupportModule } from '@app/telemetry';
import { Module } from '@nestjs/common';
import { PluginStates } from './context/plugin-states';
import { DesiredInstances } from './host/desired-instances';
import { GatewayHosting } from './host/gateway-hosting';
import { GatewayProbe } from './host/gateway-probe';
import { PluginCatalogue } from './host/plugin-catalogue';
import { PluginHost } from './host/plugin-host';
import { InstanceJournal } from './instances/instance-journal';
import { InstanceStore } from './instances/instance-store';

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
  imports: [PluginCoreModule, GatewaySupportModule, DeviceCommandsModule, CodecLibraryModule],
  providers: [GatewayHosting],
  exports: [PluginCoreModule],
})
export class PluginHostModule {}
