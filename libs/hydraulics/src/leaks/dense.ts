/** Small dense linear algebra on rows of doubles. */
export type Matrix = readonly Float64Array[];

/** Least share of a diagonal element that is left of it: what rounding took beyond that is given back. */
const LEAST_SHARE = 1e-9;

/** Lower triangular root of a covariance. @throws {RangeError} when it holds a number that is not finite, or a diagonal that is not positive */
export function cholesky(matrix: Matrix): Float64Array[] {
  const n = matrix.length;
  const root = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = (matrix[i] as Float64Array)[j] as number;
      const [rowI, rowJ] = [root[i] as Float64Array, root[j] as Float64Array];
      for (let k = 0; k < j; k += 1) sum -= (rowI[k] as number) * (rowJ[k] as number);
      if (i === j) {
        const least = LEAST_SHARE * ((matrix[i] as Float64Array)[i] as number);
        if (!(least > 0) || Number.isNaN(sum)) throw new RangeError('The matrix is not a covariance.');
        rowI[i] = Math.sqrt(Math.max(sum, least));
      } else rowI[j] = sum / (rowJ[j] as number);
    }
  }
  return root;
}

/** Solves L x = b for a lower triangular L. */
export function forward(root: Matrix, vector: ArrayLike<number>): Float64Array {
  const x = new Float64Array(root.length);
  for (let i = 0; i < root.length; i += 1) {
    const row = root[i] as Float64Array;
    let sum = vector[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (row[k] as number) * (x[k] as number);
    x[i] = sum / (row[i] as number);
  }
  return x;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

/** Solves A x = b for a covariance A. @throws {RangeError} as {@link cholesky} */
export function solveSymmetric(matrix: Matrix, vector: ArrayLike<number>): Float64Array {
  return solveRooted(cholesky(matrix), vector);
}

/** Solves A x = b by the root of A. */
export function solveRooted(root: Matrix, vector: ArrayLike<number>): Float64Array {
  const half = forward(root, vector);
  const n = root.length;
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = half[i] as number;
    for (let k = i + 1; k < n; k += 1) sum -= ((root[k] as Float64Array)[i] as number) * (x[k] as number);
    x[i] = sum / ((root[i] as Float64Array)[i] as number);
  }
  return x;
}

export function zeros(n: number): Float64Array[] {
  return Array.from({ length: n }, () => new Float64Array(n));
}

/** target += factor * matrix, in place. */
export function addScaled(target: Matrix, matrix: Matrix, factor: number): void {
  target.forEach((row, i) => {
    const other = matrix[i] as Float64Array;
    for (let j = 0; j < row.length; j += 1) row[j] = (row[j] as number) + factor * (other[j] as number);
  });
}

/** target += factor * v v', in place. */
export function addOuter(target: Matrix, vector: Float64Array, factor: number): void {
  target.forEach((row, i) => {
    const left = factor * (vector[i] as number);
    for (let j = 0; j < row.length; j += 1) row[j] = (row[j] as number) + left * (vector[j] as number);
  });
}

/**
 * Most likely joint sizes of several effects in a whitened mean, each expected near zero with a deviation of its own (ridge).
 * @returns the sizes, and what they leave of the mean
 */
export function jointSteps(
  effects: Matrix,
  mean: Float64Array,
  deviations: readonly number[],
): { steps: Float64Array; left: Float64Array } {
  const normal = effects.map((row, i) =>
    Float64Array.from(effects, (other, k) => dot(row, other) + (i === k ? 1 / (deviations[i] as number) ** 2 : 0)),
  );
  const steps = solveSymmetric(
    normal,
    effects.map((row) => dot(row, mean)),
  );
  const left = mean.map(
    (value, at) => value - effects.reduce((sum, row, i) => sum + (row[at] as number) * (steps[i] as number), 0),
  );
  return { steps, left };
}
