import { AlertsModule } from '@app/alerts';
import { TelemetryLogModule } from '@app/telemetry';
import { Module } from '@nestjs/common';
import { AlertsTail } from './alerts-tail';
import { LiveHub } from './live-hub';
import { LiveServer } from './live-server';
import { ReadingsTail } from './readings-tail';

/** The live stream of the API. */
@Module({ imports: [TelemetryLogModule, AlertsModule], providers: [ReadingsTail, AlertsTail, LiveHub, LiveServer] })
export class RealtimeModule {}
