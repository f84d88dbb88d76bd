import { cholesky, dot, forward, type Matrix } from './dense';
import type { ResidualNoise } from './residual-noise';
import { slopeFactor, type ResidualBlock } from './signature-window';
import { BLOCKS_A_DAY, type Signatures } from './signatures';

/** Estimates when a leak began: the maximum of the cumulated likelihood of a step. */
export class LeakStart {
  private readonly roots = new Map<number, Float64Array[]>();

  constructor(
    private readonly signatures: Signatures,
    private readonly noise: ResidualNoise,
  ) {}

  /**
   * The block since which a leak at a pipe explains most.
   * @param atLeast - length in blocks that is taken when none explains anything
   * @param offset - of the channels in the present normal state
   */
  of(recent: readonly ResidualBlock[], pipe: number, atLeast: number, offset: Float64Array): number {
    let [gain, strength, best] = [0, 0, -Infinity];
    let start = recent.at(-atLeast)?.block ?? 0;
    for (let at = recent.length - 1; at >= 0; at -= 1) {
      const { block, residual, inflows } = recent[at] as ResidualBlock;
      const ofDay = block % BLOCKS_A_DAY;
      const root = this.root(ofDay);
      const zone = this.signatures.zones[pipe] as number;
      const factor = slopeFactor(this.signatures, zone, ofDay, inflows[zone] as number);
      const signature = this.signatures.perBlock[ofDay]?.[pipe] as Float64Array;
      const effect = forward(
        root,
        signature.map((value) => value * factor),
      );
      const left = residual.map((value, channel) => value - (offset[channel] as number));
      gain += dot(effect, forward(root, left));
      strength += dot(effect, effect);
      const likelihood = gain <= 0 ? 0 : gain ** 2 / strength;
      if (likelihood > best) [best, start] = [likelihood, block];
    }
    return start;
  }

  private root(ofDay: number): Float64Array[] {
    const root = this.roots.get(ofDay) ?? cholesky(this.noise.covariances[ofDay] as Matrix);
    this.roots.set(ofDay, root);
    return root;
  }
}
