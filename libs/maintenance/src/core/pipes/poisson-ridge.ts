/** Rows of a regression; row-major. */
export interface RegressionRows {
  readonly x: Float64Array;
  /** Columns of a row. */
  readonly width: number;
  /** Counts, one a row. */
  readonly y: Float64Array;
}

/** Means and scales that make columns comparable; the first column is the intercept and stays as it is. */
export interface ColumnScale {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Coefficients on scaled columns. */
export interface PoissonFit extends ColumnScale {
  readonly beta: Float64Array;
  /** Covariance of `beta`, row-major: inverse of the penalised information. */
  readonly covariance: Float64Array;
}

const MOST_STEPS = 60;
const ENOUGH = 1e-6;

/** Columns that hardly vary are not scaled up beyond this, so that a penalty holds what few rows say of them. */
const LEAST_SCALE = 0.25;

/** Mean and standard deviation of each column, the latter at least {@link LEAST_SCALE}; a constant column has scale 1. */
export function scaleOf({ x, width, y }: RegressionRows): ColumnScale {
  const rows = y.length;
  const mean = new Float64Array(width);
  const scale = new Float64Array(width).fill(1);
  for (let j = 1; j < width; j += 1) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < rows; i += 1) {
      const value = x[i * width + j] as number;
      sum += value;
      squares += value * value;
    }
    const average = rows > 0 ? sum / rows : 0;
    mean[j] = average;
    const spread = Math.sqrt(Math.max(0, rows > 0 ? squares / rows - average * average : 0));
    scale[j] = spread > 1e-9 ? Math.max(spread, LEAST_SCALE) : 1;
  }
  return { mean, scale };
}

/**
 * Poisson regression with logarithmic link and a ridge penalty towards given coefficients, by Newton's method with
 * halved steps (iteratively reweighted least squares).
 *
 * @param penalty - weight of `(beta - centre)²/2` per coefficient, on scaled columns
 * @param centre - coefficients towards which they are drawn; null: towards 0, with an intercept at the mean count
 * @see McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., section 2.5
 * @see Hoerl and Kennard (1970), Ridge regression, Technometrics 12(1)
 */
export function fitPoissonRidge(
  rows: RegressionRows,
  columns: ColumnScale,
  penalty: Float64Array,
  centre: Float64Array | null,
): PoissonFit {
  const { width } = rows;
  const scaled = scaledRows(rows, columns);
  const beta = new Float64Array(width);
  const middle = centre ?? new Float64Array(width);
  if (centre === null) {
    const total = rows.y.reduce((sum, count) => sum + count, 0);
    beta[0] = Math.log(Math.max(total, 0.5) / Math.max(1, rows.y.length));
  } else {
    beta.set(centre);
  }
  let value = objective(scaled, rows.y, beta, penalty, middle);
  let factor = new Float64Array(width * width);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, information } = derivatives(scaled, rows.y, beta, penalty, middle);
    factor = cholesky(information, width);
    const move = solve(factor, gradient, width);
    const next = stepAlong(scaled, rows.y, beta, move, penalty, middle, value);
    if (next === null) break;
    const gained = next.value - value;
    beta.set(next.beta);
    value = next.value;
    if (gained < ENOUGH) break;
  }
  return { ...columns, beta, covariance: invert(factor, width) };
}

/** Linear predictor of one row of raw columns. */
export function predictorOf(fit: Pick<PoissonFit, 'beta' | 'mean' | 'scale'>, row: ArrayLike<number>): number {
  let sum = fit.beta[0] as number;
  for (let j = 1; j < fit.beta.length; j += 1) sum += contributionOf(fit, row, j);
  return Math.min(10, Math.max(-30, sum));
}

/** What one column adds to the linear predictor, against a row of means. */
export function contributionOf(
  fit: Pick<PoissonFit, 'beta' | 'mean' | 'scale'>,
  row: ArrayLike<number>,
  column: number,
): number {
  const spread = ((row[column] as number) - (fit.mean[column] as number)) / (fit.scale[column] as number);
  return spread * (fit.beta[column] as number);
}

/** Variance of the linear predictor of one row of raw columns. */
export function varianceOf({ mean, scale, covariance }: PoissonFit, row: ArrayLike<number>): number {
  const width = mean.length;
  const scaled = Float64Array.from({ length: width }, (_, j) =>
    j === 0 ? 1 : ((row[j] as number) - (mean[j] as number)) / (scale[j] as number),
  );
  let sum = 0;
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < width; j += 1)
      sum += (scaled[i] as number) * (scaled[j] as number) * (covariance[i * width + j] as number);
  return Math.max(0, sum);
}

