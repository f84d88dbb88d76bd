const WINDOW = 12;
const KEPT = 56;
const PLACE = WINDOW + KEPT;
const HASH = PLACE + 1;
const SEEN = PLACE + 2;
const NEXT = PLACE + 3;
const USUAL = PLACE + 4;
const STREAK = PLACE + 5;
const MARKS = PLACE + 6;

const BASE = 0x01000193;
/** BASE to the power of WINDOW, as 32 bits. */
const LEAVING = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);
/** About one window in this time is remembered, whichever its content chooses, but one in eight at most. */
const MARK_MS = 3 * 3_600_000;
const LEAST_ONE_IN = 8;
/** A window must change so often, or it repeats by nature. */
const LEAST_CHANGES = 8;
/** Remembered windows in succession that must have been seen before; more of them say nothing new. */
const STREAK_OF = 2;
/** Windows compared before repetition means anything, and the share of repeated ones from which it is normal. */
const LEAST_MARKS = 12;
const NORMAL_SHARE = 0.04;
/** Windows over which that share is taken, about. */
const MEMORY = 100;

/**
 * Notices values that were reported before, in the same order and exactly, as when recorded readings are played back to
 * hide what goes on. Remembers fingerprints of the last 56 windows of twelve values that their own content chooses, so
 * that neither the lag nor the clock matters (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document
 * fingerprinting"). Looks back about a week. Series that repeat
 * themselves by nature are left alone.
 */
export class RepeatWatch {
  static readonly CELLS = PLACE + 7;

  constructor(private readonly m: Float64Array) {}

  /**
   * @param intervalMs - usual time between readings
   * @returns true when the second fingerprint in succession is known, in a series that does not usually repeat itself
   */
  push(value: number, intervalMs: number): boolean {
    const { m } = this;
    const place = m[PLACE];
    const coded = codeOf(value);
    const hash = (Math.imul(m[HASH], BASE) + coded - Math.imul(m[place], LEAVING)) | 0;
    m[place] = coded;
    m[PLACE] = place + 1 === WINDOW ? 0 : place + 1;
    m[HASH] = hash;
    if (m[SEEN] < WINDOW) {
      m[SEEN] += 1;
      return false;
    }
    // A power of two, so that it does not change with every breath of the interval.
    const oneIn = Math.max(LEAST_ONE_IN, 2 ** Math.round(Math.log2(MARK_MS / Math.max(intervalMs, 1))));
    return ((hash ^ (hash >>> 15)) & (oneIn - 1)) === 0 && this.changes() >= LEAST_CHANGES && this.compare(hash);
  }

  /** Whether the newest fingerprints, enough of them in succession, were all seen before. */
  get goesOn(): boolean {
    return this.m[STREAK] >= STREAK_OF;
  }

  private changes(): number {
    const { m } = this;
    let changes = 0;
    let before = m[WINDOW - 1];
    for (let i = 0; i < WINDOW; i++) {
      if (m[i] !== before) changes += 1;
      before = m[i];
    }
    return changes;
  }

  private compare(hash: number): boolean {
    const { m } = this;
    // Zero is "empty".
    const fingerprint = hash === 0 ? 1 : hash;
    let known = false;
    for (let i = WINDOW; i < PLACE && !known; i++) known = m[i] === fingerprint;
    const usual = m[USUAL];
    m[MARKS] += 1;
    m[USUAL] += ((known ? 1 : 0) - usual) / Math.min(m[MARKS], MEMORY);
    if (!known) {
      m[WINDOW + m[NEXT]] = fingerprint;
      m[NEXT] = (m[NEXT] + 1) % KEPT;
      m[STREAK] = 0;
      return false;
    }
    m[STREAK] += 1;
    const one = 1 / Math.min(m[MARKS], MEMORY);
    return m[STREAK] === STREAK_OF && m[MARKS] > LEAST_MARKS && usual < NORMAL_SHARE + (STREAK_OF - 1) * one;
  }
}

/** A value as 32 bits: the same for the same value. */
function codeOf(value: number): number {
  const scaled = value * 4096;
  return Math.imul((scaled % 4_294_967_296) | 0, 0x9e3779b1);
}
