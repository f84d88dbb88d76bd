const BINS = 30;
const SEEN = BINS;
const WEIGHT = BINS + 1;
const LIMIT = BINS + 2;
const MEAN_EXCESS = BINS + 3;
const SHAPE = BINS + 4;
const SINCE_FIT = BINS + 5;
const TOTAL = BINS + 6;
const CELLS = BINS + 7;

/** Edges of the bins: the first ends at FIRST, each next one is a half octave wider. Channels give about 1 normally. */
const FIRST = 0.0625;
const INVERSE_FIRST = 1 / FIRST;
const BINS_PER_OCTAVE = 2;
const EDGES = Float64Array.from({ length: BINS + 1 }, (_, i) =>
  i === 0 ? 0 : FIRST * 2 ** ((i - 1) / BINS_PER_OCTAVE),
);
/** Where the tail begins: this share of the values is above it. */
const TAIL_SHARE = 0.02;
const TAIL_EVIDENCE = -Math.log10(TAIL_SHARE);
/** Values between two fits of the tail. */
const FIT_EVERY = 32;
/** Least probability that is ever claimed. */
const LEAST_P = 1e-12;
const MOST_EVIDENCE = 12;
/** Values before anything is claimed. */
const LEAST_SEEN = 50;

/**
 * Turns values of a channel (not negative, about 1 when all is normal) into probabilities of being exceeded, so that
 * all channels and series speak one language: by rank among the values so far in a histogram with half-octave bins that
 * slowly forgets; above the 98 % quantile by a generalised Pareto tail fitted by moments (peaks over threshold, as in
 * Siffer et al. 2017, "Anomaly detection in streams with extreme value theory"; Hosking, Wallis 1987 for the moments).
 */
export class Tail {
  static readonly CELLS = CELLS;
  private readonly growth: number;

  /** @param memory - values after which one counts a third (1/e); default 3000 */
  constructor(
    private readonly m: Float64Array,
    memory = 3000,
  ) {
    this.growth = Math.exp(1 / memory);
  }

  get seen(): number {
    return this.m[SEEN];
  }

  /** Probability that a normal value is this high, in [1e-12, 1]; 1 before 50 values were learned. */
  probability(value: number): number {
    const { m } = this;
    if (m[SEEN] < LEAST_SEEN || !(value > 0)) return 1;
    if (m[LIMIT] > 0 && value > m[LIMIT]) return this.tailProbability(value - m[LIMIT]);
    const bin = binOf(value);
    let above = 0;
    for (let i = bin + 1; i < BINS; i++) above += m[i];
    const part = bin === BINS - 1 ? 0 : (EDGES[bin + 1] - value) / (EDGES[bin + 1] - EDGES[bin]);
    return Math.min(1, (above + part * m[bin] + m[WEIGHT]) / (m[TOTAL] + m[WEIGHT]));
  }

  /**
   * The same as evidence, -log10 of the probability, for speed: below the tail only in proportion (0 to 1.7), which is
   * enough where only the tail decides.
   */
  evidence(value: number): number {
    const { m } = this;
    const limit = m[LIMIT];
    if (limit === 0 || !(value > 0)) return 0;
    if (value <= limit) return (TAIL_EVIDENCE * value) / limit;
    const shape = m[SHAPE];
    const excess = (value - limit) / (m[MEAN_EXCESS] * (1 - shape));
    const logs = shape < 1e-6 ? excess : Math.log1p(shape * excess) / shape;
    return Math.min(MOST_EVIDENCE, TAIL_EVIDENCE + logs * Math.LOG10E);
  }

  /** Value that has this evidence; NaN before the tail was fitted. Only for evidence in the tail (above 1.7). */
  valueAt(evidence: number): number {
    const { m } = this;
    if (m[LIMIT] === 0) return Number.NaN;
    const shape = m[SHAPE];
    const logs = (evidence - TAIL_EVIDENCE) * Math.LN10;
    const excess = shape < 1e-6 ? logs : Math.expm1(shape * logs) / shape;
    return m[LIMIT] + excess * m[MEAN_EXCESS] * (1 - shape);
  }

  /** Learns a value; leave out those of an event that is going on. */
  learn(value: number): void {
    const { m } = this;
    const bin = binOf(value);
    m[SEEN] += 1;
    // A newer value counts more instead of the older ones less: one addition instead of forty products.
    m[WEIGHT] = m[WEIGHT] === 0 ? 1 : m[WEIGHT] * this.growth;
    m[bin] += m[WEIGHT];
    m[TOTAL] += m[WEIGHT];
    if (m[WEIGHT] > 1e9) this.rescale();
    m[SINCE_FIT] += 1;
    if (m[SINCE_FIT] >= FIT_EVERY && m[SEEN] >= LEAST_SEEN) this.fit();
  }

  private tailProbability(excess: number): number {
    const { m } = this;
    const shape = m[SHAPE];
    const scale = m[MEAN_EXCESS] * (1 - shape);
    const tail = shape < 1e-6 ? Math.exp(-excess / scale) : (1 + (shape * excess) / scale) ** (-1 / shape);
    return Math.max(LEAST_P, TAIL_SHARE * tail);
  }

  private rescale(): void {
    const { m } = this;
    const by = 1 / m[WEIGHT];
    for (let i = 0; i < BINS; i++) m[i] *= by;
    m[TOTAL] *= by;
    m[WEIGHT] = 1;
  }

  private fit(): void {
    const { m } = this;
    m[SINCE_FIT] = 0;
    const goal = TAIL_SHARE * m[TOTAL];
    let above = 0;
    let bin = BINS - 1;
    while (bin > 0 && above + m[bin] < goal) above += m[bin--];
    const inside = m[bin] > 0 ? Math.min(1, (goal - above) / m[bin]) : 0;
    const limit = EDGES[bin + 1] - inside * (EDGES[bin + 1] - EDGES[bin]);
    let weight = inside * m[bin];
    let first = weight * (EDGES[bin + 1] - limit) * 0.5;
    let second = weight * ((EDGES[bin + 1] - limit) * 0.58) ** 2;
    for (let i = bin + 1; i < BINS; i++) {
      const excess = (EDGES[i] + EDGES[i + 1]) / 2 - limit;
      weight += m[i];
      first += m[i] * excess;
      second += m[i] * excess * excess;
    }
    m[LIMIT] = limit;
    const mean = Math.max(weight > 0 ? first / weight : 0, limit * 0.05, 1e-9);
    const variance = weight > 0 ? Math.max(second / weight - mean * mean, 1e-18) : mean * mean;
    m[MEAN_EXCESS] = mean;
    m[SHAPE] = Math.min(0.4, Math.max(0, 0.5 * (1 - (mean * mean) / variance)));
  }
}

function binOf(value: number): number {
  if (!(value > FIRST)) return 0;
  const bin = 1 + Math.floor(Math.log2(value * INVERSE_FIRST) * BINS_PER_OCTAVE);
  return bin < BINS ? bin : BINS - 1;
}
