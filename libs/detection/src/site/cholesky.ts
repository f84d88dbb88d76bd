/**
 * Inverse of a symmetric positive definite matrix through its Cholesky factor.
 * @param a - row-major, `size` x `size`; left as it is
 * @throws {RangeError} when the matrix is not positive definite
 * @see Golub and Van Loan (2013), Matrix Computations, 4th ed., sections 4.2.5 and 3.1
 */
export function invertPositive(a: Float64Array, size: number): Float64Array {
  const lower = choleskyFactor(a, size);
  const inverse = invertLower(lower, size);
  const out = new Float64Array(size * size);
  for (let k = 0; k < size; k += 1) {
    const row = inverse.subarray(k * size, k * size + k + 1);
    for (let i = 0; i <= k; i += 1) {
      const factor = row[i] ?? 0;
      if (factor === 0) continue;
      const target = i * size;
      for (let j = 0; j <= i; j += 1) out[target + j] = (out[target + j] ?? 0) + factor * (row[j] ?? 0);
    }
  }
  for (let i = 0; i < size; i += 1) for (let j = 0; j < i; j += 1) out[j * size + i] = out[i * size + j] ?? 0;
  return out;
}

/** Lower triangle L with L L' = a. */
function choleskyFactor(a: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    const rowI = i * size;
    for (let j = 0; j <= i; j += 1) {
      const rowJ = j * size;
      let sum = a[rowI + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (lower[rowI + k] ?? 0) * (lower[rowJ + k] ?? 0);
      if (i !== j) lower[rowI + j] = sum / (lower[rowJ + j] ?? 1);
      else if (sum > 0) lower[rowI + i] = Math.sqrt(sum);
      else throw new RangeError('the matrix is not positive definite');
    }
  }
  return lower;
}

/** Inverse of a lower triangle, by forward substitution along rows. */
function invertLower(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    const target = i * size;
    const diagonal = lower[target + i] ?? 1;
    for (let k = 0; k < i; k += 1) {
      const factor = lower[target + k] ?? 0;
      if (factor === 0) continue;
      const source = k * size;
      for (let j = 0; j <= k; j += 1)
        inverse[target + j] = (inverse[target + j] ?? 0) - factor * (inverse[source + j] ?? 0);
    }
    for (let j = 0; j < i; j += 1) inverse[target + j] = (inverse[target + j] ?? 0) / diagonal;
    inverse[target + i] = 1 / diagonal;
  }
  return inverse;
}
