/** Length of a slot, ms: the time step of all flows here. Offsets of zones are whole multiples of it. */
export const SLOT_MS = 900_000;
/** Slots in an hour. */
export const SLOTS_PER_HOUR = 4;
const HOURS_PER_SLOT = 1 / SLOTS_PER_HOUR;

/** Values of one measurement by slots; a slot without any reading is NaN. */
export interface SlotSeries {
  /** Begin of the first slot, Unix ms, a whole multiple of the slot. */
  from: number;
  /** Mean of each slot, canonical unit. */
  values: Float64Array;
  /** Share of the expected readings that came, 0 to 1. */
  shares: Float64Array;
}

/** Slots that lie between two moments. @returns begin of the first, and how many */
export function slotsOf(from: number, to: number): { from: number; count: number } {
  const first = Math.floor(from / SLOT_MS) * SLOT_MS;
  return { from: first, count: Math.max(0, Math.ceil((to - first) / SLOT_MS)) };
}

/** A part of a series. Slots outside of it are missing ones. */
export function cut(series: SlotSeries, from: number, to: number): SlotSeries {
  const { from: first, count } = slotsOf(from, to);
  const values = new Float64Array(count).fill(Number.NaN);
  const shares = new Float64Array(count);
  const offset = (first - series.from) / SLOT_MS;
  for (let index = 0; index < count; index += 1) {
    const at = index + offset;
    if (at < 0 || at >= series.values.length) continue;
    values[index] = series.values[at] as number;
    shares[index] = series.shares[at] as number;
  }
  return { from: first, values, shares };
}

/**
 * Flow of a counter that only rises, by slots: its reading is interpolated at the ends of each slot and the difference
 * divided by time. Nothing is told across a gap that is too long, nor where the counter went back (reset, roll-over).
 *
 * @param times - of the readings, Unix ms, rising; @param volumes - what the counter showed, m³
 * @param longestGapMs - longest time between two readings that is bridged
 * @returns m³/h
 */
export function flowOfCounter(
  times: ArrayLike<number>,
  volumes: ArrayLike<number>,
  from: number,
  count: number,
  longestGapMs: number,
): SlotSeries {
  const values = new Float64Array(count).fill(Number.NaN);
  const shares = new Float64Array(count);
  const edge = new Float64Array(count + 1).fill(Number.NaN);
  const segment = new Int32Array(count + 1);
  let index = 0;
  let unbroken = 0;
  for (let slot = 0; slot <= count; slot += 1) {
    const at = from + slot * SLOT_MS;
    while (index + 1 < times.length && (times[index + 1] as number) <= at) {
      index += 1;
      if (isBroken(times, volumes, index, longestGapMs)) unbroken += 1;
    }
    segment[slot] = unbroken;
    const [t0, v0] = [times[index] ?? Number.NaN, volumes[index] ?? Number.NaN];
    if (t0 === at) edge[slot] = v0;
    else if (t0 < at && index + 1 < times.length && !isBroken(times, volumes, index + 1, longestGapMs)) {
      const [t1, v1] = [times[index + 1] as number, volumes[index + 1] as number];
      edge[slot] = v0 + ((v1 - v0) * (at - t0)) / (t1 - t0);
    }
  }
  for (let slot = 0; slot < count; slot += 1) {
    const [low, high] = [edge[slot] as number, edge[slot + 1] as number];
    if (segment[slot] !== segment[slot + 1] || Number.isNaN(low) || Number.isNaN(high)) continue;
    values[slot] = (high - low) * SLOTS_PER_HOUR;
    shares[slot] = 1;
  }
  return { from, values, shares };
}

function isBroken(times: ArrayLike<number>, volumes: ArrayLike<number>, index: number, longestGapMs: number): boolean {
  const [t0, t1] = [times[index - 1] as number, times[index] as number];
  return t1 - t0 > longestGapMs || (volumes[index] as number) < (volumes[index - 1] as number);
}

/** Water stored in a tank gained per hour, from its level: difference of the levels at the ends of slots times the surface. */
export function storageFlow(level: SlotSeries, areaM2: number): SlotSeries {
  const count = level.values.length;
  const values = new Float64Array(count).fill(Number.NaN);
  // The mean of a slot stands for its middle; the change over a slot is half the difference of its neighbours.
  for (let slot = 0; slot < count; slot += 1) {
    const [before, after] = [Math.max(0, slot - 1), Math.min(count - 1, slot + 1)];
    const change = ((level.values[after] as number) - (level.values[before] as number)) / Math.max(1, after - before);
    values[slot] = change * areaM2 * SLOTS_PER_HOUR;
  }
  return { from: level.from, values, shares: level.shares };
}

/** What a flow amounts to over its slots, and how much of it was measured. */
export interface Amount {
  /** Millilitres, a whole number: amounts of days add up to that of their month exactly. */
  millilitres: number;
  /** Share of expected readings that came, 0 to 1. */
  completeness: number;
}

/** Volume of a flow over slots `first` (inclusive) to `last` (exclusive). Missing slots add nothing and lower the completeness. */
export function amountOf({ values, shares }: SlotSeries, first = 0, last = values.length): Amount {
  let millilitres = 0;
  let share = 0;
  for (let slot = first; slot < last; slot += 1) {
    const value = values[slot] as number;
    if (!Number.isNaN(value)) millilitres += Math.round(value * HOURS_PER_SLOT * 1e6);
    share += shares[slot] as number;
  }
  return { millilitres, completeness: last > first ? share / (last - first) : 0 };
}
