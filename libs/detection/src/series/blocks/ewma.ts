const MEAN = 0;
const VARIANCE = 1;
const SEEN = 2;

/** Exponentially weighted mean and variance (West 1979, "Updating mean and variance estimates"), exact at the start. */
export class Ewma {
  static readonly CELLS = 3;
  private readonly gain: number;

  /** @param memory - readings over which is averaged, about */
  constructor(
    private readonly m: Float64Array,
    memory: number,
  ) {
    this.gain = 2 / (memory + 1);
  }

  get mean(): number {
    return this.m[MEAN];
  }

  get deviation(): number {
    return Math.sqrt(this.m[VARIANCE]);
  }

  get seen(): number {
    return this.m[SEEN];
  }

  push(value: number): void {
    const { m } = this;
    const seen = (m[SEEN] += 1);
    const gain = Math.max(this.gain, 1 / seen);
    const difference = value - m[MEAN];
    m[MEAN] += gain * difference;
    m[VARIANCE] = (1 - gain) * (m[VARIANCE] + gain * difference * difference);
  }
}
