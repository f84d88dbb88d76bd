/** Readings of one site at common times: one column a signal. */
export interface SiteTable {
  /** Names of the signals, in the order of `columns`; unique. */
  readonly names: readonly string[];
  /** Unix ms, rising. */
  readonly timesMs: Float64Array;
  /** One array a signal, as long as `timesMs`; NaN where a reading is missing. */
  readonly columns: readonly Float64Array[];
}

/** Offset of local time from UTC at a moment, both ms. */
export type OffsetAt = (timeMs: number) => number;

/** What the fit may be told; everything has a default. */
export interface SiteOptions {
  /** Sampling step, ms; default: the median step of the first table. */
  stepMs?: number;
  /** Offset of local time from UTC, ms, for the time of day; default 0. */
  utcOffsetMs?: number;
  /** The same at a moment (Unix ms), for places whose clocks change; default: `utcOffsetMs` always. */
  offsetAt?: OffsetAt;
  /** Step in which each signal is reported live, unit of the signal, where it is coarser than in the tables; 0: unknown. */
  resolution?: ArrayLike<number>;
}

/** A learned model of a site. Plain numbers and typed arrays; {@link siteModelToJson} makes text of it. */
export interface SiteModel {
  readonly version: number;
  readonly names: readonly string[];
  readonly stepMs: number;
  readonly utcOffsetMs: number;
  /** Rows of training that were used. */
  readonly rows: number;
  /** First and last time of training, Unix ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Everything the scorer needs, see `model-parts.ts`; opaque to callers. */
  readonly parts: Readonly<Record<string, Float64Array>>;
}

/**
 * Why a row was unusual. `relation`: the signal does not fit the others and the time of day; `level`: it left its own
 * recent level; `constant`: it changed although it never had in training.
 */
export type SiteCause = 'relation' | 'level' | 'constant';

/** The part of one signal in a verdict. */
export interface SiteContribution {
  /** Name of the signal. */
  readonly name: string;
  /** Position of the signal in `SiteModel.names`. */
  readonly index: number;
  readonly cause: SiteCause;
  /** Expected from the other signals and the time of day, unit of the signal; NaN when unknown. */
  readonly expected: number;
  /** Seen, unit of the signal; NaN when missing. */
  readonly seen: number;
  /** Deviation as a multiple of the largest usual one: above 1 is unusual. */
  readonly strength: number;
}

/**
 * Judges rows of a site one by one, without look-ahead; made by `new SiteScorer(model)` or `SiteScorer.restore(model, memory)`.
 * The fields hold the verdict on the last row given to `push`.
 */
export interface SiteScoring {
  readonly model: SiteModel;
  /** In [0, 1], never NaN; 0.5 or more is an alarm. */
  readonly score: number;
  readonly alarm: boolean;
  /** Expected value of each signal given the others, unit of the signal; NaN while unknown. */
  readonly expected: Float64Array;
  /**
   * Judges a row.
   * @param timeMs - Unix ms; a row that is not newer than the last one is left out: the verdict stays as it is
   * @param row - one value a signal in the order of `model.names`; NaN where missing
   * @returns the score
   */
  push(timeMs: number, row: ArrayLike<number>): number;
  /** By how much each signal left what its relations and its own level call for in the last row, as multiples of the limits. */
  readonly strengths: { readonly relation: Float64Array; readonly level: Float64Array };
  /** Signals that made the last row unusual, strongest first; empty while the score is low. */
  contributions(): SiteContribution[];
  /** The whole memory: a scorer restored from it gives the same verdicts as this one would. */
  save(): Float64Array;
}
