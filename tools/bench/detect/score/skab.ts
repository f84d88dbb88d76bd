import { PointCounts, type PointScore } from './points';

/** One experiment of the test bed. */
export interface Experiment {
  readonly truth: readonly boolean[];
  readonly flags: readonly boolean[];
}

/** First rows of every experiment: for learning, not scored. */
export const SKAB_TRAINING_ROWS = 400;

/**
 * The outlier score of SKAB: rows after the first 400 of all experiments in one pot; F1, false alarm rate, missing alarm rate.
 * @see Katser and Kozitsin (2020), Skoltech Anomaly Benchmark, README of the repository
 */
export function scoreSkab(experiments: readonly Experiment[]): PointScore {
  const counts = new PointCounts();
  for (const { truth, flags } of experiments)
    counts.add(truth.slice(SKAB_TRAINING_ROWS), flags.slice(SKAB_TRAINING_ROWS));
  return counts.score();
}
