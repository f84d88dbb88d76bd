/** A flow that does not fall below a level for this long. */
export interface MeterWindow {
  readonly hours: number;
  /** Alarm above this many times the household's own record... */
  readonly factor: number;
  /** ...and this much more, L/h. */
  readonly more: number;
}

/** Chosen by hand on 35 households (docs/detection-benchmarks/meters.md); one set for every meter. */
export const meterSettings = {
  windows: [
    { hours: 3, factor: 2, more: 60 },
    { hours: 6, factor: 1.8, more: 40 },
    { hours: 24, factor: 1.6, more: 10 },
    { hours: 72, factor: 1.6, more: 2.2 },
  ] as readonly MeterWindow[],
  /** Days of daily records that are kept, and the least that must be there. */
  recordDays: 90,
  leastDays: 10,
  /** No alarm before this many days of history. */
  afterDays: 14,
  /** An alarm raises the limits by this share, forgotten with the time constant below, days. */
  strain: 0.4,
  strainDays: 180,
  /** While an alarm stands only a flow this many times higher, and this much more, L/h, raises another. */
  higherFactor: 2.5,
  higherMore: 20,
  /** Standing still: longer than this, days, and this many times longer than ever before. */
  stoppedDays: 9,
  stoppedFactor: 2.5,
  /** Running backwards: this many steps back within the hours below that sum up to this, L; or one step alone. */
  backSteps: 3,
  backHours: 8,
  backLitres: 5,
  backAtOnceLitres: 20,
  /** After an alarm none of the same cause for this long, days. */
  restDays: 7,
  /** More than this at once is a jump of the index, L/h: more than a service pipe of a house can carry. */
  jumpLitresPerHour: 6000,
} as const;
