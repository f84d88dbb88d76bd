import {
  Allotment,
  Cusum,
  EventLogic,
  Ewma,
  Gate,
  HEADER_CELLS,
  LocalClock,
  QualityGate,
  SeasonalProfile,
  Tail,
  TopTwo,
  checkedMemory,
  newMemory,
  scoreOf,
  type GateResult,
} from '../blocks';
import type { SeriesCause, SeriesDetector, SeriesKind, SeriesOptions } from '../series-detector';
import { seriesCauses } from '../series-detector';
import type { ResidualSettings } from './residual-settings';

const DAY_MS = 86_400_000;
/** Channels, by the place of their tail. */
const DEVIATION = 0;
const STEP = 1;
const FAST_SHIFT = 2;
const SLOW_SHIFT = 3;
const VARIANCE = 4;
const CHANNELS = 5;
/** Weight of the second strongest channel. */
const SECOND = 0.5;
/** Evidence of what needs no statistics, such as a value outside the physical range. */
const CERTAIN = 12;

const SCORE = 0;
const CAUSE = 1;
const SINCE = 2;
const SIZE = 3;
const SHORT_MEAN = 4;
const ROUGH = 5;
const OWN_CELLS = 6;

const CELLS =
  QualityGate.CELLS +
  SeasonalProfile.CELLS +
  2 * Cusum.CELLS +
  CHANNELS * Tail.CELLS +
  EventLogic.CELLS +
  Ewma.CELLS +
  OWN_CELLS;

/**
 * The always-on detector: what the series should be at this time (level, time of day, day class), five channels of the
 * deviation from it (single deviation, step, fast and slow cumulative shift, roughness), each calibrated to a
 * probability on the series itself, the two strongest summed, and one alarm for an event. State about 4 KB.
 */
export class ResidualDetector implements SeriesDetector {
  expected = Number.NaN;

  private readonly memory: Float64Array;
  private readonly own: Float64Array;
  private readonly clock: LocalClock;
  private readonly gate: QualityGate;
  private readonly profile: SeasonalProfile;
  private readonly fast: Cusum;
  private readonly slow: Cusum;
  private readonly tails: readonly Tail[];
  private readonly events: EventLogic;
  private readonly steps: Ewma;
  private readonly top = new TopTwo();
  private readonly days: number;
  private sigma = Number.NaN;
  private residual = Number.NaN;

  constructor(
    readonly kind: SeriesKind,
    private readonly settings: ResidualSettings,
    options: SeriesOptions = {},
    saved?: Float64Array,
  ) {
    this.memory = saved === undefined ? newMemory(settings.form, CELLS) : checkedMemory(saved, settings.form, CELLS);
    const parts = new Allotment(this.memory);
    parts.take(HEADER_CELLS);
    this.clock = new LocalClock(options.timeZone, options.holidays);
    this.gate = new QualityGate(parts.take(QualityGate.CELLS), { ...options, stuckMs: settings.stuckMs });
    this.profile = new SeasonalProfile(parts.take(SeasonalProfile.CELLS), settings);
    this.fast = new Cusum(parts.take(Cusum.CELLS), 1.5, 60);
    this.slow = new Cusum(parts.take(Cusum.CELLS), 0.5, 300);
    this.tails = Array.from({ length: CHANNELS }, () => new Tail(parts.take(Tail.CELLS), settings.tailMemory));
    this.events = new EventLogic(parts.take(EventLogic.CELLS), { ...settings, fire: 1 });
    this.steps = new Ewma(parts.take(Ewma.CELLS), 500);
    this.own = parts.take(OWN_CELLS);
    this.days = options.daysPerFalseAlarm ?? 90;
  }

  get score(): number {
    return this.own[SCORE];
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
    return this.events.active;
  }

  get lower(): number {
    return this.expected - this.halfBand();
  }

  get upper(): number {
    return this.expected + this.halfBand();
  }

  push(timeMs: number, value: number): void {
    const { own, gate } = this;
    own[SCORE] = 0;
    const found = gate.push(timeMs, value);
    if (found === Gate.late) return;
    if (found === Gate.missing) {
      this.judgeGap(timeMs);
      return;
    }
    this.clock.set(timeMs);
    this.profile.expect(this.clock, gate.quantum);
    this.expected = this.profile.expected;
    this.sigma = this.profile.sigma;
    this.residual = value - this.expected;
    if (found !== Gate.ok) this.judgeFault(timeMs, value, found);
    else if (this.profile.learned === 0) this.profile.learn(this.clock, value, 0);
    else this.judge(timeMs, value);
  }

  save(): Float64Array {
    return this.memory.slice();
  }

