/** Evidence of a probability: -log10 p; 3 is "one in a thousand". */
export function evidence(probability: number): number {
  return -Math.log10(probability);
}

/** Keeps the two largest of what it is given: two channels that agree weigh more, a single one is not drowned. */
export class TopTwo {
  first = 0;
  second = 0;
  /** Number that was given with the largest. */
  channel = -1;

  clear(): void {
    this.first = 0;
    this.second = 0;
    this.channel = -1;
  }

  add(value: number, channel: number): void {
    if (value > this.first) {
      this.second = this.first;
      this.first = value;
      this.channel = channel;
    } else if (value > this.second) this.second = value;
  }

  /** @param share - weight of the second, in [0, 1] */
  sum(share: number): number {
    return this.first + share * this.second;
  }
}

/**
 * Fisher's method (1932) for independent probabilities, with Brown's correction (1975) for those that go together:
 * probability that chance alone makes the product as small.
 * @param sumOfLogs - sum of the natural logarithms of the probabilities (negative)
 * @param count - number of probabilities
 * @param inflation - variance of -2 times the sum over that of independent ones, 4 count; 1: independent
 */
export function fisher(sumOfLogs: number, count: number, inflation = 1): number {
  const statistic = (-2 * sumOfLogs) / inflation;
  const degrees = (2 * count) / inflation;
  return chiSquareAbove(statistic, degrees);
}

/** Upper tail of the chi-square distribution by the cube root of Wilson and Hilferty (1931), error below 1e-2 of log p. */
function chiSquareAbove(statistic: number, degrees: number): number {
  const spread = 2 / (9 * degrees);
  const z = ((statistic / degrees) ** (1 / 3) - (1 - spread)) / Math.sqrt(spread);
  return normalAbove(z);
}

/** Upper tail of the standard normal distribution, relative error below 1e-3 out to z = 37 (Karagiannidis, Lioumpas 2007, for z > 0). */
export function normalAbove(z: number): number {
  if (z < 0) return 1 - normalAbove(-z);
  if (z === 0) return 0.5;
  // Continued fraction of Laplace beyond 3, series of Abramowitz and Stegun 26.2.17 below.
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > 3) return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 5)))));
  const t = 1 / (1 + 0.231_641_9 * z);
  return (
    density * t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))))
  );
}

/**
 * Score in [0, 1] of some evidence: 0.5 exactly at the limit, below it in proportion, above it towards 1.
 * @param limit - evidence that makes an alarm
 */
export function scoreOf(found: number, limit: number): number {
  if (!(found > 0)) return 0;
  return found < limit ? (0.5 * found) / limit : 1 - 0.5 * (limit / found);
}
