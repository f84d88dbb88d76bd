import { type Action, type Principal, assertAllowed } from '@app/access';
import { type BalanceSettings, balanceSettings } from '@app/contracts';
import type { Work } from '@app/database';
import { notFound } from '@app/kernel';

/** A zone with what its nights are worked out from. */
export interface ZoneRecord {
  tenantId: number;
  zoneId: string;
  code: string;
  name: string;
  /** IANA name; that of the municipality. */
  timeZone: string;
  /** null: not set up. */
  settings: BalanceSettings | null;
  /** 0: not set up. */
  version: number;
  /** Newest night that was worked out. */
  nightsTo: string | null;
  /** Number of the sensor on which the alarm of the zone is held; null: none. */
  alarmSensor: number | null;
}

interface Row {
  tenant_id: number;
  zone_id: string;
  code: string;
  name: string;
  time_zone: string;
  settings: unknown;
  version: number | null;
  nights_to: string | null;
  alarm_sensor: number | null;
}

const columns = `z.tenant_id, z.id as zone_id, z.code, z.name, coalesce(m.time_zone, 'UTC') as time_zone, s.settings, s.version,
  to_char(s.nights_to, 'YYYY-MM-DD') as nights_to, s.alarm_sensor`;

/** Zones within the transaction's scope. @param where - condition on `z` (zone) and `s` (setup), with `?` */
export async function readZones(
  work: Work,
  where: string,
  parameters: readonly unknown[],
  rest = '',
): Promise<ZoneRecord[]> {
  const rows = await work.sql<Row>(
    `select ${columns} from zones z left join municipalities m on m.tenant_id = z.tenant_id
     left join zone_balance_setups s on s.tenant_id = z.tenant_id and s.zone_id = z.id where ${where} ${rest}`,
    parameters,
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    zoneId: row.zone_id,
    code: row.code,
    name: row.name,
    timeZone: row.time_zone,
    settings: row.settings === null ? null : balanceSettings.parse(row.settings),
    version: row.version ?? 0,
    nightsTo: row.nights_to,
    alarmSensor: row.alarm_sensor,
  }));
}

/** @throws {DomainError} not-found when the zone is not visible, forbidden without the right */
export async function zoneFor(work: Work, principal: Principal, zoneId: string, action: Action): Promise<ZoneRecord> {
  const [zone] = await readZones(work, 'z.id = ?', [zoneId]);
  if (zone === undefined) throw notFound('zone', zoneId);
  assertAllowed(principal, action, 'Balance', { tenantId: zone.tenantId, zoneId });
  return zone;
}

/**
 * Takes the zone for this transaction.
 * @param busy - what to do while another process has it: `wait` for what was asked, `skip` what comes round again anyway
 * @returns null when it has no setup, or is skipped
 */
export async function lockZone(
  work: Work,
  tenantId: number,
  zoneId: string,
  busy: 'wait' | 'skip',
): Promise<ZoneRecord | null> {
  const [zone] = await readZones(
    work,
    's.tenant_id = ? and s.zone_id = ?',
    [tenantId, zoneId],
    busy === 'skip' ? 'for update of s skip locked' : 'for update of s',
  );
  return zone ?? null;
}
