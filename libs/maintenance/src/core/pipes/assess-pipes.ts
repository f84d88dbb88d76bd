import { type Band, bandOf } from '../bands';
import type { Estimate, Reason } from '../reason';
import { strongest } from '../reason';
import type { BreakHistory } from './break-history';
import { inspectionScores } from './inspection-order';
import { type PreparedPipe, FEATURES, featureGroups, featureNames, writeFeatures } from './pipe-features';
import { type PipeModel, type PipeState, HORIZON_YEARS, statesOf } from './pipe-model';
import { sumOfOthers } from './pipe-kin';
import { FRAILTY_SHAPE } from './pipe-past';
import { contributionOf, predictorOf, varianceOf } from './poisson-ridge';

/** What the model says of a pipe, for people. */
export interface PipeAssessment {
  /** Breaks expected in {@link HORIZON_YEARS} years, with an 80 % interval of the rate. */
  readonly expected: Estimate;
  /** Probability of at least one break in these years, with the interval that comes from that of the rate. */
  readonly probability: Estimate;
  readonly likelihood: Band;
  /** Breaks expected per metre and year. */
  readonly perMetre: number;
  /** Score of the list for inspection; see {@link inspectionScores}. */
  readonly inspection: number;
  /**
   * Years to the next break: the time by which half of such pipes have broken, and those by which a tenth and nine tenths have; ends at
   * {@link FAR_YEARS}, which then means "or more".
   */
  readonly remainingYears: Estimate;
  readonly reasons: readonly Reason[];
}

/** Remaining life is not told further ahead, years. */
export const FAR_YEARS = 100;

/** Normal quantile of an 80 % interval. */
const Z80 = 1.2816;
/** Probabilities of a break in four years at which the next band begins. */
const LIKELIHOODS = [0.005, 0.02, 0.05, 0.15] as const;
const LEAST_EFFECT = Math.log(1.1);
const MOST_REASONS = 5;

/** Judges all pipes of a history by a model. */
export function assessPipes(model: PipeModel, history: BreakHistory): PipeAssessment[] {
  const states = statesOf(model, history);
  const usual = meanFeatures(states);
  const others = breaksOfOthers(history);
  const order = inspectionScores(
    states.map(({ expected }) => expected),
    history.prepared.map(({ lengthM }) => lengthM),
  );
  return states.map((state, index) => {
    const pipe = history.prepared[index] as PreparedPipe;
    const shape = FRAILTY_SHAPE + state.weighted;
    const spread = Math.sqrt(logVariance(model, state, shape));
    const scaled = (z: number) => state.expected * Math.exp(z * spread);
    const expected = { value: state.expected, low: scaled(-Z80), high: scaled(Z80) };
    const probability = {
      value: probabilityOf(expected.value, shape),
      low: probabilityOf(expected.low, shape),
      high: probabilityOf(expected.high, shape),
    };
    return {
      expected,
      probability,
      likelihood: bandOf(probability.value, LIKELIHOODS),
      perMetre: state.expected / HORIZON_YEARS / pipe.lengthM,
      inspection: order[index] as number,
      remainingYears: remainingLife(model, pipe, state, history.until, shape),
      reasons: reasonsOf(model, history, index, state, usual, others),
    };
  });
}

/**
 * Chance of at least one break when the count is Poisson about a gamma-distributed rate (negative binomial).
 * @param shape - of the gamma distribution: the more breaks were seen, the narrower it is
 */
export function probabilityOf(expected: number, shape: number): number {
  return 1 - (1 + expected / shape) ** -shape;
}

/**
 * Variance of the logarithm of the rate: that of the coefficients (windows overlap, so one in {@link HORIZON_YEARS} counts) and
 * that of what the register does not know (1 / shape, the delta method for a gamma distribution).
 */
function logVariance({ register, history }: PipeModel, state: PipeState, shape: number): number {
  const slope = (history.beta[1] as number) / (history.scale[1] as number);
  const coefficients = varianceOf(history, state.columns) + slope * slope * varianceOf(register, state.features);
  return HORIZON_YEARS * coefficients + 1 / shape;
}

/** Hazard rises with age as the model has it; the pipe's own factor stays. */
function remainingLife(model: PipeModel, pipe: PreparedPipe, state: PipeState, now: number, shape: number): Estimate {
  const columns = Float64Array.from(state.columns);
  const features = new Float64Array(FEATURES);
  const times: [number, number, number] = [FAR_YEARS, FAR_YEARS, FAR_YEARS];
  const shares = [0.1, 0.5, 0.9];
  let total = 0;
  for (let year = 0; year < FAR_YEARS && times[2] === FAR_YEARS; year += 1) {
    writeFeatures(pipe, now + year - HORIZON_YEARS / 2 + 0.5, features, 0);
    columns[1] = predictorOf(model.register, features);
    const rate = Math.exp(predictorOf(model.history, columns)) / HORIZON_YEARS;
    shares.forEach((share, index) => {
      // Cumulative breaks at which this share of such pipes has broken.
      const wanted = shape * ((1 - share) ** (-1 / shape) - 1);
      if (times[index] === FAR_YEARS && total + rate >= wanted) times[index] = year + (wanted - total) / rate;
    });
    total += rate;
  }
  return { low: times[0], value: times[1], high: times[2] };
}

