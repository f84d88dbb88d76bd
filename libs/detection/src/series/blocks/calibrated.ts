import { Tail } from './tail';

const MEAN = 0;
const SEEN = 1;
const HEAD = 2;

/**
 * Evidence of the values of a channel in whatever unit: measured by their own mean, then by how rare they are
 * ({@link Tail}), rank included, so that several channels can be added.
 */
export class Calibrated {
  static readonly CELLS = HEAD + Tail.CELLS;
  private readonly tail: Tail;

  /**
   * @param memory - values that are remembered, about
   * @param most - evidence of one channel is cut here, so that none decides alone
   */
  constructor(
    private readonly m: Float64Array,
    private readonly memory: number,
    private readonly most: number,
  ) {
    this.tail = new Tail(m.subarray(HEAD), memory);
  }

  /** @returns evidence of this value by those before it; then learns it */
  push(value: number): number {
    const { m, memory } = this;
    const mean = m[MEAN];
    const relative = mean > 0 ? value / mean : 0;
    const found = -Math.log10(this.tail.probability(relative));
    this.tail.learn(relative);
    m[SEEN] = Math.min(m[SEEN] + 1, memory);
    m[MEAN] = mean + (value - mean) / m[SEEN];
    return found < this.most ? found : this.most;
  }
}
