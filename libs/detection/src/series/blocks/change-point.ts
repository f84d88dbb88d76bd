const SLOTS = 24;
const FILLED = SLOTS;
const NEXT = SLOTS + 1;
const SUM = SLOTS + 2;
const COUNT = SLOTS + 3;
const SLOT_START = SLOTS + 4;
const SCORE = SLOTS + 5;
const SPLIT = SLOTS + 6;
const SIZE = SLOTS + 7;

/** Least means on either side of a split. */
const LEAST = 3;

/**
 * Change of level within the last 24 means of a span (such as hours): the split with the largest likelihood ratio for
 * two levels against one (Hinkley 1970, "Inference about the change-point in a sequence of random variables").
 */
export class ChangePoint {
  static readonly CELLS = SLOTS + 8;

  /** @param spanMs - time that one mean stands for, ms */
  constructor(
    private readonly m: Float64Array,
    private readonly spanMs: number,
  ) {}

  /** Distance of the two levels in standard errors; 0 while there is too little to compare. */
  get score(): number {
    return this.m[SCORE];
  }

  /** Estimated start of the new level, Unix ms; NaN without a score. */
  get since(): number {
    return this.m[SCORE] > 0 ? this.m[SPLIT] : Number.NaN;
  }

  /** New level minus old level, unit of the values. */
  get size(): number {
    return this.m[SIZE];
  }

  /** @returns true if a span was completed and the score may have changed */
  push(timeMs: number, value: number): boolean {
    const { m, spanMs } = this;
    const start = Math.floor(timeMs / spanMs) * spanMs;
    let completed = false;
    if (m[COUNT] > 0 && start !== m[SLOT_START]) {
      m[m[NEXT]] = m[SUM] / m[COUNT];
      m[NEXT] = (m[NEXT] + 1) % SLOTS;
      m[FILLED] = Math.min(SLOTS, m[FILLED] + 1);
      m[SUM] = 0;
      m[COUNT] = 0;
      this.split();
      completed = true;
    }
    m[SLOT_START] = start;
    m[SUM] += value;
    m[COUNT] += 1;
    return completed;
  }

  reset(): void {
    this.m.fill(0);
  }

  private split(): void {
    const { m, spanMs } = this;
    const filled = m[FILLED];
    m[SCORE] = 0;
    m[SIZE] = 0;
    if (filled < 2 * LEAST) return;
    const oldest = (m[NEXT] + SLOTS - filled) % SLOTS;
    const reference = m[oldest];
    let total = 0;
    let squares = 0;
    for (let i = 0; i < filled; i++) {
      const value = m[i] - reference;
      total += value;
      squares += value * value;
    }
    let left = 0;
    let best = 0;
    for (let i = 0; i < filled - LEAST; i++) {
      left += m[(oldest + i) % SLOTS] - reference;
      const before = i + 1;
      const after = filled - before;
      if (before < LEAST) continue;
      const difference = (total - left) / after - left / before;
      const between = (difference * difference * before * after) / filled;
      if (between <= best) continue;
      best = between;
      const around = squares - (total * total) / filled - between;
      const sigma = Math.sqrt(Math.max(around, between * 1e-9) / (filled - 2));
      m[SCORE] = sigma > 0 ? Math.min(1e6, Math.sqrt(between) / sigma) : 0;
      m[SIZE] = difference;
      m[SPLIT] = m[SLOT_START] + spanMs - after * spanMs;
    }
  }
}
