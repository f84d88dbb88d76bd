import { AlertConditions } from '@app/alerts';
import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { date } from '../model-record';
import { Promotion } from '../promotion';
import type { LiveEvent } from './live-scorer';
import { modelFinding } from './model-finding';

/** An event that began so long ago, or ended, before it was seen is recorded and announced to nobody, ms. */
const OLD_MS = 24 * 3_600_000;
const OVER_MS = 3_600_000;

/** Whose detections are written. */
export interface DetectionOwner {
  tenantId: number;
  modelId: string;
  version: number;
  mode: 'active' | 'shadow';
  priority: 'critical' | 'high' | 'medium' | 'low';
}

interface Row {
  id: string;
  started_at: string;
  ended_at: string | null;
  sensor_number: number;
  historical: boolean;
  mode: 'active' | 'shadow';
}

/** Brings the stored detections of a version, and the alarms that they raise, in line with what it finds in the readings. */
@Injectable()
export class DetectionWriter {
  constructor(
    private readonly alerts: AlertConditions,
    private readonly promotion: Promotion,
  ) {}

  /**
   * Writes what was found. Detections that began in the span and are no longer found, as readings that came late speak
   * against them, are taken back. Writing the same again changes nothing.
   * @param found - events that began at or after `fromMs`, and the one that was going on then
   * @param fromMs - beginning of what was looked at, Unix ms
   */
  async write(
    work: Work,
    owner: DetectionOwner,
    found: readonly LiveEvent[],
    fromMs: number,
    nowMs: number,
  ): Promise<void> {
    const { tenantId, modelId, version } = owner;
    const rows = await work.sql<Row>(
      `select id, started_at, ended_at, sensor_number, historical, mode from model_detections
       where tenant_id = ? and model_id = ? and version = ? and (started_at >= to_timestamp(?) or ended_at is null
         or ended_at >= to_timestamp(?))`,
      [tenantId, modelId, version, fromMs / 1_000, fromMs / 1_000],
    );
    const stored = new Map(rows.map((row) => [(date(row.started_at) as Date).getTime(), row]));
    for (const event of found) {
      const before = stored.get(event.startedMs);
      stored.delete(event.startedMs);
      if (before === undefined) await this.insert(work, owner, event, nowMs);
      else await this.update(work, owner, event, before);
    }
    // What is left was not found again: it ended before what was looked at, or is taken back.
    for (const [startedMs, row] of stored) {
      if (startedMs < fromMs) {
        if (row.ended_at === null) await this.end(work, owner, row, fromMs);
        continue;
      }
      await work.sql(`delete from model_detections where tenant_id = ? and id = ?`, [tenantId, row.id]);
      if (row.ended_at === null && row.mode === 'active') await this.promotion.clear(work, tenantId, [row], nowMs);
    }
  }

  /** Clears the alarm of a detection that has ended. @param timeMs - when, Unix ms */
  clear(work: Work, tenantId: number, ended: Pick<Row, 'sensor_number' | 'historical'>, timeMs: number): Promise<void> {
    return this.promotion.clear(work, tenantId, [ended], timeMs);
  }

  private async insert(work: Work, owner: DetectionOwner, event: LiveEvent, nowMs: number): Promise<void> {
    const { peak, startedMs, endedMs } = event;
    const historical = nowMs - startedMs > OLD_MS || (endedMs !== null && nowMs - endedMs > OVER_MS);
    await work.sql(
      `insert into model_detections (tenant_id, id, model_id, version, mode, sensor_id, sensor_number, started_at, ended_at,
         score, peak_at, value, expected, lower_limit, upper_limit, explanation, context, historical)
       values (?, ?, ?, ?, ?, ?, ?, to_timestamp(?), to_timestamp(?), ?, to_timestamp(?), ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)`,
      [
        owner.tenantId,
        uuidv7(),
        owner.modelId,
        owner.version,
        owner.mode,
        peak.sensor.id,
        peak.sensor.number,
        startedMs / 1_000,
        endedMs === null ? null : endedMs / 1_000,
        event.peakScore,
        event.peakMs / 1_000,
        peak.value,
        peak.expected,
        peak.lower,
        peak.upper,
        JSON.stringify(peak.explanation),
        JSON.stringify(peak.context),
        historical,
      ],
    );
    if (owner.mode === 'active') await this.raise(work, owner, event, historical);
  }

  private async update(work: Work, owner: DetectionOwner, event: LiveEvent, before: Row): Promise<void> {
    const { peak, endedMs } = event;
    await work.sql(
      `update model_detections set ended_at = to_timestamp(?), score = ?, peak_at = to_timestamp(?), value = ?, expected = ?,
         lower_limit = ?, upper_limit = ?, explanation = ?::jsonb, context = ?::jsonb, mode = ?
       where tenant_id = ? and id = ?`,
      [
        endedMs === null ? null : endedMs / 1_000,
        event.peakScore,
        event.peakMs / 1_000,
        peak.value,
        peak.expected,
        peak.lower,
        peak.upper,
        JSON.stringify(peak.explanation),
        JSON.stringify(peak.context),
        owner.mode,
        owner.tenantId,
        before.id,
      ],
    );
    if (owner.mode !== 'active') return;
    const wasOpen = before.ended_at === null && before.mode === 'active';
    if (endedMs === null && !wasOpen) await this.raise(work, owner, event, before.historical, before.sensor_number);
    if (endedMs !== null && wasOpen) await this.promotion.clear(work, owner.tenantId, [before], endedMs);
  }

  /** Nothing is known any more of what went on: it is over. */
  private async end(work: Work, { tenantId }: DetectionOwner, row: Row, timeMs: number): Promise<void> {
    await work.sql(`update model_detections set ended_at = to_timestamp(?) where tenant_id = ? and id = ?`, [
      timeMs / 1_000,
      tenantId,
      row.id,
    ]);
    if (row.mode === 'active') await this.promotion.clear(work, tenantId, [row], timeMs);
  }

  private async raise(
    work: Work,
    { tenantId, priority }: DetectionOwner,
    event: LiveEvent,
    historical: boolean,
    sensorId = event.peak.sensor.number,
  ): Promise<void> {
    const { peak, startedMs, endedMs } = event;
    await this.alerts.apply(work, [
      {
        tenantId,
        sensorId,
        kind: 'model',
        limitName: 'model',
        active: true,
        time: startedMs,
        value: peak.value,
        limit: peak.expected,
        priority,
        historical,
        finding: modelFinding(peak),
      },
    ]);
    if (endedMs !== null)
      await this.promotion.clear(work, tenantId, [{ sensor_number: sensorId, historical }], endedMs);
  }
}
