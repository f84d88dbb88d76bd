import { courseCauses, courseKinds, type CourseCause } from '@app/contracts';

/** What a series measures; a meter's readings are litres. */
export const seriesKinds = courseKinds;
export type SeriesKind = (typeof seriesKinds)[number];

/** A score at or above this is an alarm, for every detector. */
export const ALARM_SCORE = 0.5;

/** What made a reading unusual; detectors keep them by their place in the list. */
export const seriesCauses = courseCauses;
export type SeriesCause = CourseCause;

/**
 * Judges one series reading by reading, without look-ahead: the verdict on a reading is final before the next one is
 * seen. Time never runs backwards: a reading that is not newer than the last one is left out. A value that is not
 * finite counts as a gap.
 *
 * The fields hold the verdict on the last reading given to `push` (no object is made for each reading).
 */
export interface SeriesDetector {
  readonly kind: SeriesKind;
  /** In [0, 1], never NaN; {@link ALARM_SCORE} or more is an alarm. Comparable between series. */
  readonly score: number;
  /** What was expected before the reading was seen, unit of the series; NaN until enough was learned. */
  readonly expected: number;
  /** Band in which a reading is normal; NaN as long as `expected` is. */
  readonly lower: number;
  readonly upper: number;
  readonly cause: SeriesCause;
  /** Estimated start of what is going on, Unix ms; NaN while `cause` is `none`. */
  readonly since: number;
  /** Size of the deviation in the unit of the series, signed; NaN where a size makes no sense. */
  readonly size: number;
  /** Whether an event is going on: true from the alarm until the series has come back or has settled at a new level. */
  readonly active: boolean;

  /**
   * Judges a reading, then learns from it.
   * @param timeMs - event time, Unix ms
   * @param value - in the unit of the series
   */
  push(timeMs: number, value: number): void;

  /** The whole memory, to go on elsewhere: a detector restored from it gives the same verdicts as this one would. */
  save(): Float64Array;
}

/** What a detector may be told about its series beforehand; everything has a default. */
export interface SeriesOptions {
  /** IANA zone in which people live by the clock; without it the times are taken as they are (UTC). */
  timeZone?: string;
  /** Days (local, `YYYY-MM-DD`) on which people behave as on Sundays. */
  holidays?: ReadonlySet<string>;
  /** False alarms wanted at most, as days for one; default 90. */
  daysPerFalseAlarm?: number;
  /** Physical limits of the instrument, unit of the series. */
  rangeMin?: number;
  rangeMax?: number;
}

/**
 * Makes detectors of one kind.
 * `restore` throws a `SeriesStateError` for a memory of another version or kind.
 */
export interface SeriesDetectorFactory {
  create(options?: SeriesOptions): SeriesDetector;
  restore(memory: Float64Array, options?: SeriesOptions): SeriesDetector;
}

/** The saved memory does not fit this version of the detector: start anew and let it learn. */
export class SeriesStateError extends Error {
  constructor(reason: string) {
    super(`the saved memory of a detector cannot be used: ${reason}`);
    this.name = 'SeriesStateError';
  }
}
