import { Module } from '@nestjs/common';
import { AlertsTail } from './alerts-tail';
import { LiveHub } from './live-hub';
import { LiveServer } from './live-server';
import { ReadingsTail } from './readings-tail';

/** The live stream; needs the modules of telemetry (log, registry), alerts (read model) and access beside it. */
@Module({ providers: [ReadingsTail, AlertsTail, LiveHub, LiveServer] })
export class RealtimeModule {}
