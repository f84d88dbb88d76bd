import type { ZoneNight } from '@app/contracts';
import type { Work } from '@app/database';
import type { ZoneRecord } from '../setup/zone-record';
import type { NightResult } from './night-result';

/** Revisions that are kept of a night. */
const KEPT_REVISIONS = 20;

/** A night as it is stored. */
export interface StoredNight extends Omit<NightResult, 'dayFlows'> {
  dayFlows: (number | null)[];
  revision: number;
  revisions: ZoneNight['revisions'];
  fingerprint: string;
}

interface Row {
  result: Omit<NightResult, 'dayFlows'>;
  day_flows: (number | null)[];
  revision: number;
  revisions: ZoneNight['revisions'];
  fingerprint: string;
}

/** Nights of a zone in order. @param from - first, inclusive; @param to - last, inclusive */
export async function readNights(
  work: Work,
  { tenantId, zoneId }: Pick<ZoneRecord, 'tenantId' | 'zoneId'>,
  from: string,
  to: string,
): Promise<StoredNight[]> {
  const rows = await work.sql<Row>(
    `select result, day_flows, revision, revisions, fingerprint from zone_nights
     where tenant_id = ? and zone_id = ? and night between ?::date and ?::date order by night`,
    [tenantId, zoneId, from, to],
  );
  return rows.map(({ result, day_flows: dayFlows, revision, revisions, fingerprint }) => {
    return { ...result, dayFlows, revision, revisions, fingerprint };
  });
}

/**
 * Stores a night. One that is stored already with the same readings and settings stays as it is; one that has changed
 * becomes a new revision, and what it was before is kept.
 * @param fingerprint - `<setup version>/<hash of readings>`
 * @returns whether anything changed
 */
export async function storeNight(
  work: Work,
  { tenantId, zoneId }: ZoneRecord,
  { dayFlows, ...result }: NightResult,
  fingerprint: string,
  before: StoredNight | undefined,
): Promise<boolean> {
  if (before?.fingerprint === fingerprint) return false;
  const columns = [
    result.minimum?.value ?? null,
    result.net?.value ?? null,
    result.daily?.value ?? null,
    result.completeness,
    result.fault,
    JSON.stringify(result),
    JSON.stringify(dayFlows),
    fingerprint,
  ];
  if (before === undefined) {
    await work.sql(
      `insert into zone_nights (tenant_id, zone_id, night, min_flow, net_flow, daily_m3, completeness, fault, result,
         day_flows, fingerprint) values (?, ?, ?::date, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)`,
      [tenantId, zoneId, result.night, ...columns],
    );
    return true;
  }
  const sameReadings = before.fingerprint.split('/')[1] === fingerprint.split('/')[1];
  const past: ZoneNight['revisions'][number] = {
    at: new Date().toISOString(),
    reason: sameReadings ? 'setup' : 'data',
    minimum: before.minimum?.value ?? null,
    completeness: before.completeness,
  };
  await work.sql(
    `update zone_nights set min_flow = ?, net_flow = ?, daily_m3 = ?, completeness = ?, fault = ?, result = ?::jsonb,
       day_flows = ?::jsonb, fingerprint = ?, revision = revision + 1, revisions = ?::jsonb, computed_at = clock_timestamp()
     where tenant_id = ? and zone_id = ? and night = ?::date`,
    [...columns, JSON.stringify([...before.revisions, past].slice(-KEPT_REVISIONS)), tenantId, zoneId, result.night],
  );
  return true;
}
