const HOUR_MS = 3_600_000;

/**
 * What the detector of water-quality series holds on to. The margins and least sizes were chosen on public sets, see
 * docs/detection-benchmarks/lro.md; the others are round numbers.
 */
export const qualitySettings = {
  /** Evidence of a sudden jump, on top of what the allowed false alarms ask for, that is an alarm at once. */
  jumpMargin: 1,
  /** The same for an excursion that ends as suddenly as it began, and for a jump after standing still. */
  returnMargin: 0.5,
  /** Least sizes of the two, in usual changes from row to row. */
  leastJump: 8,
  leastReturn: 9,
  /** Evidence of standing still just before a jump is cut here, and counts up to this time, ms. */
  mostHeld: 3,
  heldMs: 4 * HOUR_MS,
  /** Rows in which an excursion has to come back. */
  reach: 3,
  /** Rows over which the usual change is taken, for the present and in the long run. */
  localRows: 24,
  longRows: 2000,
  /** The usual change is at least this part of that in the long run. */
  floor: 0.5,
  /** Changes that the calibration remembers, about. */
  tailMemory: 10_000,
  /** What is beyond this many times the limit of an alarm is remembered as that. */
  clip: 2,
  /** A value below this part of its level is nothing, in a series whose level is this many usual changes away from zero. */
  nothing: 0.1,
  farFromZero: 10,
  /** A missing value or a gap is an alarm as long as at most one row in so many has one. */
  rowsPerGap: 500,
  /** Time without a row that is a gap: at least so long, ms, and so many usual intervals. */
  gapMs: HOUR_MS / 2,
  gapIntervals: 2.5,
  /** Standing still is no error before this time, ms. */
  stuckMs: 12 * HOUR_MS,
  /** An event ends after this time without evidence, ms. */
  quietMs: 6 * HOUR_MS,
  /** A value that has been nothing for so long is the new level, ms. */
  settleMs: 30 * 24 * HOUR_MS,
  /** Rows seen before anything is an alarm. */
  learnRows: 96,
} as const;

/** What loggers write where an instrument gave no value; 7999 either way: those of Campbell Scientific in two bytes. */
const NO_DATA: ReadonlySet<number> = new Set([-9999, -99_999, -999, -7999, 7999]);

/** Whether this is what loggers write for "no value". */
export function isNoData(value: number): boolean {
  return (value < -998 || value > 7998) && NO_DATA.has(value);
}
