import type { Work } from '@app/database';
import { Injectable } from '@nestjs/common';

/** Prefix of outbox topics that name a job to run, rather than something that happened. */
export const JOB_TOPIC = 'job:';

/**
 * The only way into the queues. A fact or a wish is written in the caller's own transaction, so it exists if and only
 * if the change that caused it does; the relay hands it to the queues after the commit, at least once.
 */
@Injectable()
export class Outbox {
  /**
   * Notes that something happened; every job that subscribed to the topic will run with this payload.
   * @param topic - dotted, past tense (`alert.raised`)
   * @param key - what it happened to; for people who look at the table
   */
  async publish(work: Work, tenantId: number, topic: string, key: string, payload: object): Promise<void> {
    await work.sql(`insert into outbox (tenant_id, topic, key, payload) values (?, ?, ?, ?)`, [
      tenantId,
      topic,
      key,
      JSON.stringify(payload),
    ]);
  }

  /** Asks for a job to be run once this transaction has committed. */
  async enqueue(work: Work, tenantId: number, jobName: string, payload: object): Promise<void> {
    await this.publish(work, tenantId, `${JOB_TOPIC}${jobName}`, jobName, payload);
  }
}
