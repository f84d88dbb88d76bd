import {
  Allotment,
  Calibrated,
  DailyCourse,
  Gate,
  HEADER_CELLS,
  History,
  LocalClock,
  QualityGate,
  checkedMemory,
  newMemory,
  scoreOf,
} from '../blocks';
import type { SeriesCause, SeriesDetector, SeriesKind, SeriesOptions } from '../series-detector';
import { seriesCauses } from '../series-detector';
import { COARSE, COARSE_VALUES, LEAST_READINGS, LIMIT, MEMORY, MOST, RAW_VALUES } from './ensemble-settings';
import { NoveltyAlarms } from './novelty-alarms';

const FORM = 2000;
const DAY_MS = 86_400_000;

const STEP = 0;
const SHORT_SHIFT = 1;
const LONG_SHIFT = 2;
const SEASON = 3;
const SHORT_SHAPE = 4;
const COARSE_SHAPE = 5;
const LONG_SHAPE = 6;
const CHANNELS = 7;

const SEEN = 0;
const CAUSE = 1;
const SINCE = 2;
const SIZE = 3;
const COARSE_SUM = 4;
const COARSE_NOVELTY = 5;
const SMOOTH = 6;
const STARTED = 7;
const OWN_CELLS = 8;

const CELLS =
  OWN_CELLS +
  QualityGate.CELLS +
  DailyCourse.CELLS +
  History.cells(RAW_VALUES) +
  History.cells(COARSE_VALUES) +
  CHANNELS * Calibrated.CELLS +
  NoveltyAlarms.CELLS;

/**
 * For a series of which nothing is known: seven ways of being new, each calibrated on the series itself (step, shift of
 * 6 against 36 and of 24 against 288 readings, smoothed distance from the usual course of a day, unlikeness of the last
 * 3, 36 and 8 x 5 readings to earlier ones), their evidence added. It learns as it goes: what has been seen before is
 * less and less new. About 22 KB and a few microseconds a reading.
 */
export class EnsembleDetector implements SeriesDetector {
  score = 0;
  /** What the channels found in the last reading, together; for those who set limits. */
  evidence = 0;
  expected = Number.NaN;

  private readonly memory: Float64Array;
  private readonly own: Float64Array;
  private readonly clock: LocalClock;
  private readonly gate: QualityGate;
  private readonly course: DailyCourse;
  private readonly raw: History;
  private readonly coarse: History;
  private readonly channels: readonly Calibrated[];
  private readonly alarms: NoveltyAlarms;
  private readonly days: number | undefined;
  private strongest = -1;
  private strength = 0;
  private deviation = Number.NaN;

  constructor(
    readonly kind: SeriesKind,
    options: SeriesOptions = {},
    saved?: Float64Array,
  ) {
    this.memory = saved === undefined ? newMemory(FORM, CELLS) : checkedMemory(saved, FORM, CELLS);
    const parts = new Allotment(this.memory);
    parts.take(HEADER_CELLS);
    this.own = parts.take(OWN_CELLS);
    this.gate = new QualityGate(parts.take(QualityGate.CELLS), options);
    this.course = new DailyCourse(parts.take(DailyCourse.CELLS));
    this.raw = new History(parts.take(History.cells(RAW_VALUES)));
    this.coarse = new History(parts.take(History.cells(COARSE_VALUES)));
    this.channels = Array.from({ length: CHANNELS }, () => new Calibrated(parts.take(Calibrated.CELLS), MEMORY, MOST));
    this.alarms = new NoveltyAlarms(parts.take(NoveltyAlarms.CELLS));
    this.clock = new LocalClock(options.timeZone, options.holidays);
    this.days = options.daysPerFalseAlarm;
  }

  get cause(): SeriesCause {
    return seriesCauses[this.own[CAUSE]] ?? 'none';
  }

  get since(): number {
    return this.own[CAUSE] === 0 ? Number.NaN : this.own[SINCE];
  }

  get size(): number {
    return this.own[CAUSE] === 0 ? Number.NaN : this.own[SIZE];
  }

  get active(): boolean {
    return this.alarms.active;
  }

  get lower(): number {
    return this.expected - 4 * Math.max(this.course.sigma, this.gate.quantum);
  }

  get upper(): number {
    return this.expected + 4 * Math.max(this.course.sigma, this.gate.quantum);
  }

