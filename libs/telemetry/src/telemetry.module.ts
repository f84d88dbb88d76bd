import { Global, Module } from '@nestjs/common';
import { BatchController } from './batch/batch.controller';
import { DeviceStates } from './devices/device-states';
import { BatchLog } from './log/batch-log';
import { IngestProbes } from './pipeline/ingest-probes';
import { IngestPipeline } from './pipeline/ingest-pipeline';
import { LedgerNotes } from './pipeline/ledger-notes';
import { TelemetryIntake } from './pipeline/telemetry-intake';
import { FrameDecoders } from './quarantine/frame-decoders';
import { QuarantineReplay } from './quarantine/quarantine-replay';
import { QuarantineService } from './quarantine/quarantine.service';
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
  providers: [IngestPipeline, LedgerNotes, TelemetryIntake],
  exports: [IngestPipeline, TelemetryIntake],
})
export class IngestModule {}

/** Stored readings over HTTP, and readings from users. Part of the api process. */
@Module({
  imports: [IngestModule],
  controllers: [TelemetryController, BatchController],
  providers: [TelemetryReadModel, QuarantineReadModel, QuarantineService],
})
export class TelemetryHttpModule {}

/** What those that bring readings in need beside the way into the database. Part of the ingest process. */
@Module({
  imports: [TelemetryLogModule, IngestModule],
  providers: [DeviceStates, IngestProbes, FrameDecoders, QuarantineReplay],
  exports: [TelemetryLogModule, IngestModule, DeviceStates, FrameDecoders],
})
export class GatewaySupportModule {}

/** Background work on stored readings. Part of the worker process. */
@Module({ imports: [TelemetryLogModule], providers: [TelemetryUpkeep] })
export class TelemetryJobsModule {}
