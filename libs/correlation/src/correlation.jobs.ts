import { JobRegistry } from '@app/jobs';
import { systemClock } from '@app/kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Correlator } from './correlator';

/** An operator sees single alarms at once; that they belong together may be a few seconds late. */
const EVERY_MS = 5_000;

/** Correlates in the background. */
@Injectable()
export class CorrelationJobs implements OnModuleInit {
  constructor(
    private readonly correlator: Correlator,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'correlation.gather',
      description: 'Brings alarms of one cause together into events.',
      payload: z.strictObject({}),
      schedule: { everyMs: EVERY_MS },
      run: async () => ({ events: await this.correlator.run(systemClock.now()) }),
    });
  }
}
