import type { LocalClock } from './local-clock';

const HALF_HOUR_MS = 1_800_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAY_BUCKETS = 48;
const WEEK_BUCKETS = 168;
const SCALE_BUCKETS = 24;

const LEVEL = 0;
const WEIGHT = 1;
const SCALE = 2;
const DAYS = 3;
const LAST_DAY = 4;
const HEAD = 5;
const DAILY = HEAD;
const DAILY_WEIGHT = DAILY + DAY_BUCKETS;
const WEEKLY = DAILY_WEIGHT + DAY_BUCKETS;
const CLASS_DAYS = WEEKLY + WEEK_BUCKETS;
const SCALES = CLASS_DAYS + 7;
const CELLS = SCALES + SCALE_BUCKETS;

/** Deviations beyond this many scales are learned from as this many (Huber 1964). */
const CLIP = 3;
/** Standard deviation of normal noise by its mean absolute deviation, sqrt(pi / 2). */
const SIGMA_BY_MAD = 1.2533;
/** Days after which the time of day counts, and days of one day class after which the class does. */
const DAILY_AFTER = 2;
const CLASS_AFTER = 3;

export interface ProfileSettings {
  /** Time over which the level follows the series, ms; default 2 days. */
  levelMs?: number;
  /** Days over which the course of a day is remembered; default 14. */
  memoryDays?: number;
  /** Also learn how each day of the week differs; default true. */
  weekly?: boolean;
}

/**
 * What a series should be at a time: level + course of the day (48 buckets, interpolated) + difference of the day class
 * by hour, each learned with Huber-clipped deviations, weighted by the time a reading stands for; and the usual size
 * of the deviation by hour of the day. Before two days the level alone is expected, before three weeks no day class.
 * Source: time-of-day profile with robust recursive updates, as in Gelper, Fried, Croux (2010), "Robust forecasting
 * with exponential and Holt-Winters smoothing".
 */
export class SeasonalProfile {
  static readonly CELLS = CELLS;
  /** Expected value, set by {@link expect}; NaN before the first reading. */
  expected = Number.NaN;
  /** Usual deviation (as one standard deviation), set by {@link expect}; never below the floor given to it. */
  sigma = Number.NaN;

  private readonly levelMs: number;
  private readonly dayGain: number;
  private readonly weekly: boolean;
  private bucket = 0;
  private hour = 0;
  private weekHour = 0;

  constructor(
    private readonly m: Float64Array,
    settings: ProfileSettings = {},
  ) {
    this.levelMs = settings.levelMs ?? 2 * DAY_MS;
    this.dayGain = 1 / (settings.memoryDays ?? 14);
    this.weekly = settings.weekly ?? true;
  }

  /** Local days seen, the first one included. */
  get days(): number {
    return this.m[DAYS];
  }

  /** Level without the course of the day, unit of the series. */
  get level(): number {
    return this.m[LEVEL];
  }

  /** Readings learned from. */
  get learned(): number {
    return this.m[WEIGHT];
  }

  /**
   * Sets `expected` and `sigma` for this moment. Learns nothing.
   * @param floor - least deviation that counts, such as the rounding step
   */
  expect(clock: LocalClock, floor: number): void {
    const { m } = this;
    if (m[WEIGHT] === 0) {
      this.expected = Number.NaN;
      this.sigma = Number.NaN;
      return;
    }
    const bucket = Math.floor(clock.msOfDay / HALF_HOUR_MS);
    const hour = bucket >> 1;
    this.bucket = bucket;
    this.hour = hour;
    this.weekHour = clock.dayClass * 24 + hour;
    let expected = m[LEVEL];
    if (m[DAYS] > DAILY_AFTER) {
      const place = clock.msOfDay / HALF_HOUR_MS - bucket - 0.5;
      const beside = place < 0 ? (bucket + DAY_BUCKETS - 1) % DAY_BUCKETS : (bucket + 1) % DAY_BUCKETS;
      const share = m[DAILY_WEIGHT + beside] > 0 ? Math.abs(place) : 0;
      expected += (1 - share) * m[DAILY + bucket] + share * m[DAILY + beside];
      if (this.weekly && m[CLASS_DAYS + clock.dayClass] > CLASS_AFTER) expected += m[WEEKLY + this.weekHour];
    }
    this.expected = expected;
    const own = m[SCALES + hour];
    const scale = own > 0 && m[DAYS] > DAILY_AFTER ? 0.7 * own + 0.3 * m[SCALE] : m[SCALE];
    this.sigma = Math.max(scale * SIGMA_BY_MAD, floor, Math.abs(expected) * 1e-9, 1e-12);
  }

  /**
   * Learns a reading; call after {@link expect} for the same moment.
   * @param gapMs - time since the reading before: what this reading stands for, at most the length of a bucket
   */
  learn(clock: LocalClock, value: number, gapMs: number): void {
    const { m } = this;
    this.countDay(clock);
    const seen = m[WEIGHT];
    m[WEIGHT] = seen + 1;
    if (seen === 0) {
      m[LEVEL] = value;
      return;
    }
    const residual = value - this.expected;
    const limit = seen < 10 ? Number.POSITIVE_INFINITY : CLIP * this.sigma;
    const clipped = residual > limit ? limit : residual < -limit ? -limit : residual;
    const span = gapMs < HALF_HOUR_MS ? gapMs : HALF_HOUR_MS;
    const levelGain = Math.max(span / this.levelMs, 1 / (seen + 1));
    m[LEVEL] += levelGain * clipped;
    this.learnShape(clock, clipped, span / HALF_HOUR_MS);
    const size = Math.abs(clipped);
    m[SCALE] += Math.max((span / DAY_MS) * this.dayGain * 4, 1 / (seen + 1)) * (size - m[SCALE]);
    const own = m[SCALES + this.hour];
    const ownGain = Math.min(1, (span / HOUR_MS) * Math.max(this.dayGain, 1 / m[DAYS]));
    m[SCALES + this.hour] = own === 0 ? m[SCALE] : own + ownGain * (size - own);
  }

  /** Takes the series to have moved for good by this much: a confirmed change of level. */
  shiftLevel(by: number): void {
    this.m[LEVEL] += by;
  }

  private learnShape(clock: LocalClock, clipped: number, share: number): void {
    const { m } = this;
    if (share === 0) return;
    const weight = m[DAILY_WEIGHT + this.bucket];
    m[DAILY_WEIGHT + this.bucket] = weight + share;
    // Days are counted from the first on: what the level has learned meanwhile must not be learned twice.
    const gain = Math.min(1, share * Math.max(this.dayGain, 1 / (weight + 1)));
    if (m[DAYS] > DAILY_AFTER) m[DAILY + this.bucket] += gain * clipped;
    else m[DAILY + this.bucket] += gain * (this.expected + clipped - m[LEVEL] - m[DAILY + this.bucket]);
    if (!this.weekly || m[DAYS] <= 7) return;
    const days = m[CLASS_DAYS + clock.dayClass];
    const weekGain = Math.min(1, 0.5 * share * Math.max(this.dayGain * 2, 1 / (days + 1)));
    if (days > CLASS_AFTER) m[WEEKLY + this.weekHour] += weekGain * clipped;
    else m[WEEKLY + this.weekHour] += weekGain * (clipped - m[WEEKLY + this.weekHour]);
  }

  private countDay(clock: LocalClock): void {
    const { m } = this;
    if (m[WEIGHT] > 0 && m[LAST_DAY] === clock.day) return;
    m[LAST_DAY] = clock.day;
    m[DAYS] += 1;
    m[CLASS_DAYS + clock.dayClass] += 1;
  }
}
