import { invertPositive } from './cholesky';
import { featuresOf, type FeatureLayout } from './features';

/** Weight of the penalty on standardised features. */
const PENALTY = 1;

/** Adds f f' to the lower triangle of a Gram matrix. */
export function addToGram(gram: Float64Array, features: Float64Array): void {
  const width = features.length;
  for (let i = 0; i < width; i += 1) {
    const factor = features[i] ?? 0;
    if (factor === 0) continue;
    const row = i * width;
    for (let j = 0; j <= i; j += 1) gram[row + j] = (gram[row + j] ?? 0) + factor * (features[j] ?? 0);
  }
}

/**
 * Ridge regression of every used signal on all features that do not hold its present value, all signals from one
 * inverse: with T the inverse of the penalised Gram matrix, J the features of a signal and R the others, the weights
 * of J on R are -T_JJ^-1 T_JR (inverse of a partitioned matrix).
 * @param gram - lower triangle of the Gram matrix, row-major; left as it is
 * @returns weights, one row of `layout.width` a used signal; 0 for features left out
 * @see Hoerl and Kennard (1970), Technometrics 12(1); Lauritzen (1996), Graphical Models, section 5.1 (partial regression from the inverse)
 */
export function ridgeEachFromOthers(layout: FeatureLayout, gram: Float64Array): Float64Array {
  const width = layout.width;
  const full = new Float64Array(width * width);
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j <= i; j += 1) full[i * width + j] = full[j * width + i] = gram[i * width + j] ?? 0;
    full[i * width + i] = (full[i * width + i] ?? 0) + PENALTY;
  }
  const inverse = invertPositive(full, width);
  const weights = new Float64Array(layout.active.length * width);
  for (let position = 0; position < layout.active.length; position += 1) {
    const own = featuresOf(layout, position);
    const size = own.length;
    const block = new Float64Array(size * size);
    own.forEach((a, i) => own.forEach((b, j) => (block[i * size + j] = inverse[a * width + b] ?? 0)));
    const factor = invertPositive(block, size);
    const target = position * width;
    for (let k = 0; k < size; k += 1) {
      const share = factor[k] ?? 0;
      const source = (own[k] ?? 0) * width;
      for (let j = 0; j < width; j += 1)
        weights[target + j] = (weights[target + j] ?? 0) - share * (inverse[source + j] ?? 0);
    }
    for (const feature of own) weights[target + feature] = 0;
  }
  return weights;
}
