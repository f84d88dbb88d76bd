/** Robust running mean and spread; small, and JSON. */
export interface RunningScale {
  n: number;
  mean: number;
  /** Mean absolute deviation from the mean in use. */
  deviation: number;
}

/** Old values fade over about so many. */
const MEMORY = 400;
/** Values farther off than so many deviations are drawn in before they are learned (Huber). */
const CLIP = 3;
const FIRST = 8;
/** Standard deviations of one mean absolute deviation of a normal distribution: sqrt(pi / 2). */
const PER_DEVIATION = 1.2533;

export function newScale(): RunningScale {
  return { n: 0, mean: 0, deviation: 0 };
}

/** Learns a value. Changes the memory. @see Huber (1964), Robust estimation of a location parameter */
export function learn(memory: RunningScale, value: number, slowest = MEMORY): void {
  const reach = CLIP * memory.deviation;
  const off = value - memory.mean;
  const drawn = memory.n < FIRST || reach === 0 ? off : Math.max(-reach, Math.min(reach, off));
  memory.n += 1;
  const share = 1 / Math.min(memory.n, slowest);
  memory.mean += drawn * share;
  memory.deviation += (Math.abs(drawn) - memory.deviation) * share;
}

/** Standard deviation as far as learned. */
export function sigma({ deviation }: RunningScale): number {
  return deviation * PER_DEVIATION;
}
