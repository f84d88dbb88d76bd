import { addScaled, cholesky, dot, forward, zeros, type Matrix } from './dense';
import type { ResidualNoise } from './residual-noise';
import { BLOCKS_A_DAY, SLOPE_EXPONENT, type Signatures } from './signatures';

/** Residuals of one block. */
export interface ResidualBlock {
  /** Counted from the start of the table. */
  readonly block: number;
  /** Mean over the hours of measured - modelled, bias taken off; m, m3/h. */
  readonly residual: Float64Array;
  /** Mean inflow of each zone, m3/h. */
  readonly inflows: readonly number[];
}

/** A stretch of blocks as one weighted mean, with what each pipe would do to it. */
export interface SignatureWindow {
  readonly mean: Float64Array;
  /** Covariance of the mean by stray uses and instruments. */
  readonly noise: Float64Array[];
  /** Effect of one m3/h at a pipe on the mean. */
  effect(pipe: number): Float64Array;
  /** Largest leak that a pipe can have, m3/h: a share of what its zone took in. */
  most(pipe: number): number;
}

/** Largest share of a zone's inflow that one leak may have. */
export const MOST_OF_INFLOW = 0.6;

/** Consecutive blocks share part of their noise: this many count as one. */
const BLOCKS_THAT_COUNT_AS_ONE = 2;

/** Factor of a pipe's signature in a block: slopes of head loss grow with the inflow. */
export function slopeFactor(signatures: Signatures, zone: number, blockOfDay: number, inflow: number): number {
  const at = signatures.inflows[blockOfDay]?.[zone] as number;
  return Math.max(0.2, inflow / at) ** SLOPE_EXPONENT;
}

/** Takes blocks together; quiet times of the day count for more. */
export function windowOf(
  blocks: readonly ResidualBlock[],
  signatures: Signatures,
  noise: ResidualNoise,
  offset: Float64Array,
): SignatureWindow {
  const channels = offset.length;
  const mean = new Float64Array(channels);
  const covariance = zeros(channels);
  const zoneCount = signatures.inflows[0]?.length ?? 0;
  const shares = Array.from({ length: zoneCount }, () => new Float64Array(BLOCKS_A_DAY));
  const trace = noise.covariances.map((matrix) => matrix.reduce((sum, row, at) => sum + (row[at] as number), 0));
  const quiet = Math.min(...trace);
  let total = 0;
  const inflow = new Float64Array(zoneCount);
  for (const { block, residual, inflows } of blocks) {
    inflows.forEach((value, zone) => void (inflow[zone] = (inflow[zone] as number) + value / blocks.length));
    const ofDay = block % BLOCKS_A_DAY;
    const weight = quiet / (trace[ofDay] as number);
    total += weight;
    for (let channel = 0; channel < channels; channel += 1)
      mean[channel] =
        (mean[channel] as number) + weight * ((residual[channel] as number) - (offset[channel] as number));
    addScaled(covariance, noise.covariances[ofDay] as Matrix, weight * weight);
    shares.forEach((share, zone) => {
      share[ofDay] = (share[ofDay] as number) + weight * slopeFactor(signatures, zone, ofDay, inflows[zone] as number);
    });
  }
  for (let channel = 0; channel < channels; channel += 1) mean[channel] = (mean[channel] as number) / total;
  const shared = Math.min(blocks.length, BLOCKS_THAT_COUNT_AS_ONE) / (total * total);
  const scaled = zeros(channels);
  addScaled(scaled, covariance, shared);
  return {
    mean,
    noise: scaled,
    most: (pipe) => MOST_OF_INFLOW * (inflow[signatures.zones[pipe] as number] as number),
    effect(pipe) {
      const effect = new Float64Array(channels);
      const share = shares[signatures.zones[pipe] as number] as Float64Array;
      share.forEach((value, ofDay) => {
        if (value === 0) return;
        const signature = signatures.perBlock[ofDay]?.[pipe] as Float64Array;
        for (let channel = 0; channel < channels; channel += 1)
          effect[channel] = (effect[channel] as number) + (value / total) * (signature[channel] as number);
      });
      return effect;
    },
  };
}

/** How well one leak explains a window. */
export interface LeakFit {
  /** Place among `signatures.pipes`. */
  readonly pipe: number;
  /** Estimated size, m3/h, and its standard deviation. */
  readonly sizeM3h: number;
  readonly deviationM3h: number;
  /** Size over deviation: standard deviations away from no leak. */
  readonly sigmas: number;
}

/**
 * Fits every pipe as the place of one leak.
 * @param covariance - of the mean, with everything that is not known
 * @returns one fit a pipe, in order; empty when even a perfect explanation would stay below `atLeast` standard deviations
 */
export function fitLeaks(window: SignatureWindow, covariance: Matrix, pipes: number, atLeast = 0): LeakFit[] {
  const root = cholesky(covariance);
  const mean = forward(root, window.mean);
  if (dot(mean, mean) < atLeast * atLeast) return [];
  return Array.from({ length: pipes }, (_, pipe) => {
    const effect = forward(root, window.effect(pipe));
    const strength = Math.max(dot(effect, effect), 1e-12);
    const sizeM3h = dot(effect, mean) / strength;
    const deviationM3h = 1 / Math.sqrt(strength);
    // Where sensors hardly feel a leak, a residual of another cause would ask for more water than there is.
    if (sizeM3h > window.most(pipe)) return { pipe, sizeM3h: 0, deviationM3h, sigmas: 0 };
    return { pipe, sizeM3h, deviationM3h, sigmas: sizeM3h / deviationM3h };
  });
}

/** The fit that stands out most; null for none. */
export function strongest(fits: readonly LeakFit[]): LeakFit | null {
  return fits.reduce<LeakFit | null>((best, fit) => (best === null || fit.sigmas > best.sigmas ? fit : best), null);
}
