import type { Work } from '@app/database';
import { Quality } from '@app/kernel';
import { SLOT_MS, type SlotSeries, flowOfCounter, median, slotsOf } from '../core';
import type { ZoneSensor } from '../setup/zone-sensors';

/** A flow, level or pressure that comes less often tells nothing of an hour. */
export const LONGEST_INTERVAL_S = 3_600;
/** A counter is bridged over so many of its usual intervals, and at least half an hour. */
const BRIDGED_INTERVALS = 3;
const LEAST_BRIDGE_MS = 1_800_000;
const EPOCH = `timestamptz '2000-01-01 00:00:00+00'`;

/**
 * Readings of a sensor by quarters of an hour: means, or the flow of a counter. Bad readings are left out.
 * @param span - Unix ms, end exclusive
 */
export async function readSlots(
  work: Work,
  tenantId: number,
  sensor: ZoneSensor,
  span: { from: number; to: number },
): Promise<SlotSeries> {
  const { from, count } = slotsOf(span.from, span.to);
  return sensor.quantity === 'volume'
    ? readCounter(work, tenantId, sensor, from, count)
    : readMeans(work, tenantId, sensor, from, count);
}

async function readMeans(
  work: Work,
  tenantId: number,
  { number, intervalS }: ZoneSensor,
  from: number,
  count: number,
): Promise<SlotSeries> {
  const values = new Float64Array(count).fill(Number.NaN);
  const shares = new Float64Array(count);
  if (intervalS > LONGEST_INTERVAL_S) return { from, values, shares };
  // A reading that comes once in several slots stands for all of them.
  const held = Math.max(1, Math.ceil((intervalS * 1_000) / SLOT_MS));
  const rows = await work.sql<{ at: number; mean: number; count: number }>(
    `select (extract(epoch from slot) * 1000)::float8 as at, mean, count from (
       select date_bin('15 minutes', time, ${EPOCH}) as slot, avg(value) as mean, count(*)::int as count from readings
       where tenant_id = ? and sensor_id = ? and time >= to_timestamp(?) and time < to_timestamp(?) and quality < ?
       group by 1) slots order by slot`,
    [tenantId, number, (from - (held - 1) * SLOT_MS) / 1_000, (from + count * SLOT_MS) / 1_000, Quality.bad],
  );
  const expected = usualCount(
    rows.map((row) => row.count),
    intervalS,
  );
  for (const { at, mean, count: readings } of rows) {
    const first = (at - from) / SLOT_MS;
    for (let slot = Math.max(0, first); slot < Math.min(count, first + held); slot += 1) {
      values[slot] = mean;
      shares[slot] = Math.min(1, readings / expected);
    }
  }
  return { from, values, shares };
}

/**
 * Readings that a slot should have: as many as the interval says, or as usually came where that is less (history is
 * often thinner than what comes now). One more or less is a matter of when the slot began.
 */
function usualCount(counts: readonly number[], intervalS: number): number {
  const byInterval = Math.floor(SLOT_MS / 1_000 / intervalS);
  return Math.max(1, Math.min(byInterval, counts.length === 0 ? byInterval : median(counts)));
}

async function readCounter(
  work: Work,
  tenantId: number,
  { number, intervalS }: ZoneSensor,
  from: number,
  count: number,
): Promise<SlotSeries> {
  const bridge = Math.max(LEAST_BRIDGE_MS, BRIDGED_INTERVALS * intervalS * 1_000);
  const rows = await work.sql<{ at: number; value: number }>(
    `select (extract(epoch from time) * 1000)::float8 as at, value from readings
     where tenant_id = ? and sensor_id = ? and time >= to_timestamp(?) and time < to_timestamp(?) and quality < ?
     order by time`,
    [tenantId, number, (from - bridge) / 1_000, (from + count * SLOT_MS + bridge) / 1_000, Quality.bad],
  );
  const times = Float64Array.from(rows, ({ at }) => at);
  const volumes = Float64Array.from(rows, ({ value }) => value);
  return flowOfCounter(times, volumes, from, count, bridge);
}
