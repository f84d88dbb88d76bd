/** Median of the last `size` values given, kept in a stretch of numbers that can be saved as it is. */
export class TrailingMedian {
  /** Numbers that a median over `size` values needs. */
  static sizeOf(size: number): number {
    return 2 + 2 * size;
  }

  private readonly ring: Float64Array;
  private readonly sorted: Float64Array;

  /** @param memory - `TrailingMedian.sizeOf(size)` long; zeros for a fresh one */
  constructor(
    private readonly memory: Float64Array,
    private readonly size: number,
  ) {
    this.ring = memory.subarray(2, 2 + size);
    this.sorted = memory.subarray(2 + size, 2 + 2 * size);
  }

  get count(): number {
    return this.memory[0] ?? 0;
  }

  /** NaN before the first value. */
  get median(): number {
    const count = this.count;
    const middle = count >> 1;
    if (count === 0) return Number.NaN;
    const upper = this.sorted[middle] ?? 0;
    return count % 2 === 1 ? upper : ((this.sorted[middle - 1] ?? 0) + upper) / 2;
  }

  /** @param value - finite */
  push(value: number): void {
    let count = this.count;
    const head = this.memory[1] ?? 0;
    if (count === this.size) {
      const gone = this.place(this.ring[head] ?? 0, count);
      this.sorted.copyWithin(gone, gone + 1, count);
      count -= 1;
    }
    const at = this.place(value, count);
    this.sorted.copyWithin(at + 1, at, count);
    this.sorted[at] = value;
    this.ring[head] = value;
    this.memory[0] = count + 1;
    this.memory[1] = (head + 1) % this.size;
  }

  clear(): void {
    this.memory[0] = 0;
    this.memory[1] = 0;
  }

  /** First place whose value is not below the given one. */
  private place(value: number, count: number): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
