import type { SensorModel } from './sensor-model';
import { SensorScorer } from './sensor-scorer';

/** Verdicts on many readings, one place each; NaN for those that were not judged (scores are 0 there). */
export interface BatchVerdicts {
  scores: Float64Array;
  expected: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Positions in `sensorViews`. */
  views: Uint8Array;
}

/**
 * Scores a series of readings in one go.
 * @param timesMs - Unix ms, rising
 * @param values - unit of the series
 * @param neighbours - columns of the model's neighbours in its order, NaN where not known; null: none
 */
export function predictBatch(
  model: SensorModel,
  timesMs: Float64Array,
  values: Float64Array,
  neighbours: readonly Float64Array[] | null = null,
): BatchVerdicts {
  const count = timesMs.length;
  const nothing = () => new Float64Array(count).fill(Number.NaN);
  const result = {
    scores: new Float64Array(count),
    expected: nothing(),
    lower: nothing(),
    upper: nothing(),
    views: new Uint8Array(count),
  };
  const scorer = new SensorScorer(model);
  for (let n = 0; n < count; n += 1) {
    if (!scorer.push(timesMs[n] as number, values[n] as number, neighbours, n)) continue;
    result.scores[n] = scorer.score;
    result.expected[n] = scorer.expected;
    result.lower[n] = scorer.lower;
    result.upper[n] = scorer.upper;
    result.views[n] = scorer.view;
  }
  return result;
}
