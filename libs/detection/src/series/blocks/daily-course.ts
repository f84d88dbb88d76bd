const BUCKETS = 48;
const BUCKET_MS = 1_800_000;
const SCALE = BUCKETS * 2;
const LEVEL = SCALE + 1;
const SEEN = SCALE + 2;

const CLIP = 3;
const DAY_GAIN = 0.03;
const LEVEL_GAIN = 0.01;

/** The plainest seasonal expectation: a clipped mean for each half hour of the day, counted by readings. */
export class DailyCourse {
  static readonly CELLS = SCALE + 3;

  constructor(private readonly m: Float64Array) {}

  /** Usual size of a deviation, as one standard deviation of normal noise. */
  get sigma(): number {
    return this.m[SCALE] * 1.2533;
  }

  /** Expected value; NaN before the first reading. */
  expect(msOfDay: number): number {
    const { m } = this;
    const bucket = Math.floor(msOfDay / BUCKET_MS);
    if (m[SEEN] === 0) return Number.NaN;
    return m[BUCKETS + bucket] > 0 ? m[bucket] : m[LEVEL];
  }

  learn(msOfDay: number, value: number): void {
    const { m } = this;
    const bucket = Math.floor(msOfDay / BUCKET_MS);
    const seen = m[SEEN];
    if (seen === 0) m[LEVEL] = value;
    const deviation = value - (seen === 0 ? value : this.expect(msOfDay));
    const limit = m[SCALE] > 0 && seen > 50 ? CLIP * m[SCALE] : Number.POSITIVE_INFINITY;
    const clipped = deviation > limit ? limit : deviation < -limit ? -limit : deviation;
    m[LEVEL] += LEVEL_GAIN * (value - m[LEVEL]);
    m[SCALE] += (Math.abs(clipped) - m[SCALE]) * Math.max(0.001, 1 / (seen + 1));
    const weight = (m[BUCKETS + bucket] += 1);
    m[bucket] = weight === 1 ? value : m[bucket] + clipped * Math.max(DAY_GAIN, 1 / weight);
    m[SEEN] = seen + 1;
  }
}
