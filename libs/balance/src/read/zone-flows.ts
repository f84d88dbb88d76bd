import { createHash } from 'node:crypto';
import type { BalanceSettings } from '@app/contracts';
import type { Work } from '@app/database';
import { type SignedSeries, type SlotSeries, type ZoneFlows, slotsOf, storageFlow, sumOf } from '../core';
import type { ZoneRecord } from '../setup/zone-record';
import { readSensors } from '../setup/zone-sensors';
import { readSlots } from './slot-reader';

/** What was measured of a zone over a span. */
export interface MeasuredZone extends ZoneFlows {
  /** Inflow less outflow less what tanks gain: what is used and lost, m³/h. */
  net: SlotSeries;
  /** Metered use at night, m³/h; null: none. */
  nightUsers: SlotSeries | null;
  /** Mean of the pressure sensors, kPa; null: none. */
  pressure: SlotSeries | null;
  /** Changes with any reading that was used. */
  fingerprint: string;
}

/** Reads everything that a zone measures. @param settings - those of the zone; @param span - Unix ms, end exclusive */
export async function measureZone(
  work: Work,
  { tenantId }: Pick<ZoneRecord, 'tenantId'>,
  { measurements }: BalanceSettings,
  span: { from: number; to: number },
): Promise<MeasuredZone> {
  const { from, count } = slotsOf(span.from, span.to);
  const sensors = new Map(
    (
      await readSensors(
        work,
        tenantId,
        measurements.map(({ sensorId }) => sensorId),
      )
    ).map((sensor) => [sensor.id, sensor]),
  );
  const hash = createHash('sha256');
  const byRole: Record<string, SlotSeries[]> = {};
  for (const { sensorId, role, areaM2 } of measurements) {
    const sensor = sensors.get(sensorId);
    if (sensor === undefined) continue;
    const series = await readSlots(work, tenantId, sensor, span);
    hash.update(`${role} ${sensorId} ${areaM2}`).update(bytesOf(series.values)).update(bytesOf(series.shares));
    const own = (byRole[role] ??= []);
    own.push(role === 'level' ? storageFlow(series, areaM2 ?? 0) : series);
  }
  const total = (role: string): SlotSeries | null =>
    byRole[role] === undefined ? null : sumOf(signed(byRole[role], 1), from, count);
  const [outlets, storage, metered, nightUsers] = [
    total('outlet'),
    total('level'),
    total('consumer'),
    total('nightUser'),
  ];
  const inlets = sumOf(signed(byRole['inlet'] ?? [], 1), from, count);
  const taken = [outlets, storage].filter((series) => series !== null);
  const net = sumOf([...signed([inlets], 1), ...signed(taken, -1)], from, count);
  return {
    inlets,
    outlets,
    storage,
    metered,
    net,
    nightUsers,
    pressure: meanOf(byRole['pressure'] ?? [], from, count),
    fingerprint: hash.digest('base64url').slice(0, 22),
  };
}

function signed(parts: readonly SlotSeries[], sign: 1 | -1): SignedSeries[] {
  return parts.map((series) => ({ sign, series }));
}

/** Mean of those that are there at the time. */
function meanOf(parts: readonly SlotSeries[], from: number, count: number): SlotSeries | null {
  if (parts.length === 0) return null;
  const values = new Float64Array(count);
  const shares = new Float64Array(count);
  for (let slot = 0; slot < count; slot += 1) {
    const known = parts.map((series) => series.values[slot] as number).filter((value) => !Number.isNaN(value));
    values[slot] = known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
    shares[slot] = known.length / parts.length;
  }
  return { from, values, shares };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
