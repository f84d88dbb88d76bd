import type { Work } from '@app/database';
import type { LedgerEntry, LoggedBatch } from '@app/telemetry';

interface Latest {
  tenantId: number;
  time: number;
  value: number;
  quality: number;
  receivedAt: number;
}

const upsertLatest = `insert into sensor_latest as l (tenant_id, sensor_id, time, value, quality, received_at)
  select r.t, r.s, to_timestamp(r.at / 1000), r.v, r.q, to_timestamp(r.r / 1000)
  from jsonb_to_recordset(?::jsonb) as r (t int, s int, at float8, v float8, q int2, r float8) order by r.t, r.s
  on conflict (tenant_id, sensor_id) do update
    set time = excluded.time, value = excluded.value, quality = excluded.quality, received_at = excluded.received_at
    where excluded.time > l.time`;
const addLedger = `insert into device_ledger as l (tenant_id, device_id, minute, stored, duplicate, conflict, late, quarantined)
  select r.t, r.d, to_timestamp(r.m / 1000), r.stored, r.duplicate, r.conflict, r.late, r.quarantined
  from jsonb_to_recordset(?::jsonb) as r (t int, d uuid, m float8, stored int, duplicate int, conflict int, late int, quarantined int)
  order by r.t, r.d, r.m
  on conflict (tenant_id, device_id, minute) do update
    set stored = l.stored + excluded.stored, duplicate = l.duplicate + excluded.duplicate,
      conflict = l.conflict + excluded.conflict, late = l.late + excluded.late, quarantined = l.quarantined + excluded.quarantined`;

/** What batches leave behind beside alarms: the newest reading of each sensor, and the counts of each device. */
export class BatchMarks {
  private readonly latest = new Map<number, Latest>();
  private readonly ledger = new Map<string, LedgerEntry>();

  /** True when there is nothing to write. */
  get empty(): boolean {
    return this.latest.size === 0 && this.ledger.size === 0;
  }

  /** Internal numbers of the tenants concerned. */
  tenants(): number[] {
    return [...new Set([...this.latest.values(), ...this.ledger.values()].map(({ tenantId }) => tenantId))];
  }

  add(batch: LoggedBatch): void {
    const { tenantIds, sensorIds, times, values, qualities, receivedAt } = batch;
    for (let i = 0; i < times.length; i++) {
      const sensor = sensorIds[i] as number;
      const time = times[i] as number;
      const known = this.latest.get(sensor);
      if (known === undefined) {
        const tenantId = tenantIds[i] as number;
        this.latest.set(sensor, {
          tenantId,
          time,
          value: values[i] as number,
          quality: qualities[i] as number,
          receivedAt,
        });
      } else if (time > known.time) {
        known.time = time;
        known.value = values[i] as number;
        known.quality = qualities[i] as number;
        known.receivedAt = receivedAt;
      }
    }
    for (const entry of batch.ledger) this.count(entry);
  }

  private count(entry: LedgerEntry): void {
    const key = `${entry.tenantId}/${entry.deviceId}/${entry.minute}`;
    const known = this.ledger.get(key);
    if (known === undefined) {
      this.ledger.set(key, { ...entry });
      return;
    }
    known.stored += entry.stored;
    known.duplicate += entry.duplicate;
    known.conflict += entry.conflict;
    known.late += entry.late;
    known.quarantined += entry.quarantined;
  }

  /** Writes everything in the caller's transaction, whose scope must hold {@link tenants}. */
  async write(work: Work): Promise<void> {
    if (this.latest.size > 0) {
      const rows = [...this.latest].map(([s, l]) => ({
        t: l.tenantId,
        s,
        at: l.time,
        v: l.value,
        q: l.quality,
        r: l.receivedAt,
      }));
      await work.sql(upsertLatest, [JSON.stringify(rows)]);
    }
    if (this.ledger.size > 0) {
      const rows = [...this.ledger.values()].map(({ tenantId, deviceId, minute, ...counts }) => ({
        t: tenantId,
        d: deviceId,
        m: minute,
        ...counts,
      }));
      await work.sql(addLedger, [JSON.stringify(rows)]);
    }
  }

  /** Forgets everything, once it has been committed. */
  clear(): void {
    this.latest.clear();
    this.ledger.clear();
  }
}
