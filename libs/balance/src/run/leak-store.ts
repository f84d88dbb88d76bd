import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { pgArray } from '@app/resources';
import type { Uncertain } from '../core';
import type { ZoneRecord } from '../setup/zone-record';

/** A leak as it is stored; times Unix ms. */
export interface StoredLeak {
  id: string;
  zoneId: string;
  kind: 'night' | 'step';
  beganAt: number;
  earliestAt: number;
  confirmedAt: number;
  endedAt: number | null;
  baseline: number;
  limit: number;
  rate: Uncertain;
}

interface Row {
  id: string;
  zone_id: string;
  kind: 'night' | 'step';
  began_at: number;
  earliest_at: number;
  confirmed_at: number;
  ended_at: number | null;
  baseline: number;
  limit_flow: number;
  rate: number;
  rate_ci95: number;
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8 as ${column}`;
const columns = `id, zone_id, kind, ${['began_at', 'earliest_at', 'confirmed_at', 'ended_at'].map(ms).join(', ')},
  baseline, limit_flow, rate, rate_ci95`;

/** Leaks of the zones within scope, newest first. @param where - condition with `?` */
export async function readLeaks(work: Work, where: string, parameters: readonly unknown[]): Promise<StoredLeak[]> {
  const rows = await work.sql<Row>(
    `select ${columns} from zone_leaks where ${where} order by zone_leaks.began_at desc`,
    parameters,
  );
  return rows.map((row) => ({
    id: row.id,
    zoneId: row.zone_id,
    kind: row.kind,
    beganAt: row.began_at,
    earliestAt: row.earliest_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    baseline: row.baseline,
    limit: row.limit_flow,
    rate: { value: row.rate, ci95: row.rate_ci95 },
  }));
}

/**
 * Brings the stored leaks of one kind to what was found. One that overlaps a stored one is the same leak, told better; a
 * stored one that is not found any more (late readings explain it) is taken away.
 * @param since - stored leaks that ended before are left alone, Unix ms
 */
export async function reconcileLeaks(
  work: Work,
  { tenantId, zoneId }: ZoneRecord,
  kind: StoredLeak['kind'],
  found: readonly Omit<StoredLeak, 'id' | 'zoneId' | 'kind'>[],
  since: number,
): Promise<void> {
  const stored = (
    await readLeaks(
      work,
      'tenant_id = ? and zone_id = ? and kind = ? and coalesce(ended_at, now()) >= to_timestamp(?)',
      [tenantId, zoneId, kind, since / 1_000],
    )
  ).reverse();
  const free = new Set(stored);
  for (const leak of found) {
    const same = stored.find((each) => free.has(each) && overlaps(each, leak));
    if (same === undefined) await insertLeak(work, tenantId, { ...leak, id: uuidv7(), zoneId, kind });
    else {
      free.delete(same);
      await updateLeak(work, tenantId, { ...same, ...leak });
    }
  }
  for (const { id } of free) await work.sql(`delete from zone_leaks where tenant_id = ? and id = ?`, [tenantId, id]);
}

function overlaps(a: Pick<StoredLeak, 'beganAt' | 'endedAt'>, b: Pick<StoredLeak, 'beganAt' | 'endedAt'>): boolean {
  return a.beganAt <= (b.endedAt ?? Infinity) && b.beganAt <= (a.endedAt ?? Infinity);
}

/** Stores a leak that was not known. */
export async function insertLeak(work: Work, tenantId: number, leak: StoredLeak): Promise<void> {
  await work.sql(
    `insert into zone_leaks (began_at, earliest_at, confirmed_at, ended_at, baseline, limit_flow, rate, rate_ci95,
       tenant_id, zone_id, kind, id)
     values (to_timestamp(?), to_timestamp(?), to_timestamp(?), to_timestamp(?), ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...valuesOf(leak), tenantId, leak.zoneId, leak.kind, leak.id],
  );
}

/** Stores what is known now of a leak; where nothing is new, nothing is written. */
export async function updateLeak(work: Work, tenantId: number, leak: StoredLeak): Promise<void> {
  await work.sql(
    `update zone_leaks set began_at = n.began_at, earliest_at = n.earliest_at, confirmed_at = n.confirmed_at,
       ended_at = n.ended_at, baseline = n.baseline, limit_flow = n.limit_flow, rate = n.rate, rate_ci95 = n.rate_ci95,
       revision = revision + 1, updated_at = now()
     from (select to_timestamp(?)::timestamptz(3) as began_at, to_timestamp(?)::timestamptz(3) as earliest_at,
       to_timestamp(?)::timestamptz(3) as confirmed_at, to_timestamp(?)::timestamptz(3) as ended_at, ?::float8 as baseline,
       ?::float8 as limit_flow, ?::float8 as rate, ?::float8 as rate_ci95) n
     where tenant_id = ? and id = ? and (zone_leaks.began_at, zone_leaks.earliest_at, zone_leaks.confirmed_at,
       zone_leaks.ended_at, zone_leaks.baseline, zone_leaks.limit_flow, zone_leaks.rate, zone_leaks.rate_ci95)
       is distinct from (n.began_at, n.earliest_at, n.confirmed_at, n.ended_at, n.baseline, n.limit_flow, n.rate, n.rate_ci95)`,
    [...valuesOf(leak), tenantId, leak.id],
  );
}

/** Ends leaks of a zone that nobody can follow any more. @param at - Unix ms @returns whether there were any */
export async function endLeaks(
  work: Work,
  { tenantId, zoneId }: Pick<ZoneRecord, 'tenantId' | 'zoneId'>,
  at: number,
  kinds: readonly StoredLeak['kind'][] = ['night', 'step'],
): Promise<boolean> {
  const ended = await work.sql(
    `update zone_leaks set ended_at = to_timestamp(?), revision = revision + 1, updated_at = now()
     where tenant_id = ? and zone_id = ? and ended_at is null and kind = any (?::text[]) returning id`,
    [at / 1_000, tenantId, zoneId, pgArray(kinds)],
  );
  return ended.length > 0;
}

function valuesOf({ beganAt, earliestAt, confirmedAt, endedAt, baseline, limit, rate }: StoredLeak): unknown[] {
  const seconds = (time: number | null) => (time === null ? null : time / 1_000);
  return [
    seconds(beganAt),
    seconds(earliestAt),
    seconds(confirmedAt),
    seconds(endedAt),
    baseline,
    limit,
    rate.value,
    rate.ci95,
  ];
}