function scaledRows({ x, width }: RegressionRows, { mean, scale }: ColumnScale): Float64Array {
  const scaled = new Float64Array(x.length);
  for (let i = 0; i < x.length; i += width) {
    scaled[i] = 1;
    for (let j = 1; j < width; j += 1)
      scaled[i + j] = ((x[i + j] as number) - (mean[j] as number)) / (scale[j] as number);
  }
  return scaled;
}

function linear(x: Float64Array, start: number, beta: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < beta.length; j += 1) sum += (x[start + j] as number) * (beta[j] as number);
  return Math.min(10, Math.max(-30, sum));
}

function objective(
  x: Float64Array,
  y: Float64Array,
  beta: Float64Array,
  penalty: Float64Array,
  centre: Float64Array,
): number {
  const width = beta.length;
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) {
    const eta = linear(x, i * width, beta);
    sum += (y[i] as number) * eta - Math.exp(eta);
  }
  for (let j = 0; j < width; j += 1) {
    const off = (beta[j] as number) - (centre[j] as number);
    sum -= ((penalty[j] as number) * off * off) / 2;
  }
  return sum;
}

function derivatives(
  x: Float64Array,
  y: Float64Array,
  beta: Float64Array,
  penalty: Float64Array,
  centre: Float64Array,
): { gradient: Float64Array; information: Float64Array } {
  const width = beta.length;
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  for (let i = 0; i < y.length; i += 1) {
    const start = i * width;
    const mu = Math.exp(linear(x, start, beta));
    const residual = (y[i] as number) - mu;
    for (let j = 0; j < width; j += 1) {
      const value = x[start + j] as number;
      gradient[j] = (gradient[j] as number) + value * residual;
      const weighted = mu * value;
      for (let k = 0; k <= j; k += 1)
        information[j * width + k] = (information[j * width + k] as number) + weighted * (x[start + k] as number);
    }
  }
  for (let j = 0; j < width; j += 1) {
    gradient[j] = (gradient[j] as number) - (penalty[j] as number) * ((beta[j] as number) - (centre[j] as number));
    information[j * width + j] = (information[j * width + j] as number) + (penalty[j] as number);
    for (let k = 0; k < j; k += 1) information[k * width + j] = information[j * width + k] as number;
  }
  return { gradient, information };
}

function stepAlong(
  x: Float64Array,
  y: Float64Array,
  beta: Float64Array,
  move: Float64Array,
  penalty: Float64Array,
  centre: Float64Array,
  value: number,
): { beta: Float64Array; value: number } | null {
  for (let share = 1; share > 1e-4; share /= 2) {
    const tried = beta.map((coefficient, j) => coefficient + share * (move[j] as number));
    const reached = objective(x, y, tried, penalty, centre);
    if (reached >= value) return { beta: tried, value: reached };
  }
  return null;
}

/** Lower triangle of a symmetric matrix's Cholesky factor; a vanishing pivot is lifted so that it stays solvable. */
function cholesky(matrix: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * width + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (lower[i * width + k] as number) * (lower[j * width + k] as number);
      lower[i * width + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (lower[j * width + j] as number);
    }
  }
  return lower;
}

function solve(lower: Float64Array, right: Float64Array, width: number): Float64Array {
  const result = Float64Array.from(right);
  for (let i = 0; i < width; i += 1) {
    let sum = result[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (lower[i * width + k] as number) * (result[k] as number);
    result[i] = sum / (lower[i * width + i] as number);
  }
  for (let i = width - 1; i >= 0; i -= 1) {
    let sum = result[i] as number;
    for (let k = i + 1; k < width; k += 1) sum -= (lower[k * width + i] as number) * (result[k] as number);
    result[i] = sum / (lower[i * width + i] as number);
  }
  return result;
}

function invert(lower: Float64Array, width: number): Float64Array {
  const inverse = new Float64Array(width * width);
  for (let j = 0; j < width; j += 1) {
    const unit = new Float64Array(width);
    unit[j] = 1;
    const column = solve(lower, unit, width);
    for (let i = 0; i < width; i += 1) inverse[i * width + j] = column[i] as number;
  }
  return inverse;
}