const columnOf = new Map<string, number>(featureNames.map((name, index) => [name, index]));

/** Columns of the mean pipe of a register. */
function meanFeatures(states: readonly PipeState[]): Float64Array {
  const sums = new Float64Array(FEATURES);
  for (const { features } of states)
    for (let j = 0; j < FEATURES; j += 1) sums[j] = (sums[j] as number) + (features[j] as number);
  return sums.map((sum) => sum / Math.max(1, states.length));
}

/** Breaks of the other pipes of each pipe's street, and of those laid with it. */
type BreaksOfOthers = Readonly<Record<'street' | 'works', Float64Array>>;

function breaksOfOthers({ kin, pipes, breaks }: BreakHistory): BreaksOfOthers {
  const counts = new Float64Array(pipes.length);
  for (const { pipe } of breaks) counts[pipe] = (counts[pipe] as number) + 1;
  return { street: sumOfOthers(kin.street, counts), works: sumOfOthers(kin.works, counts) };
}

/** What makes this pipe unlike the mean one of its register, as factors of the rate. */
function reasonsOf(
  model: PipeModel,
  history: BreakHistory,
  index: number,
  state: PipeState,
  usual: Float64Array,
  others: BreaksOfOthers,
): Reason[] {
  const against = { ...model.register, mean: usual };
  const { record, family, laid } = history.prepared[index] as PreparedPipe;
  const slope = (model.history.beta[1] as number) / (model.history.scale[1] as number);
  const factorOf = (group: keyof typeof featureGroups): number => {
    const sum = featureGroups[group].reduce(
      (total, name) => total + contributionOf(against, state.features, columnOf.get(name) as number),
      0,
    );
    return Math.exp(slope * sum);
  };
  const age = Math.max(0, history.until - laid);
  const ageAndMaterial = factorOf('age') * factorOf('material');
  const own = history.ownOf(index);
  const factorOfPast = (column: number) => Math.exp(contributionOf(model.history, state.columns, column));
  const past = factorOfPast(2);
  const reasons: Reason[] = [
    reason(
      'pipe.length',
      factorOf('length'),
      { lengthM: round(record.lengthM) },
      `It is ${round(record.lengthM)} m long`,
    ),
    record.installed === null
      ? reason('pipe.age-unknown', ageAndMaterial, { material: family }, `${wordOf(family)}, laid nobody knows when`)
      : reason(
          'pipe.age-material',
          ageAndMaterial,
          { years: Math.round(age), material: family },
          `${wordOf(family)}, ${Math.round(age)} years old`,
        ),
    reason(
      'pipe.diameter',
      factorOf('diameter'),
      { diameterMm: record.diameterMm ?? 0 },
      record.diameterMm === null ? 'Its diameter is not known' : `Its diameter is ${round(record.diameterMm)} mm`,
    ),
    reason('pipe.lined', factorOf('lining'), {}, 'It was relined'),
    reason('pipe.pressure', factorOf('pressure'), { pressureKpa: round(record.pressureKpa ?? 0) }, 'Its pressure'),
    own.total > 0
      ? reason(
          own.lastFive > 0 ? 'pipe.breaks-recent' : 'pipe.breaks',
          past,
          { breaks: own.total, lastFive: own.lastFive, years: round(own.sinceLast ?? 0) },
          `It broke ${own.total === 1 ? 'once' : `${own.total} times`}, the last time ${round(own.sinceLast ?? 0)} years ago`,
        )
      : reason(
          'pipe.no-breaks',
          past,
          { years: Math.round(history.until - Math.max(laid, history.from)) },
          'It has not broken yet',
        ),
    reasonOfOthers('pipe.street', 'The other pipes of its street', factorOfPast(3), others.street[index] as number),
    reasonOfOthers('pipe.works', 'The pipes laid with it', factorOfPast(4), others.works[index] as number),
  ];
  return strongest(
    reasons.filter(
      ({ factor, code }) => Math.abs(Math.log(factor ?? 1)) >= LEAST_EFFECT || code.startsWith('pipe.breaks'),
    ),
    MOST_REASONS,
  );
}

function reason(code: string, factor: number, values: Reason['values'], text: string): Reason {
  return { code, factor: Number(factor.toPrecision(3)), values, text };
}

function reasonOfOthers(code: string, who: string, factor: number, breaks: number): Reason {
  const times = breaks === 1 ? 'once' : `${breaks} times`;
  return reason(code, factor, { breaks }, breaks === 0 ? `${who} have not broken` : `${who} broke ${times}`);
}

function wordOf(family: string): string {
  const words = family.replaceAll('_', ' ');
  return family === 'other' ? 'Material not known' : `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
