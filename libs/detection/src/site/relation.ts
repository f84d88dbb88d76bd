import { type FeatureLayout, layoutFeatures, writeFeatures } from './features';
import { addToGram, ridgeEachFromOthers } from './ridge';
import type { OffsetAt } from './site-model';
import { quantile } from './statistics';
import { isNext, type TrainingRows } from './training-rows';

/** Rows over which a residual is averaged before it is judged. */
export const RELATION_MEAN_ROWS = 3;
const FOLDS = 6;
/** Share of training rows in which a signal may leave its own scale, and in which the largest of all may call for an alarm. */
const SIGNAL_SHARE = 0.995;
const ROW_SHARE = 0.993;
/** What goes beyond this multiple of the residual that this share stays below is an event of training: no limit is learned from it. */
const USUAL_SHARE = 0.95;
const EVENT_FACTOR = 8;
/** A signal is judged by its relations only when they leave this share of its spread at most... */
export const MOST_LEFT = 0.33;
/** ...and when no fold is off by more than this share of what they leave: what drifts is no relation. */
const MOST_BIAS = 0.3;
/** Share of a normal distribution within one standard deviation. */
const ONE_SIGMA_SHARE = 0.683;
/** Where fewer signals are explained than this share, the site is too loose to be judged by relations. */
const LEAST_EXPLAINED = 0.5;
/** With more features than this, what is needed to judge while signals are missing is not kept: it grows with their square. */
const MOST_KEPT_WIDTH = 300;

/** Every signal explained by the others, by the row before and by the time of day and week. */
export interface RelationModel {
  readonly layout: FeatureLayout;
  /** Standardisation of all signals. */
  readonly mean: Float64Array;
  readonly spread: Float64Array;
  /** Weights of {@link ridgeEachFromOthers}. */
  readonly weights: Float64Array;
  /** Mean residual that calls for an alarm, one a used signal, standardised. */
  readonly limits: Float64Array;
  /** Gram matrix of the features over training, lower triangle row by row; empty where it is not kept. */
  readonly gram: Float64Array;
}

/**
 * Fits the relations. Limits come from rows that a fold's weights have not seen, never below twice the reporting step.
 * @returns null when training is too short for the number of signals, or when they do not explain each other
 */
export function fitRelation(
  training: TrainingRows,
  active: Int32Array,
  onOff: Int32Array,
  offsetAt: OffsetAt,
): RelationModel | null {
  const spanMs = (training.timesMs[training.rows - 1] ?? 0) - (training.timesMs[0] ?? 0);
  const layout = active.length < 2 ? null : layoutFeatures(active, onOff, training.rows, spanMs, training.stepMs);
  if (layout === null) return null;
  const { mean, spread } = standardisation(training);
  const reader = new FeatureReader(training, layout, mean, spread, offsetAt);
  const usable = reader.usableRows();
  if (usable.length < 10 * layout.width) return null;
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    usable.subarray(Math.floor((fold * usable.length) / FOLDS), Math.floor(((fold + 1) * usable.length) / FOLDS)),
  );
  const grams = folds.map((rows) => reader.gramOf(rows));
  const total = sumOf(grams);
  const residuals = new Float64Array(active.length * training.rows).fill(Number.NaN);
  folds.forEach((rows, fold) => {
    const others = total.map((value, i) => value - (grams[fold]?.[i] ?? 0));
    reader.residuals(rows, ridgeEachFromOthers(layout, others), residuals);
  });
  const judged = explained(active, residuals, folds);
  if (judged.filter(Boolean).length < LEAST_EXPLAINED * active.length) return null;
  return {
    layout,
    mean,
    spread,
    weights: ridgeEachFromOthers(layout, total),
    limits: limitsOf(training, active, spread, residuals, judged),
    gram: layout.width > MOST_KEPT_WIDTH ? new Float64Array(0) : lowerTriangle(total, layout.width),
  };
}

/** Residuals of the used signals of one row: seen less expected, standardised. */
export function residualsOf(
  model: Pick<RelationModel, 'layout' | 'weights'>,
  features: Float64Array,
  out: Float64Array,
): void {
  const { layout, weights } = model;
  const width = layout.width;
  for (let position = 0; position < layout.active.length; position += 1) {
    let expected = 0;
    const row = position * width;
    for (let j = 0; j < width; j += 1) expected += (weights[row + j] ?? 0) * (features[j] ?? 0);
    out[position] = (features[position] ?? 0) - expected;
  }
}

/** Mean and standard deviation of each signal over training; a constant signal gets a spread of 1. */
function standardisation({ values, names, rows }: TrainingRows): { mean: Float64Array; spread: Float64Array } {
  const signals = names.length;
  const mean = new Float64Array(signals);
  const spread = new Float64Array(signals).fill(1);
  for (let signal = 0; signal < signals; signal += 1) {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row += 1) {
      const value = values[row * signals + signal] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      count += 1;
      const step = value - sum;
      sum += step / count;
      squares += step * (value - sum);
    }
    mean[signal] = sum;
    if (count > 1 && squares > 0) spread[signal] = Math.sqrt(squares / count);
  }
  return { mean, spread };
}

class FeatureReader {
  private readonly now: Float64Array;
  private readonly before: Float64Array;
  private readonly features: Float64Array;

