import { addScaled, cholesky, solveRooted, zeros, type Matrix } from './dense';

/** Beyond this a bias does not wander, m. */
const MOST_DRIFT_M = 0.004;

/**
 * What is left between model and sensors in the present normal state, and how well it is known. The bias of the model itself is
 * that of the reference period and wanders slowly; what known leaks leave (their place is uncertain) is learned as it shows.
 */
export class LeakBaseline {
  readonly offset: Float64Array;
  /** Of the model's own bias. */
  private readonly own: Float64Array[];
  /** Of what known leaks leave. */
  private readonly left: Float64Array[];
  private drifted = 0;

  /**
   * @param reference - covariance of the bias as it was learned in the reference period
   * @param scale - worth of one metre of pressure in every channel
   */
  constructor(
    reference: Matrix,
    private readonly scale: Float64Array,
  ) {
    this.offset = new Float64Array(reference.length);
    this.left = zeros(reference.length);
    this.own = zeros(reference.length);
    addScaled(this.own, reference, 1);
  }

  /** Adds what is not known of the offset to a covariance. */
  addTo(covariance: Matrix): void {
    addScaled(covariance, this.own, 1);
    addScaled(covariance, this.left, 1);
  }

  /** Known leaks leave more than was known. */
  loosen(covariance: Matrix, factor: number): void {
    addScaled(this.left, covariance, factor);
  }

  /** Every channel wanders on its own by so much. */
  drift(deviationM: number): void {
    if (this.drifted >= MOST_DRIFT_M ** 2) return;
    this.drifted += deviationM ** 2;
    this.own.forEach((row, channel) => {
      row[channel] = (row[channel] as number) + (deviationM * (this.scale[channel] as number)) ** 2;
    });
  }

  /** Moves the offset towards a residual, only where known leaks may have moved it (Kalman update). @param noise - of the residual */
  learn(residual: Float64Array, noise: Matrix): void {
    const n = this.offset.length;
    const sum = zeros(n);
    this.addTo(sum);
    addScaled(sum, noise, 1);
    const root = cholesky(sum);
    const solved = solveRooted(
      root,
      residual.map((value, channel) => value - (this.offset[channel] as number)),
    );
    const before = this.left.map((row) => Float64Array.from(row));
    const gains = before.map((row) => solveRooted(root, row));
    for (let i = 0; i < n; i += 1) {
      const [row, gain] = [this.left[i] as Float64Array, gains[i] as Float64Array];
      let step = 0;
      for (let k = 0; k < n; k += 1) step += ((before[i] as Float64Array)[k] as number) * (solved[k] as number);
      this.offset[i] = (this.offset[i] as number) + step;
      for (let j = 0; j < n; j += 1) {
        let taken = 0;
        for (let k = 0; k < n; k += 1) taken += (gain[k] as number) * ((before[j] as Float64Array)[k] as number);
        row[j] = (row[j] as number) - taken;
      }
    }
    this.tidy();
  }

  /** Rounding must not make a covariance lopsided or negative. */
  private tidy(): void {
    this.left.forEach((row, i) => {
      for (let j = 0; j < i; j += 1) {
        const other = this.left[j] as Float64Array;
        row[j] = other[i] = ((row[j] as number) + (other[i] as number)) / 2;
      }
      row[i] = Math.max(0, row[i] as number) * (1 + 1e-9);
    });
  }
}
