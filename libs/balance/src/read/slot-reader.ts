import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Work } from '@app/database';
import { Quality } from '@app/kernel';
import { pgArray } from '@app/resources';
import { SLOT_MS, type SlotSeries, flowOfCounter, median, slotsOf } from '../core';
import type { ZoneSensor } from '../setup/zone-sensors';

/** A flow, level or pressure that comes less often tells nothing of an hour. */
export const LONGEST_INTERVAL_S = 3_600;
/** A counter is bridged over so many of its usual intervals, and at least half an hour. */
const BRIDGED_INTERVALS = 3;
const LEAST_BRIDGE_MS = 1_800_000;
const EPOCH = `timestamptz '2000-01-01 00:00:00+00'`;

/** Readings of sensors that are looked up together, at most: what is held in memory at once. */
const MOST_HELD = 200_000;
/** A look into the database covers so much time, ms. */
const LOOK_MS = 31 * 86_400_000;

/**
 * Readings of sensors by quarters of an hour, sensor by sensor in their order: means, or the flow of a counter. Bad
 * readings are left out.
 * @param span - Unix ms, end exclusive
 */
export async function* readSlots(
  work: Work,
  tenantId: number,
  sensors: readonly ZoneSensor[],
  span: { from: number; to: number },
): AsyncGenerator<SlotSeries> {
  const { from, count } = slotsOf(span.from, span.to);
  for (const some of batchesOf(sensors, count * SLOT_MS)) {
    const counters = await readReadings(work, tenantId, some.filter(isCounter), from, count);
    const means = await readMeans(work, tenantId, some.filter(isMean), from, count);
    for (const sensor of some) {
      // Others have their turn between two sensors, however many there are.
      await nextTurn();
      const { number } = sensor;
      yield isCounter(sensor)
        ? flowOf(sensor, counters.get(number), from, count)
        : meansOf(sensor, means.get(number), from, count);
    }
  }
}

const isCounter = ({ quantity }: ZoneSensor) => quantity === 'volume';
const isMean = (sensor: ZoneSensor) => !isCounter(sensor) && sensor.intervalS <= LONGEST_INTERVAL_S;

/** So many sensors at a time that their readings have their place in memory: in order, one at least. */
function* batchesOf(sensors: readonly ZoneSensor[], lengthMs: number): Iterable<ZoneSensor[]> {
  let some: ZoneSensor[] = [];
  let held = 0;
  for (const sensor of sensors) {
    const stepMs = isCounter(sensor) ? sensor.intervalS * 1_000 : SLOT_MS;
    const readings = lengthMs / Math.max(1_000, stepMs);
    if (some.length > 0 && held + readings > MOST_HELD) {
      yield some;
      [some, held] = [[], 0];
    }
    some.push(sensor);
    held += readings;
  }
  if (some.length > 0) yield some;
}

/** Looks of {@link LOOK_MS} that cover a stretch; the last one may be shorter. */
function* looksOf(from: number, to: number): Iterable<[from: number, to: number]> {
  for (let at = from; at < to; at += LOOK_MS) yield [at, Math.min(to, at + LOOK_MS)];
}

interface SlotMeans {
  at: number[];
  means: number[];
  counts: number[];
}

/** A reading that comes once in several slots stands for all of them. */
function slotsHeld({ intervalS }: ZoneSensor): number {
  return Math.max(1, Math.ceil((intervalS * 1_000) / SLOT_MS));
}

async function readMeans(
  work: Work,
  tenantId: number,
  sensors: readonly ZoneSensor[],
  from: number,
  count: number,
): Promise<Map<number, SlotMeans>> {
  const found = new Map(sensors.map(({ number }) => [number, { at: [], means: [], counts: [] } as SlotMeans]));
  if (sensors.length === 0) return found;
  const earliest = from - (Math.max(...sensors.map(slotsHeld)) - 1) * SLOT_MS;
  for (const [begin, end] of looksOf(earliest, from + count * SLOT_MS)) {
    const rows = await work.sql<{ number: number; at: number; mean: number; count: number }>(
      `select number, (extract(epoch from slot) * 1000)::float8 as at, mean, count from (
         select sensor_id as number, date_bin('15 minutes', time, ${EPOCH}) as slot, avg(value) as mean, count(*)::int as count
         from readings where tenant_id = ? and sensor_id = any (?::int[]) and time >= to_timestamp(?)
           and time < to_timestamp(?) and quality < ?
         group by 1, 2) slots order by number, slot`,
      [tenantId, pgArray([...found.keys()]), begin / 1_000, end / 1_000, Quality.bad],
    );
    for (const { number, at, mean, count: readings } of rows) {
      const held = found.get(number);
      held?.at.push(at);
      held?.means.push(mean);
      held?.counts.push(readings);
    }
  }
  return found;
}

function meansOf(sensor: ZoneSensor, found: SlotMeans | undefined, from: number, count: number): SlotSeries {
  const values = new Float64Array(count).fill(Number.NaN);
  const shares = new Float64Array(count);
  if (found === undefined) return { from, values, shares };
  const held = slotsHeld(sensor);
  const begin = found.at.findIndex((at) => at >= from - (held - 1) * SLOT_MS);
  if (begin < 0) return { from, values, shares };
  const expected = usualCount(found.counts.slice(begin), sensor.intervalS);
  for (let n = begin; n < found.at.length; n += 1) {
    const first = ((found.at[n] as number) - from) / SLOT_MS;
    for (let slot = Math.max(0, first); slot < Math.min(count, first + held); slot += 1) {
      values[slot] = found.means[n] as number;
      shares[slot] = Math.min(1, (found.counts[n] as number) / expected);
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

interface Readings {
  times: number[];
  values: number[];
}

/** Readings of counters, and those around that their flow at both ends is told by. */
async function readReadings(
  work: Work,
  tenantId: number,
  sensors: readonly ZoneSensor[],
  from: number,
  count: number,
): Promise<Map<number, Readings>> {
  const found = new Map(sensors.map(({ number }) => [number, { times: [], values: [] } as Readings]));
  if (sensors.length === 0) return found;
  const bridge = Math.max(...sensors.map(bridgeOf));
  for (const [begin, end] of looksOf(from - bridge, from + count * SLOT_MS + bridge)) {
    const rows = await work.sql<{ number: number; at: number; value: number }>(
      `select sensor_id as number, (extract(epoch from time) * 1000)::float8 as at, value from readings
       where tenant_id = ? and sensor_id = any (?::int[]) and time >= to_timestamp(?) and time < to_timestamp(?)
         and quality < ? order by sensor_id, time`,
      [tenantId, pgArray([...found.keys()]), begin / 1_000, end / 1_000, Quality.bad],
    );
    for (const { number, at, value } of rows) {
      const held = found.get(number);
      held?.times.push(at);
      held?.values.push(value);
    }
  }
  return found;
}

/** Longest time between two readings of a counter that is bridged, ms. */
function bridgeOf({ intervalS }: ZoneSensor): number {
  return Math.max(LEAST_BRIDGE_MS, BRIDGED_INTERVALS * intervalS * 1_000);
}

function flowOf(sensor: ZoneSensor, found: Readings | undefined, from: number, count: number): SlotSeries {
  return flowOfCounter(found?.times ?? [], found?.values ?? [], from, count, bridgeOf(sensor));
}