  private judge(timeMs: number, value: number): void {
    const { gate, profile, own, tails, top, settings } = this;
    const gap = gate.gapMs;
    const z = this.residual / this.sigma;
    // Readings closer than ten minutes repeat each other: the sums count time, not rows.
    const weight = gap < settings.sumMs ? gap / settings.sumMs : 1;
    const bounded = z > 6 ? 6 : z < -6 ? -6 : z;
    this.fast.push(timeMs, bounded, weight);
    this.slow.push(timeMs, bounded, weight);
    const step = Math.abs(z - own[SHORT_MEAN]);
    own[ROUGH] += 0.1 * (Math.min(step, 20) - own[ROUGH]);
    const fast = Math.max(this.fast.up, this.fast.down);
    const slow = Math.max(this.slow.up, this.slow.down);

    top.clear();
    top.add(tails[DEVIATION].evidence(Math.abs(z)), DEVIATION);
    top.add(tails[STEP].evidence(step), STEP);
    top.add(tails[FAST_SHIFT].evidence(fast), FAST_SHIFT);
    top.add(tails[SLOW_SHIFT].evidence(slow), SLOW_SHIFT);
    top.add(tails[VARIANCE].evidence(own[ROUGH]), VARIANCE);
    const ready = profile.days > settings.learnDays;
    const evidence = ready ? top.sum(SECOND) : 0;
    this.conclude(timeMs, evidence, top.channel);

    if (!this.events.active || !ready) {
      tails[DEVIATION].learn(Math.abs(z));
      tails[STEP].learn(step);
      tails[FAST_SHIFT].learn(fast);
      tails[SLOW_SHIFT].learn(slow);
      tails[VARIANCE].learn(own[ROUGH]);
    }
    own[SHORT_MEAN] += 0.3 * (bounded - own[SHORT_MEAN]);
    profile.learn(this.clock, value, gap);
    if (this.events.active && timeMs - this.events.firedMs > settings.settleMs) this.settle();
  }

  /** The series stays where it is: from now on that is normal. */
  private settle(): void {
    this.profile.shiftLevel(this.own[SHORT_MEAN] * this.sigma);
    this.own[SHORT_MEAN] = 0;
    this.fast.reset();
    this.slow.reset();
    this.events.settle();
    this.own[CAUSE] = 0;
  }

  /** Evidence that makes an alarm: one chance in the readings of the days for which one false alarm is allowed. */
  private limit(): number {
    const interval = Math.max(this.gate.intervalMs, this.settings.sumMs);
    return Math.log10((this.days * DAY_MS) / interval) + this.settings.margin;
  }

  private conclude(timeMs: number, evidence: number, channel: number): void {
    const { own, events } = this;
    const limit = this.limit();
    const fired = events.push(timeMs, evidence / limit);
    own[SCORE] = fired ? scoreOf(evidence, limit) : Math.min(0.49, scoreOf(evidence, limit));
    if (fired) this.explain(timeMs, channel);
    else if (!events.active) own[CAUSE] = 0;
  }

  private explain(timeMs: number, channel: number): void {
    const { own } = this;
    own[SINCE] = timeMs;
    own[SIZE] = this.residual;
    if (channel === STEP) own[CAUSE] = causeOf('step');
    else if (channel === VARIANCE) own[CAUSE] = causeOf('variance');
    else if (channel === FAST_SHIFT || channel === SLOW_SHIFT) {
      const sums = channel === FAST_SHIFT ? this.fast : this.slow;
      const rises = sums.up >= sums.down;
      own[SINCE] = Number.isNaN(sums.since) ? timeMs : sums.since;
      if (channel === FAST_SHIFT) own[CAUSE] = causeOf(rises ? 'shift_up' : 'shift_down');
      else own[CAUSE] = causeOf(rises ? 'drift_up' : 'drift_down');
    } else own[CAUSE] = causeOf('spike');
  }

  private judgeFault(timeMs: number, value: number, found: GateResult): void {
    const { own, gate } = this;
    this.conclude(timeMs, CERTAIN, DEVIATION);
    if (own[SCORE] < 0.5) return;
    own[CAUSE] = causeOf(found === Gate.stuck ? 'stuck' : found === Gate.rate ? 'step' : 'range');
    own[SINCE] = found === Gate.stuck ? gate.runSinceMs : timeMs;
    own[SIZE] = found === Gate.stuck ? 0 : value - this.expected;
  }

  /** Nothing usable for much longer than usual. */
  private judgeGap(timeMs: number): void {
    const { own, gate, settings } = this;
    if (gate.lastMs === 0 || this.profile.days <= settings.learnDays) return;
    const silent = timeMs - gate.lastMs;
    if (silent < Math.max(settings.gapMs, 12 * gate.intervalMs)) return;
    this.conclude(timeMs, CERTAIN, DEVIATION);
    if (own[SCORE] < 0.5) return;
    own[CAUSE] = causeOf('gap');
    own[SINCE] = gate.lastMs;
    own[SIZE] = Number.NaN;
  }

  private halfBand(): number {
    const size = this.tails[DEVIATION].valueAt(this.limit());
    return (Number.isNaN(size) ? 6 : Math.max(size, 3)) * this.sigma;
  }
}

function causeOf(cause: SeriesCause): number {
  return seriesCauses.indexOf(cause);
}
