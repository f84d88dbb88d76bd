/**
 * Layout of a sensor's state: STRIDE numbers in a row, in one large array for all sensors of a shard. Positions are
 * part of the snapshot format: raise STATE_VERSION when one changes its meaning.
 */
export const STRIDE = 32;
/** Version of the layout, kept in snapshots. */
export const STATE_VERSION = 1;

/** Newest event time judged, ms; NaN before the first reading. */
export const NEWEST = 0;
/** Value at NEWEST. */
export const VALUE = 1;
/** Bits of the conditions that hold. */
export const ACTIVE = 2;
/** Bits of those conditions that have been announced as live. */
export const LIVE = 3;
/** Six positions: since when a limit disagrees with its bit, ms; NaN when it does not. */
export const PENDING = 4;
/** Bits of the limits with a PENDING time. */
export const PENDING_BITS = 10;
/** Learned time between readings, ms; 0 before the second reading. */
export const INTERVAL = 11;
/** Smallest change seen, the rounding step of the series; Infinity before the first change. */
export const QUANTUM = 12;
/** Event time of the first trusted reading, ms; 0 before it. */
export const FIRST = 13;
/** Reference of the rate of change: time in ms, value, and readings since the rate was last too high. */
export const RATE_TIME = 14;
export const RATE_VALUE = 15;
export const RATE_CALM = 16;
/** Expected value, mean absolute deviation, readings learned from, run of exceedances (signed), usual extreme |z|, limit shown. */
export const LEVEL = 17;
export const DEVIATION = 18;
export const LEARNED = 19;
export const STREAK = 20;
export const TAIL = 21;
export const Z_SHOWN = 22;
/** Current run of equal values: start in ms, value, readings. */
export const RUN_START = 23;
export const RUN_VALUE = 24;
export const RUN_COUNT = 25;
/** Changes of value seen, usual longest run in ms, number and longest of the recent runs that looked stuck, when a run last ended. */
export const CHANGES = 26;
export const RUN_USUAL = 27;
export const LONG_COUNT = 28;
export const LONG_MAX = 29;
export const RUN_ENDED = 30;

/** Fills the state of a sensor not seen before. */
export function initState(s: Float64Array, o: number): void {
  s.fill(0, o, o + STRIDE);
  s.fill(Number.NaN, o + PENDING, o + PENDING + 6);
  s[o + NEWEST] = Number.NaN;
  s[o + QUANTUM] = Number.POSITIVE_INFINITY;
  s[o + RATE_TIME] = Number.NaN;
}
