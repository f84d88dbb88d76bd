import type { Work } from '@app/database';
import { Outbox } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { wrongState } from './model-problems';
import type { ModelRecord } from './model-record';

/** Job that trains the asked-for version of a model. */
export const TRAIN_MODEL = 'models.train';

/** Asks for trainings. */
@Injectable()
export class TrainingRequests {
  constructor(private readonly outbox: Outbox) {}

  /**
   * Makes the next version of a model and asks for its training, once this transaction has committed.
   * @throws {DomainError} conflict while one is under way
   */
  async request(
    work: Work,
    model: Pick<ModelRecord, 'tenantId' | 'id' | 'lastVersion'>,
    reason: 'manual' | 'schedule' | 'drift',
    span: { fromMs: number; toMs: number },
  ): Promise<void> {
    const { tenantId, id } = model;
    const [row] = await work.sql<{ version: number }>(
      `update models set training = 'queued', training_version = last_version + 1, last_version = last_version + 1,
         training_percent = 0, training_step = 'waiting', training_failure = null, training_started_at = null, attempts = 0
       where id = ? and training in ('idle', 'failed') returning training_version as version`,
      [id],
    );
    if (row === undefined) throw wrongState('A version is being trained already.');
    await work.sql(
      `insert into model_versions (tenant_id, model_id, version, state, reason, train_from, train_to)
       values (?, ?, ?, 'training', ?, to_timestamp(?), to_timestamp(?))`,
      [tenantId, id, row.version, reason, span.fromMs / 1_000, span.toMs / 1_000],
    );
    await this.outbox.enqueue(work, tenantId, TRAIN_MODEL, { tenantId, id });
  }
}
