import { AuditCheckpoints } from '@app/audit';
import { JobRegistry } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

/** Seals the audit trail of every tenant; what lies between two runs is what could be rewritten unseen. */
@Injectable()
export class AuditSealingJob {
  constructor(registry: JobRegistry, checkpoints: AuditCheckpoints) {
    registry.register({
      name: 'audit.checkpoints',
      description: 'Seals what was added to the audit trail, in the database and in files.',
      payload: z.object({}),
      schedule: { everyMs: 15 * 60_000 },
      run: () => checkpoints.run(),
    });
  }
}
