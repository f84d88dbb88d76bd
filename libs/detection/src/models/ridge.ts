/** Deviations beyond so many robust standard deviations weigh less (Huber 1964; 1.345 gives 95 % efficiency). */
const HUBER = 1.345;
const ROUNDS = 4;

/**
 * Ridge regression without an intercept, robust by iteratively reweighted least squares with Huber's weights
 * (Hoerl and Kennard 1970; Huber 1964; Holland and Welsch 1977).
 *
 * @param columns - regressors, one array each; rows with a NaN anywhere are left out
 * @param target - what is to be explained, about zero on average
 * @param shrink - penalty for each row, on regressors of unit scale
 * @param skip - rows that are left out (1) or not (0)
 * @returns one coefficient for each column; zeros when there are too few rows
 */
export function robustRidge(
  columns: readonly Float64Array[],
  target: Float64Array,
  shrink = 0.01,
  skip?: Uint8Array,
): Float64Array {
  const count = columns.length;
  const rows = usableRows(columns, target, skip);
  let coefficients: Float64Array = new Float64Array(count);
  if (count === 0 || rows.length < 10 * count) return coefficients;
  const weights = new Float64Array(rows.length).fill(1);
  for (let round = 0; round < ROUNDS; round += 1) {
    coefficients = solve(...normalEquations(columns, target, rows, weights, shrink));
    const residuals = rows.map((row) => Math.abs((target[row] as number) - predicted(columns, coefficients, row)));
    const sigma = 1.4826 * (residuals.toSorted()[residuals.length >> 1] as number);
    if (!(sigma > 0)) break;
    for (let k = 0; k < rows.length; k += 1) {
      const size = (residuals[k] as number) / sigma;
      weights[k] = size <= HUBER ? 1 : HUBER / size;
    }
  }
  return coefficients;
}

function predicted(columns: readonly Float64Array[], coefficients: Float64Array, row: number): number {
  let sum = 0;
  for (let j = 0; j < columns.length; j += 1)
    sum += (coefficients[j] as number) * ((columns[j] as Float64Array)[row] as number);
  return sum;
}

function usableRows(columns: readonly Float64Array[], target: Float64Array, skip?: Uint8Array): Float64Array {
  const rows: number[] = [];
  for (let row = 0; row < target.length; row += 1) {
    if (skip?.[row] === 1 || !Number.isFinite(target[row])) continue;
    if (columns.every((column) => Number.isFinite(column[row]))) rows.push(row);
  }
  return Float64Array.from(rows);
}

function normalEquations(
  columns: readonly Float64Array[],
  target: Float64Array,
  rows: Float64Array,
  weights: Float64Array,
  shrink: number,
): [Float64Array[], Float64Array] {
  const count = columns.length;
  const matrix = Array.from({ length: count }, () => new Float64Array(count));
  const right = new Float64Array(count);
  for (let k = 0; k < rows.length; k += 1) {
    const row = rows[k] as number;
    const weight = weights[k] as number;
    for (let i = 0; i < count; i += 1) {
      const value = weight * ((columns[i] as Float64Array)[row] as number);
      right[i] = (right[i] as number) + value * (target[row] as number);
      const line = matrix[i] as Float64Array;
      for (let j = 0; j <= i; j += 1)
        line[j] = (line[j] as number) + value * ((columns[j] as Float64Array)[row] as number);
    }
  }
  for (let i = 0; i < count; i += 1) {
    const line = matrix[i] as Float64Array;
    line[i] = (line[i] as number) + shrink * rows.length + 1e-9;
  }
  return [matrix, right];
}

/** Solves a symmetric positive definite system by Cholesky's method; the lower triangle is overwritten. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const count = right.length;
  const at = (i: number, j: number) => (matrix[i] as Float64Array)[j] as number;
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = at(i, j);
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
      (matrix[i] as Float64Array)[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
  }
  const result = Float64Array.from(right);
  for (let i = 0; i < count; i += 1) {
    for (let k = 0; k < i; k += 1) result[i] = (result[i] as number) - at(i, k) * (result[k] as number);
    result[i] = (result[i] as number) / at(i, i);
  }
  for (let i = count - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < count; k += 1) result[i] = (result[i] as number) - at(k, i) * (result[k] as number);
    result[i] = (result[i] as number) / at(i, i);
  }
  return result;
}
