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
 * Score in [0, 1] of some evidence: 0.5 exactly at the limit, below it in proportion, above it towards 1.
 * @param limit - evidence that makes an alarm
 */
export function scoreOf(found: number, limit: number): number {
  if (!(found > 0)) return 0;
  return found < limit ? (0.5 * found) / limit : 1 - 0.5 * (limit / found);
}
