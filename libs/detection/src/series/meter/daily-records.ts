/**
 * The greatest values of the last days, one a day (or one an event): what is the highest that a household did before. The
 * second highest counts, so that one strange day, or one leak that was repaired, does not make it blind.
 */
export class DailyRecords {
  private readonly ring: Float64Array;
  /** Entries so far, greatest of today + 1 (0: none yet), record. */
  private readonly own: Float64Array;

  constructor(
    memory: Float64Array,
    private readonly days: number,
  ) {
    this.ring = memory.subarray(0, days);
    this.own = memory.subarray(days);
  }

  static cells(days: number): number {
    return days + 3;
  }

  get entries(): number {
    return this.own[0];
  }

  /** Second highest entry. */
  get record(): number {
    return this.own[2];
  }

  /** Greatest value of today so far; NaN before the first. */
  get today(): number {
    return this.own[1] === 0 ? Number.NaN : this.own[1] - 1;
  }

  /** Notes a value of today, at least 0. */
  see(value: number): void {
    if (value + 1 > this.own[1]) this.own[1] = value + 1;
  }

  /** Forgets today. */
  skip(): void {
    this.own[1] = 0;
  }

  /** Ends a day. */
  closeDay(): void {
    if (this.own[1] > 0) this.add(this.own[1] - 1);
    this.own[1] = 0;
  }

  add(value: number): void {
    const { own, ring, days } = this;
    ring[own[0] % days] = value;
    own[0] += 1;
    const count = Math.min(own[0], days);
    let first = -1;
    let second = -1;
    for (let i = 0; i < count; i++) {
      if (ring[i] > first) {
        second = first;
        first = ring[i];
      } else if (ring[i] > second) second = ring[i];
    }
    own[2] = Math.max(0, second);
  }
}
