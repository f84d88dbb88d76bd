import { fitDeparture } from './departure';
import { relationParts } from './model-parts';
import { fitRelation } from './relation';
import type { SiteModel, SiteOptions, SiteTable } from './site-model';
import { type TrainingRows, trainingRows } from './training-rows';

/** Version of what {@link fitSiteModel} writes; a scorer refuses others. */
export const SITE_MODEL_VERSION = 1;
/** A signal with more missing than this share is not used to explain others. */
const MOST_MISSING = 0.2;
/** An on/off signal is one with two values, of which the rarer takes this share of rows or more. */
const LEAST_SHARE = 0.05;
/** Rows after which a signal that never changed is believed never to change. */
const CONSTANT_ROWS = 1000;

/**
 * Learns what is normal for a site from mostly normal readings; events in them are tolerated as long as they are rare.
 * @param tables - with the same columns in the same order; times rise within each
 * @throws SiteTrainingError when there is too little to learn from
 */
export function fitSiteModel(tables: readonly SiteTable[], options: SiteOptions = {}): SiteModel {
  const training = trainingRows(tables, options.stepMs, options.resolution);
  const utcOffsetMs = options.utcOffsetMs ?? 0;
  const kinds = training.names.map((_, signal) => kindOf(training, signal));
  const active = Int32Array.from(kinds.flatMap(({ usable, varies }, signal) => (usable && varies ? [signal] : [])));
  const onOff = Int32Array.from(kinds.flatMap(({ usable, onOff }, signal) => (usable && onOff ? [signal] : [])));
  const departure = fitDeparture(training);
  const constants = Float64Array.from(kinds, ({ constant }) =>
    training.rows >= CONSTANT_ROWS ? constant : Number.NaN,
  );
  return {
    version: SITE_MODEL_VERSION,
    names: training.names,
    stepMs: training.stepMs,
    utcOffsetMs,
    rows: training.rows,
    fromMs: training.timesMs[0] ?? 0,
    toMs: training.timesMs[training.rows - 1] ?? 0,
    parts: {
      resolution: training.resolution,
      constants,
      departureLevelRows: Float64Array.of(departure.levelRows),
      departureMeanRows: Float64Array.from(departure.meanRows),
      departureLimits: departure.limits,
      departureLow: departure.low,
      departureHigh: departure.high,
      last: lastRows(training, departure.levelRows),
      ...relationParts(fitRelation(training, active, onOff, options.offsetAt ?? (() => utcOffsetMs))),
    },
  };
}

interface SignalKind {
  readonly usable: boolean;
  readonly varies: boolean;
  readonly onOff: boolean;
  /** The only value there is; NaN when there are several or none. */
  readonly constant: number;
}

function kindOf({ values, names, rows }: TrainingRows, signal: number): SignalKind {
  const counts = new Map<number, number>();
  let present = 0;
  for (let row = 0; row < rows; row += 1) {
    const value = values[row * names.length + signal] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    present += 1;
    if (counts.size <= 2) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return {
    usable: present >= (1 - MOST_MISSING) * rows,
    varies: counts.size > 1,
    onOff: counts.size === 2 && Math.min(...counts.values()) >= LEAST_SHARE * present,
    constant: counts.size === 1 ? ([...counts.keys()][0] ?? Number.NaN) : Number.NaN,
  };
}

/** The end of training, from which a scorer that goes on without a break starts. */
function lastRows({ values, names, rows }: TrainingRows, count: number): Float64Array {
  return values.slice(Math.max(0, rows - count) * names.length);
}
