import { type BalanceSettings, type ZoneMeasurement, balanceSettings } from '@app/contracts';
import type { Work } from '@app/database';
import type { ZoneRecord } from './zone-record';
import type { ZoneSensor } from './zone-sensors';

/** People are given to the zone by its share of the municipality's mains. */
const PRECISION = 1_000;

/**
 * What the sensors and pipes of a zone suggest: its flow sensors as inlets, its pressure sensors as those of the average
 * point, the length of its mains, and people by its share of the municipality's mains.
 */
export async function suggestSettings(
  work: Work,
  zone: ZoneRecord,
  sensors: readonly ZoneSensor[],
): Promise<BalanceSettings> {
  const own = sensors.filter(({ zoneId }) => zoneId === zone.zoneId);
  const measurements: ZoneMeasurement[] = own.flatMap(({ id, quantity }): ZoneMeasurement[] => {
    if (quantity === 'flow') return [{ sensorId: id, role: 'inlet', areaM2: null }];
    return quantity === 'pressure' ? [{ sensorId: id, role: 'pressure', areaM2: null }] : [];
  });
  const { mainsKm, population } = await networkOf(work, zone);
  return balanceSettings.parse({ measurements, mainsKm, population });
}

/** Pipes that are the zone's, or that belong to none and lie within its boundary for the greater part. */
async function networkOf(
  work: Work,
  { tenantId, zoneId }: ZoneRecord,
): Promise<{ mainsKm: number | null; population: number | null }> {
  const [row] = await work.sql<{ own: number | null; whole: number | null; population: number | null }>(
    `select
       (select sum(a.length_m) from assets a join zones z on z.tenant_id = a.tenant_id and z.id = ?
         where a.tenant_id = ? and a.class = 'pipe' and a.status <> 'retired'
           and (a.zone_id = z.id or (a.zone_id is null and st_within(st_lineinterpolatepoint(a.geometry, 0.5), z.boundary)))
       ) as own,
       (select sum(length_m) from assets where tenant_id = ? and class = 'pipe' and status <> 'retired') as whole,
       (select population from municipalities where tenant_id = ?) as population`,
    [zoneId, tenantId, tenantId, tenantId],
  );
  if (row === undefined || row.own === null || row.own <= 0 || row.whole === null) {
    return { mainsKm: null, population: null };
  }
  const { own, whole, population } = row;
  return {
    mainsKm: Math.round((own / 1_000) * PRECISION) / PRECISION,
    population: population === null ? null : Math.round((population * own) / whole),
  };
}
