import { Global, Module } from '@nestjs/common';
import { BatchController } from './batch/batch.controller';
import { DeviceStates } from './host/device-states';
import { IngestProbes } from './host/ingest-probes';
import { PluginHost } from './host/plugin-host';
import { BatchLog } from './log/batch-log';
import { IngestPipeline } from './pipeline/ingest-pipeline';
import { TelemetryIntake } from './pipeline/telemetry-intake';
import { QuarantineReadModel } from './read/quarantine.read-model';
import { TelemetryController } from './read/telemetry.controller';
import { TelemetryReadModel } from './read/telemetry.read-model';
import { DeviceRegistry } from './registry/device-registry';
import { TelemetryUpkeep } from './upkeep/telemetry-upkeep';

/** The batch log and the registry: what readers of readings need. Part of every process. */
@Global()
@Module({ providers: [BatchLog, DeviceRegistry], exports: [BatchLog, DeviceRegistry] })
export class TelemetryLogModule {}

/** The way of readings into the database. */
@Module({
  imports: [TelemetryLogModule],
  providers: [IngestPipeline, TelemetryIntake],
  exports: [IngestPipeline, TelemetryIntake],
})
export class IngestModule {}

/** Stored readings over HTTP, and readings from users. Part of the api process. */
@Module({
  imports: [IngestModule],
  controllers: [TelemetryController, BatchController],
  providers: [TelemetryReadModel, QuarantineReadModel],
})
export class TelemetryHttpModule {}

/** The gateways, as plugins. Part of the ingest process; needs an HTTP application for what they mount. */
@Module({
  imports: [TelemetryLogModule, IngestModule],
  providers: [DeviceStates, PluginHost, IngestProbes],
  exports: [PluginHost],
})
export class GatewaysModule {}

/** Background work on stored readings. Part of the worker process. */
@Module({ imports: [TelemetryLogModule], providers: [TelemetryUpkeep] })
export class TelemetryJobsModule {}