  push(timeMs: number, value: number): void {
    const { own, gate } = this;
    this.score = 0;
    this.evidence = 0;
    const found = gate.push(timeMs, value);
    if (found === Gate.late || found === Gate.missing) return;
    const seen = own[SEEN];
    if (seen === 0) own[STARTED] = timeMs;
    this.clock.set(timeMs);
    this.expected = this.course.expect(this.clock.msOfDay);
    if (found === Gate.range) {
      this.deviation = value - this.expected;
      this.conclude(timeMs, 2 * CHANNELS * MOST, 'range');
      return;
    }
    own[SEEN] = seen + 1;
    const evidence = this.evidenceOf(timeMs, value);
    if (seen >= LEAST_READINGS) this.conclude(timeMs, evidence, this.causeNow(value));
    this.course.learn(this.clock.msOfDay, value);
  }

  save(): Float64Array {
    return this.memory.slice();
  }

  /** Adds up the channels; learns the reading. */
  private evidenceOf(timeMs: number, value: number): number {
    const { own, raw } = this;
    const seen = own[SEEN];
    this.strongest = -1;
    this.strength = 0;
    raw.push(value);
    let sum = this.channel(STEP, seen > 1 ? Math.abs(value - raw.at(1)) : 0);
    sum += this.channel(SHORT_SHIFT, Math.abs(this.shift(6, 36)));
    sum += this.channel(LONG_SHIFT, Math.abs(this.shift(24, 288)));
    if (seen > 1) own[SMOOTH] += (value - this.expected - own[SMOOTH]) / 24;
    if (timeMs - own[STARTED] > 1.5 * DAY_MS) sum += this.channel(SEASON, Math.abs(own[SMOOTH]));
    sum += this.channel(SHORT_SHAPE, raw.novelty(3, 500, 1, 0));
    sum += this.channel(COARSE_SHAPE, this.coarseNovelty(value));
    return sum + this.channel(LONG_SHAPE, raw.novelty(36, 400, 5, (seen + 4) % 5));
  }

  private channel(which: number, value: number): number {
    const found = (this.channels[which] as Calibrated).push(value);
    if (found > this.strength) {
      this.strength = found;
      this.strongest = which;
    }
    return found;
  }

  /** Mean of the newest `short` readings against the mean of the `long` ones before; 0 while there are too few. */
  private shift(short: number, long: number): number {
    const { raw } = this;
    return raw.filled <= short + long ? 0 : raw.mean(0, short) - raw.mean(short, long);
  }

  private coarseNovelty(value: number): number {
    const { own, coarse } = this;
    own[COARSE_SUM] += value;
    if (own[SEEN] % COARSE !== 0) return own[COARSE_NOVELTY];
    coarse.push(own[COARSE_SUM] / COARSE);
    own[COARSE_SUM] = 0;
    own[COARSE_NOVELTY] = coarse.novelty(8, 400, 1, 0);
    return own[COARSE_NOVELTY];
  }

  /**
   * Evidence for a young series. By default alarms are cheap: on public series of all sorts one in some 2,000 readings is
   * false; there, five more in the sum make one tenth of them. Asked for fewer, it starts higher by that.
   */
  private least(): number {
    if (this.days === undefined || this.gate.intervalMs === 0) return LIMIT;
    return LIMIT + Math.max(0, 5 * (Math.log10((this.days * DAY_MS) / this.gate.intervalMs) - 3.3));
  }

  private conclude(timeMs: number, evidence: number, cause: SeriesCause): void {
    const { own, alarms } = this;
    const seen = Math.max(1, own[SEEN]);
    const limit = alarms.limit(seen, this.least());
    this.evidence = evidence;
    const fired = alarms.push(seen, evidence, limit);
    this.score = fired ? scoreOf(evidence, limit) : Math.min(0.49, scoreOf(evidence, limit));
    if (!alarms.active) own[CAUSE] = 0;
    if (!fired) return;
    own[CAUSE] = seriesCauses.indexOf(cause);
    own[SINCE] = this.startOf(timeMs, cause);
    own[SIZE] = this.deviation;
  }

  private startOf(timeMs: number, cause: SeriesCause): number {
    const back = cause === 'shift_up' || cause === 'shift_down' ? (this.strongest === LONG_SHIFT ? 24 : 6) : 0;
    return timeMs - back * this.gate.intervalMs;
  }

  private causeNow(value: number): SeriesCause {
    const { strongest } = this;
    this.deviation = value - this.expected;
    if (strongest === STEP) return 'step';
    if (strongest === SEASON) return 'season';
    if (strongest !== SHORT_SHIFT && strongest !== LONG_SHIFT) return strongest === SHORT_SHAPE ? 'spike' : 'shape';
    const shift = strongest === SHORT_SHIFT ? this.shift(6, 36) : this.shift(24, 288);
    this.deviation = shift;
    return shift > 0 ? 'shift_up' : 'shift_down';
  }
}