  constructor(
    private readonly training: TrainingRows,
    private readonly layout: FeatureLayout,
    private readonly mean: Float64Array,
    private readonly spread: Float64Array,
    private readonly offsetAt: OffsetAt,
  ) {
    this.now = new Float64Array(mean.length);
    this.before = new Float64Array(mean.length);
    this.features = new Float64Array(layout.width);
  }

  /** Rows with nothing missing, after a row with nothing missing. */
  usableRows(): Int32Array {
    const { rows, follows, names, values } = this.training;
    const whole = (row: number) =>
      this.layout.active.every((signal) => !Number.isNaN(values[row * names.length + signal] ?? Number.NaN));
    const usable: number[] = [];
    let beforeWhole = false;
    for (let row = 0; row < rows; row += 1) {
      const isWhole = whole(row);
      if (isWhole && beforeWhole && follows[row] === 1) usable.push(row);
      beforeWhole = isWhole;
    }
    return Int32Array.from(usable);
  }

  gramOf(rows: Int32Array): Float64Array {
    const gram = new Float64Array(this.layout.width ** 2);
    for (const row of rows) addToGram(gram, this.read(row));
    return gram;
  }

  residuals(rows: Int32Array, weights: Float64Array, out: Float64Array): void {
    const count = this.layout.active.length;
    for (const row of rows)
      residualsOf({ layout: this.layout, weights }, this.read(row), out.subarray(row * count, (row + 1) * count));
  }

  private read(row: number): Float64Array {
    this.standardise(row, this.now);
    this.standardise(row - 1, this.before);
    const time = this.training.timesMs[row] ?? 0;
    writeFeatures(this.layout, this.now, this.before, time + this.offsetAt(time), this.features);
    return this.features;
  }

  private standardise(row: number, out: Float64Array): void {
    const signals = out.length;
    for (let signal = 0; signal < signals; signal += 1) {
      out[signal] =
        ((this.training.values[row * signals + signal] ?? 0) - (this.mean[signal] ?? 0)) / (this.spread[signal] ?? 1);
    }
  }
}

function lowerTriangle(matrix: Float64Array, width: number): Float64Array {
  const triangle = new Float64Array((width * (width + 1)) / 2);
  for (let row = 0; row < width; row += 1)
    triangle.set(matrix.subarray(row * width, row * width + row + 1), (row * (row + 1)) / 2);
  return triangle;
}

function sumOf(grams: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(grams[0]?.length ?? 0);
  for (const gram of grams) for (let i = 0; i < total.length; i += 1) total[i] = (total[i] ?? 0) + (gram[i] ?? 0);
  return total;
}

/** Which used signals the relations explain, and explain alike in every fold; medians, so that a rare event does not decide it. */
function explained(active: Int32Array, residuals: Float64Array, folds: readonly Int32Array[]): boolean[] {
  const count = active.length;
  return Array.from(active, (_, position) => {
    let left = 0;
    let bias = 0;
    for (const rows of folds) {
      const own = Float64Array.from(rows, (row) => residuals[row * count + position] ?? 0);
      left += quantile(own.map(Math.abs), ONE_SIGMA_SHARE) / folds.length;
      bias = Math.max(bias, Math.abs(quantile(own, 0.5)));
    }
    return left <= MOST_LEFT && bias <= Math.max(MOST_BIAS * left, 1e-9);
  });
}

/** Infinity for signals that are not judged. */
function limitsOf(
  training: TrainingRows,
  active: Int32Array,
  spread: Float64Array,
  residuals: Float64Array,
  judged: readonly boolean[],
): Float64Array {
  const count = active.length;
  const means = shortMeans(training, residuals, count).map(Math.abs);
  const limits = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const largest = new Float64Array(training.rows);
  const own = new Float64Array(training.rows);
  for (let position = 0; position < count; position += 1) {
    if (!judged[position]) continue;
    const signal = active[position] ?? 0;
    for (let row = 0; row < training.rows; row += 1) own[row] = means[row * count + position] ?? Number.NaN;
    const step = (2 * (training.resolution[signal] ?? 0)) / (spread[signal] ?? 1);
    const most = EVENT_FACTOR * Math.max(quantile(own, USUAL_SHARE), step, 1e-9);
    const limit = Math.max(
      quantile(
        own.map((value) => (value > most ? Number.NaN : value)),
        SIGNAL_SHARE,
      ),
      step,
      1e-9,
    );
    limits[position] = limit;
    for (let row = 0; row < training.rows; row += 1) {
      const value = own[row] ?? Number.NaN;
      largest[row] = value > most ? Number.NaN : Math.max(largest[row] ?? 0, value / limit);
    }
  }
  const factor = Math.max(1, quantile(largest, ROW_SHARE));
  return limits.map((limit) => limit * factor);
}

/** Means over the last rows of an unbroken run, as the scorer forms them. */
function shortMeans(training: TrainingRows, residuals: Float64Array, count: number): Float64Array {
  const means = new Float64Array(residuals.length).fill(Number.NaN);
  for (let row = 0; row < training.rows; row += 1) {
    for (let position = 0; position < count; position += 1) {
      let sum = 0;
      let found = 0;
      for (let back = row; back > row - RELATION_MEAN_ROWS && back >= 0; back -= 1) {
        const value = residuals[back * count + position] ?? Number.NaN;
        if (Number.isNaN(value)) break;
        sum += value;
        found += 1;
        if (!isNext(training.timesMs[back - 1] ?? 0, training.timesMs[back] ?? 0, training.stepMs)) break;
      }
      if (found > 0) means[row * count + position] = sum / found;
    }
  }
  return means;
}
