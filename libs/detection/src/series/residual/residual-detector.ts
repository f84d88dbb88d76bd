import {
  Allotment,
  Cusum,
  EventLogic,
  Gate,
  HEADER_CELLS,
  LocalClock,
  QualityGate,
  RepeatWatch,
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
const SHIFT = 2;
const LASTING_SHIFT = 3;
const DRIFT = 4;
const VARIANCE = 5;
const CHANNELS = 6;
/** Means of the deviation: over an hour, a third of a day, two days, ms. */
const SHIFT_MS = 3_600_000;
const LASTING_MS = 8 * SHIFT_MS;
const DRIFT_MS = 48 * SHIFT_MS;
/** Brings means of deviations, which are small, to the size that the tails are made for. */
const SHOWN = 4;
/** Means below these many usual deviations are too small to matter, however rare they are. */
const LEAST_SHIFT = 1.5 * SHOWN;
const LEAST_LASTING = SHOWN;
const LEAST_DRIFT = 0.8 * SHOWN;
/** Weight of the second strongest channel. */
const SECOND = 0.3;
/** Evidence, as a part of what makes an alarm, of what needs no statistics, such as a value outside the physical range. */
const CERTAIN = 3;
/** The slow channels count as this at most: they stay high for long and would raise a second alarm of one event. */
const MOST = 2;
/** Readings closer than this are not asked to be rarer, ms. */
const LEAST_INTERVAL_MS = 300_000;
const GAP_INTERVALS = 4;
/** Values that are played back are noticed after about this time, ms. */
const REPLAY_MS = 6 * SHIFT_MS;

const CAUSE = 0;
const SINCE = 1;
const SIZE = 2;
const SHORT_MEAN = 3;
const ROUGH = 4;
const HOUR_MEAN = 5;
const LASTING_MEAN = 6;
const DRIFT_MEAN = 7;
const RESIDUAL_MEAN = 8;
const OWN_CELLS = 9;

const CELLS =
  QualityGate.CELLS +
  SeasonalProfile.CELLS +
  Cusum.CELLS +
  CHANNELS * Tail.CELLS +
  EventLogic.CELLS +
  RepeatWatch.CELLS +
  OWN_CELLS;

/**
 * The always-on detector: what the series should be at this time (level, time of day, day class), six channels of the
 * deviation from it (single deviation, step, means over an hour, a third of a day and two days, roughness), each calibrated to a
 * probability on the series itself, the two strongest summed, and one alarm for an event. Values that are played
 * back are noticed, too. State about 5 KB.
 */
export class ResidualDetector implements SeriesDetector {
  score = 0;
  expected = Number.NaN;

  private readonly memory: Float64Array;
  private readonly own: Float64Array;
  private readonly clock: LocalClock;
  private readonly gate: QualityGate;
  private readonly profile: SeasonalProfile;
  private readonly sums: Cusum;
  private readonly tails: readonly Tail[];
  private readonly events: EventLogic;
  private readonly repeats: RepeatWatch;
  private readonly top = new TopTwo();
  private readonly days: number;
  private readonly shiftLimit: number;
  private readonly lastingLimit: number;
  private readonly driftLimit: number;
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
    this.sums = new Cusum(parts.take(Cusum.CELLS), 1, 60);
    this.tails = Array.from({ length: CHANNELS }, () => new Tail(parts.take(Tail.CELLS), settings.tailMemory));
    this.events = new EventLogic(parts.take(EventLogic.CELLS), { ...settings, fire: 1 });
    this.repeats = new RepeatWatch(parts.take(RepeatWatch.CELLS));
    this.own = parts.take(OWN_CELLS);
    this.days = options.daysPerFalseAlarm ?? 90;
    this.shiftLimit = this.limitOf(SHIFT_MS);
    this.lastingLimit = this.limitOf(LASTING_MS);
    this.driftLimit = this.limitOf(DRIFT_MS);
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
    const { gate } = this;
    this.score = 0;
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
    if (this.repeats.push(value, this.gate.intervalMs) && this.profile.days > this.settings.learnDays)
      this.judgeRepetition(timeMs);
    else if (found !== Gate.ok) this.judgeFault(timeMs, value, found);
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
    this.sums.push(timeMs, bounded, weight);
    const step = Math.abs(z - own[SHORT_MEAN]);
    own[ROUGH] += 0.1 * (Math.min(step, 20) - own[ROUGH]);
    // A reading after a gap does not speak for the whole gap.
    const span = Math.min(gap, GAP_INTERVALS * gate.intervalMs);
    own[HOUR_MEAN] += (span / (span + SHIFT_MS)) * (bounded - own[HOUR_MEAN]);
    own[LASTING_MEAN] += (span / (span + LASTING_MS)) * (bounded - own[LASTING_MEAN]);
    own[DRIFT_MEAN] += (span / (span + DRIFT_MS)) * (bounded - own[DRIFT_MEAN]);
    own[RESIDUAL_MEAN] += (span / (span + LASTING_MS)) * (this.residual - own[RESIDUAL_MEAN]);
    const shift = SHOWN * Math.abs(own[HOUR_MEAN]);
    const lasting = SHOWN * Math.abs(own[LASTING_MEAN]);
    const drift = SHOWN * Math.abs(own[DRIFT_MEAN]);

    const point = 1 / this.pointLimit();
    top.clear();
    top.add(tails[DEVIATION].evidence(Math.abs(z)) * point, DEVIATION);
    top.add(tails[STEP].evidence(step) * point, STEP);
    if (shift > LEAST_SHIFT) top.add(Math.min(MOST, tails[SHIFT].evidence(shift) / this.shiftLimit), SHIFT);
    if (lasting > LEAST_LASTING)
      top.add(Math.min(MOST, tails[LASTING_SHIFT].evidence(lasting) / this.lastingLimit), LASTING_SHIFT);
    if (drift > LEAST_DRIFT) top.add(Math.min(MOST, tails[DRIFT].evidence(drift) / this.driftLimit), DRIFT);
    top.add(tails[VARIANCE].evidence(own[ROUGH]) * point, VARIANCE);
    const ready = profile.days > settings.learnDays;
    this.conclude(timeMs, ready ? top.sum(SECOND) : 0, top.channel);

    if (!this.events.active || !ready) {
      tails[DEVIATION].learn(Math.abs(z));
      tails[STEP].learn(step);
      tails[SHIFT].learn(shift);
      tails[LASTING_SHIFT].learn(lasting);
      tails[DRIFT].learn(drift);
      tails[VARIANCE].learn(own[ROUGH]);
    }
    own[SHORT_MEAN] += 0.3 * (bounded - own[SHORT_MEAN]);
    profile.learn(this.clock, value, gap);
    if (this.events.active && timeMs - this.events.firedMs > settings.settleMs) this.settle();
  }

  /** The series stays where it is: from now on that is normal. */
  private settle(): void {
    const { own } = this;
    this.profile.shiftLevel(own[RESIDUAL_MEAN]);
    own[SHORT_MEAN] = 0;
    own[ROUGH] = 1;
    own[HOUR_MEAN] = 0;
    own[LASTING_MEAN] = 0;
    own[DRIFT_MEAN] = 0;
    own[RESIDUAL_MEAN] = 0;
    this.sums.reset();
    this.events.settle();
    own[CAUSE] = 0;
  }

  /** Evidence of a single reading that makes an alarm. */
  private pointLimit(): number {
    return this.limitOf(Math.max(this.gate.intervalMs, LEAST_INTERVAL_MS));
  }

  /**
   * Evidence that makes an alarm: one chance in the days for which one false alarm is allowed.
   * @param spanMs - time over which values of the channel go together
   */
  private limitOf(spanMs: number): number {
    return Math.max(1, Math.log10((this.days * DAY_MS) / spanMs)) + this.settings.margin;
  }

  /** @param found - evidence as a part of what makes an alarm */
  private conclude(timeMs: number, found: number, channel: number): void {
    const { own, events } = this;
    const fired = events.push(timeMs, found);
    this.score = fired ? scoreOf(found, 1) : Math.min(0.49, scoreOf(found, 1));
    if (fired) this.explain(timeMs, channel);
    else if (!events.active) own[CAUSE] = 0;
  }

  private explain(timeMs: number, channel: number): void {
    const { own } = this;
    own[SINCE] = timeMs;
    own[SIZE] = this.residual;
    if (channel === STEP) own[CAUSE] = causeOf('step');
    else if (channel === VARIANCE) own[CAUSE] = causeOf('variance');
    else if (channel === SHIFT || channel === LASTING_SHIFT || channel === DRIFT) {
      const mean = channel === SHIFT ? own[HOUR_MEAN] : channel === LASTING_SHIFT ? own[LASTING_MEAN] : own[DRIFT_MEAN];
      const { since } = this.sums;
      own[SINCE] = Number.isNaN(since) ? timeMs : since;
      own[SIZE] = mean * this.sigma;
      if (channel === DRIFT) own[CAUSE] = causeOf(mean > 0 ? 'drift_up' : 'drift_down');
      else own[CAUSE] = causeOf(mean > 0 ? 'shift_up' : 'shift_down');
    } else own[CAUSE] = causeOf('spike');
  }

  private judgeFault(timeMs: number, value: number, found: GateResult): void {
    const { own, gate } = this;
    this.conclude(timeMs, CERTAIN, DEVIATION);
    if (!this.events.active) return;
    // What is certain explains an event that began as something vaguer, too.
    own[CAUSE] = causeOf(found === Gate.stuck ? 'stuck' : found === Gate.rate ? 'step' : 'range');
    own[SINCE] = found === Gate.stuck ? gate.runSinceMs : timeMs;
    own[SIZE] = found === Gate.stuck ? 0 : value - this.expected;
  }

  /** Old values, played back. */
  private judgeRepetition(timeMs: number): void {
    this.conclude(timeMs, CERTAIN, DEVIATION);
    if (!this.events.active) return;
    this.own[CAUSE] = causeOf('shape');
    this.own[SINCE] = timeMs - REPLAY_MS;
    this.own[SIZE] = Number.NaN;
  }

  /** Nothing usable for much longer than usual. */
  private judgeGap(timeMs: number): void {
    const { own, gate, settings } = this;
    if (gate.lastMs === 0 || this.profile.days <= settings.learnDays) return;
    const silent = timeMs - gate.lastMs;
    if (silent < Math.max(settings.gapMs, 12 * gate.intervalMs)) return;
    this.conclude(timeMs, CERTAIN, DEVIATION);
    if (this.score < 0.5) return;
    own[CAUSE] = causeOf('gap');
    own[SINCE] = gate.lastMs;
    own[SIZE] = Number.NaN;
  }

  private halfBand(): number {
    const size = this.tails[DEVIATION].valueAt(this.pointLimit());
    return (Number.isNaN(size) ? 6 : Math.max(size, 3)) * this.sigma;
  }
}

function causeOf(cause: SeriesCause): number {
  return seriesCauses.indexOf(cause);
}
