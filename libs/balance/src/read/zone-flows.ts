import { createHash } from 'node:crypto';
import type { BalanceSettings } from '@app/contracts';
import type { Work } from '@app/database';
import { SlotMean, type SlotSeries, SlotSum, type ZoneFlows, slotsOf, storageFlow } from '../core';
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

/**
 * Reads everything that a zone measures, sensor by sensor: what it takes in memory does not grow with their number.
 * @param settings - those of the zone
 * @param span - Unix ms, end exclusive
 */
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
  const known = measurements.flatMap((measurement) => {
    const sensor = sensors.get(measurement.sensorId);
    return sensor === undefined ? [] : [{ ...measurement, sensor }];
  });
  const hash = createHash('sha256');
  const sums = new Map<string, SlotSum>();
  const pressure = new SlotMean(from, count);
  const read = readSlots(
    work,
    tenantId,
    known.map(({ sensor }) => sensor),
    span,
  );
  let next = 0;
  for await (const series of read) {
    const { sensorId, role, areaM2 } = known[next++] as (typeof known)[number];
    hash.update(`${role} ${sensorId} ${areaM2}`).update(bytesOf(series.values)).update(bytesOf(series.shares));
    if (role === 'pressure') {
      pressure.add(series);
      continue;
    }
    const sum = sums.get(role) ?? new SlotSum(from, count);
    sums.set(role, sum);
    sum.add(role === 'level' ? storageFlow(series, areaM2 ?? 0) : series, 1);
  }
  const total = (role: string): SlotSeries | null => sums.get(role)?.series() ?? null;
  const [outlets, storage] = [total('outlet'), total('level')];
  const inlets = total('inlet') ?? new SlotSum(from, count).series();
  const net = new SlotSum(from, count);
  net.add(inlets, 1);
  for (const taken of [outlets, storage]) if (taken !== null) net.add(taken, -1);
  return {
    inlets,
    outlets,
    storage,
    metered: total('consumer'),
    net: net.series(),
    nightUsers: total('nightUser'),
    pressure: pressure.series(),
    fingerprint: hash.digest('base64url').slice(0, 22),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
