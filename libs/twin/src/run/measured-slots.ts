import type { Work } from '@app/database';
import { Quality, zoneOffsetMs } from '@app/kernel';
import { pgArray } from '@app/resources';
import type { MeasuredSlot } from '../core/twin-types';
import type { LinkRow } from '../store/link-rows';

const HOUR_MS = 3_600_000;
const WEEK_H = 168;

/** Which moments are read. */
export interface SlotSpan {
  /** First and last moment, Unix ms, inclusive, whole multiples of the step. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly stepMs: number;
}

interface MeanRow {
  number: number;
  slot: number;
  mean: number;
  middle: number;
}

/**
 * What was measured about each moment: the mean of the readings of the step before it, bad ones left out. A sensor that
 * reports less often keeps its last value for two of its intervals.
 */
export async function measuredSlots(
  work: Work,
  tenantId: number,
  links: readonly LinkRow[],
  timeZone: string,
  { firstMs, lastMs, stepMs }: SlotSpan,
): Promise<MeasuredSlot[]> {
  const byNumber = new Map(links.map((link) => [link.sensorNumber, link]));
  const longestMs = Math.max(stepMs, ...links.map(({ intervalS }) => 2_000 * intervalS));
  const earliestMs = firstMs - Math.max(stepMs, Math.min(longestMs, 26 * HOUR_MS));
  const rows = await work.sql<MeanRow>(
    `select sensor_id as number, ceil(extract(epoch from time) * 1000 / ?)::float8 as slot, avg(value) as mean,
       avg(extract(epoch from time) * 1000)::float8 as middle
     from readings
     where tenant_id = ? and sensor_id = any (?::int[]) and time > to_timestamp(?) and time <= to_timestamp(?) and quality < ?
     group by 1, 2`,
    [stepMs, tenantId, pgArray([...byNumber.keys()]), earliestMs / 1000, lastMs / 1000, Quality.bad],
  );
  const means = new Map<number, MeanRow[]>();
  for (const row of rows) {
    const list = means.get(row.slot);
    if (list === undefined) means.set(row.slot, [row]);
    else list.push(row);
  }
  const kept = new Map<number, { mean: number; until: number }>();
  const slots: MeasuredSlot[] = [];
  for (let slot = Math.ceil(earliestMs / stepMs); slot * stepMs <= lastMs; slot += 1) {
    const at = slot * stepMs;
    const fresh = means.get(slot) ?? [];
    for (const { number, mean } of fresh) {
      const interval = 2_000 * (byNumber.get(number)?.intervalS ?? 0);
      kept.set(number, { mean, until: at + (interval > stepMs ? interval : 0) });
    }
    if (at < firstMs) continue;
    const values = new Map<string, number>();
    for (const [number, { mean, until }] of kept)
      if (until >= at) values.set((byNumber.get(number) as LinkRow).sensorId, mean);
    const middle = fresh.length === 0 ? at - stepMs / 2 : median(fresh.map((row) => row.middle));
    slots.push({ at, hourOfWeek: hourOfWeek(middle, timeZone), values });
  }
  return slots;
}

/**
 * The newest moments of which nothing has come in yet wait for the next run, unless there are no others: then the sensors are
 * silent. Gaps in the past are not to be cut off like this.
 */
export function withoutEmptyEnd(slots: MeasuredSlot[]): MeasuredSlot[] {
  const last = slots.findLastIndex(({ values }) => values.size > 0);
  return last === -1 ? slots : slots.slice(0, last + 1);
}

/** Hours since Monday 00:00 local time. */
export function hourOfWeek(timeMs: number, timeZone: string): number {
  // 1970-01-01 was a Thursday.
  const hours = (timeMs + zoneOffsetMs(timeMs, timeZone)) / HOUR_MS + 3 * 24;
  return ((hours % WEEK_H) + WEEK_H) % WEEK_H;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
