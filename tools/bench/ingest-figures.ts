/** Speed beside that of a reference in the same run. */
export interface Rates {
  rowsPerSecond: number;
  referenceRowsPerSecond: number;
  /** Median of the rounds' ratios. */
  ratio: number;
}

/** One round: both sides, rows a second. */
export interface Round {
  rate: number;
  reference: number;
}

/** Medians over the rounds. */
export function ratesOf(rounds: readonly Round[]): Rates {
  return {
    rowsPerSecond: Math.round(median(rounds.map(({ rate }) => rate))),
    referenceRowsPerSecond: Math.round(median(rounds.map(({ reference }) => reference))),
    ratio: Number(median(rounds.map(({ rate, reference }) => rate / reference)).toFixed(3)),
  };
}

/** Percentile of numbers, share 0 to 1, one decimal; null of none. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).toSorted();
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Number((sorted[at] as number).toFixed(1));
}

/** @throws {RangeError} of none */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Resident memory of a process while rows come in. */
export interface MemoryFigures {
  /** All in MiB. */
  startMiB: number;
  /** After the first fifth of the rows. */
  warmMiB: number;
  peakMiB: number;
  endMiB: number;
  /** Over the rows after the first fifth, by least squares. */
  mibPerMillionRows: number;
  /** The memory does not grow with the rows: less than 10 MiB a million. */
  flat: boolean;
  rows: number;
}

const FLAT_BELOW = 10;

/** @param samples - rows so far, and MiB then; ascending */
export function memoryOf(samples: readonly { rows: number; mib: number }[]): MemoryFigures {
  const rows = samples.at(-1)?.rows ?? 0;
  const warm = samples.filter((sample) => sample.rows >= rows / 5);
  const slope = slopeOf(warm.map((sample) => [sample.rows / 1e6, sample.mib]));
  return {
    startMiB: samples[0]?.mib ?? 0,
    warmMiB: warm[0]?.mib ?? 0,
    peakMiB: Math.max(...samples.map(({ mib }) => mib)),
    endMiB: samples.at(-1)?.mib ?? 0,
    mibPerMillionRows: Number(slope.toFixed(2)),
    flat: slope < FLAT_BELOW,
    rows,
  };
}

/** Slope of the straight line nearest to the points; 0 when they say nothing about it. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (n: 0 | 1) => points.reduce((sum, point) => sum + point[n], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  let [top, bottom] = [0, 0];
  for (const [at, value] of points) {
    top += (at - x) * (value - y);
    bottom += (at - x) ** 2;
  }
  return bottom === 0 ? 0 : top / bottom;
}
