import { GatewaySupportModule } from '@app/telemetry';
import { Module } from '@nestjs/common';
import { GatewayProbe } from './host/gateway-probe';
import { PluginHost } from './host/plugin-host';

/** Runs plugins. Part of the ingest process; needs an HTTP application for what they mount. */
@Module({
  imports: [GatewaySupportModule],
  providers: [PluginHost, GatewayProbe],
  exports: [PluginHost],
})
export class PluginHostModule {}
