const SLOTS = 168;
const HOURS = 24;
/** Weight of the newest week once some weeks are known. */
const GAIN = 0.3;
/** Deviations beyond this many usual ones are learned from as this many (Huber 1964). */
const CLIP = 3;
/** Smallest usual deviation, share of the median. */
const LEAST_DEVIATION = 0.02;
const DEVIATION_GAIN = 0.05;
const MEDIAN_GAIN = 0.002;

/**
 * The weekly course of a flow in hours: what was usual at this hour of the week over the last month or so. A value waits
 * a week before it is learned, so that a leak that began some days ago is not yet part of what is expected, and can be
 * forgotten when an alarm is raised meanwhile.
 */
export class WeekProfile {
  static readonly CELLS = 3 * SLOTS + 2 * HOURS + 2;
  private readonly level: Float64Array;
  private readonly weeks: Float64Array;
  private readonly waiting: Float64Array;
  private readonly size: Float64Array;
  private readonly sizes: Float64Array;
  private readonly own: Float64Array;

  constructor(memory: Float64Array) {
    this.level = memory.subarray(0, SLOTS);
    this.weeks = memory.subarray(SLOTS, 2 * SLOTS);
    this.waiting = memory.subarray(2 * SLOTS, 3 * SLOTS);
    this.size = memory.subarray(3 * SLOTS, 3 * SLOTS + HOURS);
    this.sizes = memory.subarray(3 * SLOTS + HOURS, 3 * SLOTS + 2 * HOURS);
    this.own = memory.subarray(3 * SLOTS + 2 * HOURS);
  }

  /** Slowly followed median flow, unit of the series; 0 before the first value. */
  get median(): number {
    return this.own[0];
  }

  /** Usual flow at this hour of the week; NaN before it was seen. */
  expected(slot: number): number {
    return this.weeks[slot] > 0 ? this.level[slot] : Number.NaN;
  }

  /** Usual deviation at this hour of the day, share of the median; 0 before it was seen. */
  deviation(slot: number): number {
    return this.size[(slot | 0) % HOURS];
  }

  /** Follows the median flow; call for every hour. */
  follow(value: number): void {
    const { own } = this;
    if (own[1] === 0) {
      own[0] = value;
      own[1] = 1;
      return;
    }
    const limit = 2 * Math.abs(own[0]);
    const change = value - own[0];
    own[0] += MEDIAN_GAIN * (change > limit ? limit : change < -limit ? -limit : change);
  }

  /**
   * Learns an hour that belongs to no event.
   * @param share - its deviation from the expected flow, share of the median; NaN if nothing was expected
   */
  learn(slot: number, value: number, share: number): void {
    if (share === share) this.learnDeviation((slot | 0) % HOURS, Math.abs(share));
    const { waiting, weeks } = this;
    if (weeks[slot] === 0) {
      this.level[slot] = value;
      weeks[slot] = 1;
      return;
    }
    if (waiting[slot] !== 0) this.admit(slot, unpacked(waiting[slot]));
    waiting[slot] = packed(value);
  }

  /** Forgets what was waiting to be learned. */
  forget(): void {
    this.waiting.fill(0);
  }

  forgetSlot(slot: number): void {
    this.waiting[slot] = 0;
  }

  /** The flow is taken to have changed for good by this much, unit of the series. */
  shift(by: number): void {
    for (let slot = 0; slot < SLOTS; slot++) if (this.weeks[slot] > 0) this.level[slot] += by;
  }

  private admit(slot: number, value: number): void {
    const { level, weeks } = this;
    const gain = Math.max(GAIN, 1 / (weeks[slot] + 1));
    const limit = CLIP * Math.max(this.size[(slot | 0) % HOURS], LEAST_DEVIATION) * Math.abs(this.own[0]);
    const change = value - level[slot];
    level[slot] += gain * (weeks[slot] < 2 || Math.abs(change) <= limit ? change : Math.sign(change) * limit);
    weeks[slot] += 1;
  }

  private learnDeviation(hour: number, share: number): void {
    const { size, sizes } = this;
    const limit = sizes[hour] > 7 && size[hour] > 0 ? 4 * size[hour] : Number.POSITIVE_INFINITY;
    const gain = sizes[hour] < 20 ? 1 / (sizes[hour] + 1) : DEVIATION_GAIN;
    size[hour] += gain * (Math.min(share, limit) - size[hour]);
    sizes[hour] += 1;
  }
}

/** Keeps zero free for "nothing". */
function packed(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value;
}

function unpacked(cell: number): number {
  return cell === Number.MIN_VALUE ? 0 : cell;
}
