/** What the channels of a flow detector look at. Flows are shares of the series' own median. */
export interface FlowChannel {
  /** Length of the window, h. */
  readonly hours: number;
  /** Compared with the week before (true) or with the weekly course of the weeks before alone (false). */
  readonly step: boolean;
  /** Alarm at the usual daily maximum + this many times the distance from it to its ninth decile. */
  readonly factor: number;
  /** No alarm below this share of the median flow, however quiet the series is. */
  readonly least: number;
  /** Days of history before it may alarm. */
  readonly afterDays: number;
}

/**
 * Chosen by hand on ten district inflows (docs/detection-benchmarks/dma-inflow.md says how far that carries); one set for
 * every series.
 */
export const flowSettings = {
  channels: [
    { hours: 12, step: true, factor: 4, least: 0.12, afterDays: 28 },
    { hours: 24, step: true, factor: 4, least: 0.08, afterDays: 28 },
    { hours: 72, step: true, factor: 4, least: 0.06, afterDays: 28 },
    { hours: 168, step: false, factor: 2.5, least: 0.05, afterDays: 42 },
    { hours: 168, step: true, factor: 2.5, least: 0.04, afterDays: 35 },
  ] as readonly FlowChannel[],
  /** Days of daily maxima that a limit is taken from. */
  limitDays: 90,
  /** An alarm raises the limits by this share, forgotten with the time constant below, days. */
  strain: 0.5,
  strainDays: 180,
  /** A loss of supply: this many hours in a row below this share of what is expected. */
  lossHours: 2,
  lossShare: 0.45,
  lossAfterDays: 14,
  /** Least time without movement to be stuck, h. */
  stuckHours: 4,
  /** Longest time without movement of any flow, even one that was never seen to move, h. */
  stillHours: 12,
  /** No alarm for this long after an event ended, h. */
  restHours: 24,
  /** An event ends after this many hours back near normal. */
  quietHours: 8,
  /** After this many days at a new level the level counts as normal. */
  settleDays: 21,
  /** Alarm when the flow that is there at every hour grows by this many of its own usual deviations. */
  offsetFactor: 5,
  /** Not used where that limit is above this share of the mean flow. */
  offsetMost: 0.08,
  offsetAfterDays: 28,
} as const;
