import type { SlotSeries } from './slots';

/**
 * Sum of several series over the same slots, one after the other: nothing of a series is kept once it is added. Where one
 * is missing the sum is missing: half a sum would be a wrong number. The share of a slot is that of its poorest part.
 */
export class SlotSum {
  private readonly values: Float64Array;
  private readonly shares: Float64Array;
  private parts = 0;

  /** @param from - begin of the first slot, Unix ms */
  constructor(
    private readonly from: number,
    count: number,
  ) {
    this.values = new Float64Array(count);
    this.shares = new Float64Array(count).fill(1);
  }

  /** How many series were added. */
  get size(): number {
    return this.parts;
  }

  /** @param sign - of its place: +1 what comes in, -1 what goes out */
  add({ values, shares }: SlotSeries, sign: 1 | -1): void {
    this.parts += 1;
    for (let slot = 0; slot < this.values.length; slot += 1) {
      this.values[slot] = (this.values[slot] as number) + sign * (values[slot] ?? Number.NaN);
      this.shares[slot] = Math.min(this.shares[slot] as number, shares[slot] ?? 0);
    }
  }

  /** The sum; without any part everything is missing. */
  series(): SlotSeries {
    const { from, values, shares } = this;
    if (this.parts > 0) return { from, values, shares };
    return { from, values: values.fill(Number.NaN), shares: shares.fill(0) };
  }
}

/** Mean of those series that are there at the time; the share of a slot is how many of them are. */
export class SlotMean {
  private readonly sums: Float64Array;
  private readonly known: Float64Array;
  private parts = 0;

  /** @param from - begin of the first slot, Unix ms */
  constructor(
    private readonly from: number,
    count: number,
  ) {
    this.sums = new Float64Array(count);
    this.known = new Float64Array(count);
  }

  add({ values }: SlotSeries): void {
    this.parts += 1;
    for (let slot = 0; slot < this.sums.length; slot += 1) {
      const value = values[slot] as number;
      if (Number.isNaN(value)) continue;
      this.sums[slot] = (this.sums[slot] as number) + value;
      this.known[slot] = (this.known[slot] as number) + 1;
    }
  }

  /** The mean; null without any part. */
  series(): SlotSeries | null {
    if (this.parts === 0) return null;
    return {
      from: this.from,
      values: this.sums.map((sum, slot) => (this.known[slot] === 0 ? Number.NaN : sum / (this.known[slot] as number))),
      shares: this.known.map((count) => count / this.parts),
    };
  }
}
