import type { FeatureLayout } from './features';
import { MOST_LEFT, type RelationModel } from './relation';
import { ridgeEachFromOthers } from './ridge';

/** A signal is not judged any more when it is left this much looser than with all others there (and too loose at all). */
const MOST_LOOSER = 1.5;

/** The relations among the signals that are there, while others are missing. */
export interface PartialRelation {
  readonly layout: FeatureLayout;
  readonly weights: Float64Array;
  /** Where each of its signals stands among the used ones of the whole model. */
  readonly positions: Int32Array;
  /** By how much the limit of each signal grows, as less explains it: 1 or more; Infinity for one that too little explains. */
  readonly widening: Float64Array;
}

/**
 * What is left of the relations without some signals: the same ridge regression on what is there, from the same training
 * (its Gram matrix holds that of every part). Nothing is filled in, so that no guess is judged as a reading, nor does one
 * explain another.
 * @param missing - 1 for used signals that are not to be had, by their place among them
 * @returns null when fewer than two signals are left, or when the model was stored without its Gram matrix
 */
export function partialRelation(model: RelationModel, missing: Uint8Array): PartialRelation | null {
  const { gram } = model;
  const positions = Int32Array.from([...missing.keys()].filter((position) => missing[position] === 0));
  if (gram.length === 0 || positions.length < 2) return null;
  const kept = keptFeatures(model.layout, missing);
  const layout: FeatureLayout = {
    ...model.layout,
    active: positions.map((position) => model.layout.active[position] ?? 0),
    products: Int32Array.from(
      pairsOf(model.layout)
        .filter((pair) => !involves(model.layout, pair, missing))
        .flat(),
    ),
    width: kept.length,
  };
  const own = new Float64Array(kept.length ** 2);
  kept.forEach((a, i) => kept.forEach((b, j) => (own[i * kept.length + j] = entry(gram, a, b))));
  const weights = ridgeEachFromOthers(layout, own);
  const whole = Int32Array.from({ length: model.layout.width }, (_, at) => at);
  const widening = Float64Array.from(positions, (position, at) => {
    const left = spreadLeft(gram, kept, weights.subarray(at * kept.length, (at + 1) * kept.length), position);
    const usual = spreadLeft(
      gram,
      whole,
      model.weights.subarray(position * whole.length, (position + 1) * whole.length),
      position,
    );
    const looser = left / Math.max(usual, 1e-9);
    return left > MOST_LEFT && looser > MOST_LOOSER ? Number.POSITIVE_INFINITY : Math.max(1, looser);
  });
  return { layout, weights, positions, widening };
}

/** Features that are there without the missing signals, as places among all. */
function keptFeatures(layout: FeatureLayout, missing: Uint8Array): Int32Array {
  const count = layout.active.length;
  const pairs = pairsOf(layout);
  const isKept = (feature: number): boolean => {
    if (feature < 2 * count) return missing[feature % count] === 0;
    const pair = pairs[feature - 2 * count];
    return pair === undefined || !involves(layout, pair, missing);
  };
  return Int32Array.from({ length: layout.width }, (_, feature) => feature).filter(isKept);
}

function pairsOf({ products }: FeatureLayout): [number, number][] {
  return Array.from({ length: products.length / 2 }, (_, at) => [products[2 * at] ?? 0, products[2 * at + 1] ?? 0]);
}

function involves(layout: FeatureLayout, pair: readonly number[], missing: Uint8Array): boolean {
  return layout.active.some((signal, position) => missing[position] === 1 && pair.includes(signal));
}

/** Standard deviation that weights leave of a signal over training, standardised. */
function spreadLeft(gram: Float64Array, features: Int32Array, weights: Float64Array, signal: number): number {
  let squares = entry(gram, signal, signal);
  features.forEach((a, i) => {
    const weight = weights[i] ?? 0;
    if (weight === 0) return;
    squares -= 2 * weight * entry(gram, signal, a);
    features.forEach((b, j) => (squares += weight * (weights[j] ?? 0) * entry(gram, a, b)));
  });
  // The last feature is 1 in every row: its entry is their number.
  const last = features.at(-1) ?? 0;
  return Math.sqrt(Math.max(0, squares) / Math.max(1, entry(gram, last, last)));
}

/** An entry of a symmetric matrix of which the lower triangle is kept, row by row. */
function entry(triangle: Float64Array, a: number, b: number): number {
  const [row, column] = a >= b ? [a, b] : [b, a];
  return triangle[(row * (row + 1)) / 2 + column] ?? 0;
}
