import { addOuter, cholesky, dot, forward, type Matrix } from './dense';
import { BLOCKS_A_DAY, type Signatures } from './signatures';

/** How far readings stray from the model for reasons other than leaks, by block of the day. */
export interface ResidualNoise {
  /** Share of its demand by which a junction's use strays in a block (standard deviation). */
  readonly demandShare: number;
  /** Standard deviation of every pressure channel on top, m. */
  readonly sensorM: number;
  /** `[block]`: covariance of the channels. */
  readonly covariances: readonly Matrix[];
}

const shares = [0.03, 0.06, 0.1, 0.14, 0.18, 0.25, 0.35, 0.5];
const sensors = [0.0008, 0.0012, 0.0016, 0.002, 0.0025, 0.003, 0.004, 0.006, 0.01, 0.02, 0.04];

/**
 * Fits the two sizes of noise to a period taken as normal, by likelihood: uses stray junction by junction, which shows at the sensors
 * as the signatures tell, and every instrument has noise of its own.
 *
 * @param blocks - residuals of the period, block after block from the first of a day, bias taken off; NaN rows are left out
 * @param inflowM3h - standard deviation of each zone's measured inflow by its meters, m3/h
 * @param channelScale - what one unit of each channel's own noise is in metres of pressure
 */
export function fitNoise(
  signatures: Signatures,
  blocks: readonly Float64Array[],
  channelScale: Float64Array,
  inflowM3h: readonly number[],
): ResidualNoise {
  let best: ResidualNoise | null = null;
  let bestFit = -Infinity;
  for (const demandShare of shares) {
    const shapes = signatures.junctions.map((junctions, block) => {
      const shape = demandCovariance(junctions, demandShare, channelScale.length);
      inflowM3h.forEach((deviation, zone) =>
        addOuter(shape, signatures.inflowEffects[block]?.[zone] as Float64Array, deviation ** 2),
      );
      return shape;
    });
    for (const sensorM of sensors) {
      const covariances = shapes.map((shape) => withSensors(shape, sensorM, channelScale));
      const fit = likelihood(covariances, blocks);
      if (fit > bestFit) [best, bestFit] = [{ demandShare, sensorM, covariances }, fit];
    }
  }
  if (best === null) throw new RangeError('The reference period has no residuals.');
  return best;
}

function demandCovariance(
  junctions: readonly { readonly demandM3h: number; readonly effect: Float64Array }[],
  share: number,
  channels: number,
): Float64Array[] {
  const sum = Array.from({ length: channels }, () => new Float64Array(channels));
  for (const { demandM3h, effect } of junctions) {
    const weight = (share * demandM3h) ** 2;
    if (weight === 0) continue;
    for (let i = 0; i < channels; i += 1) {
      const row = sum[i] as Float64Array;
      const left = weight * (effect[i] as number);
      for (let j = 0; j < channels; j += 1) row[j] = (row[j] as number) + left * (effect[j] as number);
    }
  }
  return sum;
}

function withSensors(shape: Matrix, sensorM: number, scale: Float64Array): Float64Array[] {
  return shape.map((row, channel) => {
    const copy = Float64Array.from(row);
    copy[channel] = (copy[channel] as number) + (sensorM * (scale[channel] as number)) ** 2;
    return copy;
  });
}

function likelihood(covariances: readonly Matrix[], blocks: readonly Float64Array[]): number {
  const roots = covariances.map((covariance) => cholesky(covariance));
  const logs = roots.map((root) => root.reduce((sum, row, at) => sum + Math.log(row[at] as number), 0));
  return blocks.reduce((sum, block, index) => {
    if (!block.every(Number.isFinite)) return sum;
    const z = forward(roots[index % BLOCKS_A_DAY] as Matrix, block);
    return sum - (logs[index % BLOCKS_A_DAY] as number) - dot(z, z) / 2;
  }, 0);
}
