import {
  Allotment,
  Gate,
  HEADER_CELLS,
  LocalClock,
  QualityGate,
  checkedMemory,
  newMemory,
  type GateResult,
} from '../blocks';
import {
  ALARM_SCORE,
  seriesCauses,
  type SeriesCause,
  type SeriesDetector,
  type SeriesOptions,
} from '../series-detector';
import { BlockWindows } from './block-windows';
import { DailyLimits } from './daily-limits';
import { Change, FlowEvents } from './flow-events';
import { flowSettings as settings } from './flow-settings';
import { HourBins } from './hour-bins';
import { SteadyFlow } from './steady-flow';
import { WeekProfile } from './week-profile';

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
/** Kind and version of the memory. */
const FORM = 2101;
const { channels } = settings;
const CHANNELS = channels.length;
/** Deviations are bounded to these shares of the median: one wild hour must not carry a day. */
const LOWEST_SHARE = -0.6;
const HIGHEST_SHARE = 0.8;
/** A loss of supply is at least this many usual deviations. */
const LOSS_DEVIATIONS = 4;
/** Evidence, in limits, of what needs no statistics. */
const CERTAIN = 4;
/** Largest score of a row that raises nothing. */
const SILENT = 0.49;
/** The band is this many mean deviations wide to each side: about four standard deviations. */
const BAND = 5;
/** Below this share of what is expected nothing flows. */
const NOTHING = 0.05;
/** Days for one false alarm at which limits are as they were chosen, and how they change when those days double. */
const USUAL_DAYS = 90;
const CAUTION_STEP = 0.12;

const FIRST_DAY = 0;
const DAY = 1;
const STARTED = 2;
const HELD = 3;
const CAUSE = 4;
const SINCE = 5;
const SIZE = 6;
const STUCK = 7;
const EQUAL = 8;
const OWN_CELLS = 9;
/** Equal readings in a row that can be called standing still. */
const LEAST_EQUAL = 8;

const CELLS =
  QualityGate.CELLS +
  HourBins.CELLS +
  WeekProfile.CELLS +
  BlockWindows.cells(CHANNELS) +
  CHANNELS * DailyLimits.cells(settings.limitDays) +
  SteadyFlow.CELLS +
  FlowEvents.CELLS +
  OWN_CELLS;

/**
 * Watches the inflow of a district: bursts, growing leaks, loss of supply, a meter that stands still. Judges whole
 * hours, whatever the step of the readings (up to an hour).
 *
 * Up: what is lasting in the deviations from the weekly course ({@link BlockWindows}), over half a day to a week, each
 * against its own daily maxima ({@link DailyLimits}); and a steady flow beside the demand ({@link SteadyFlow}). Down: hours
 * far below what is expected. An alarm is raised once; afterwards the score stays at the alarm only while a steady flow is
 * seen to run, `active` tells the rest. State 15 KB.
 */
export class FlowDetector implements SeriesDetector {
  readonly kind = 'flow';
  score = 0;
  expected = Number.NaN;
  lower = Number.NaN;
  upper = Number.NaN;

  private readonly memory: Float64Array;
  private readonly own: Float64Array;
  private readonly clock: LocalClock;
  private readonly gate: QualityGate;
  private readonly bins: HourBins;
  private readonly profile: WeekProfile;
  private readonly windows: BlockWindows;
  private readonly limits: readonly DailyLimits[];
  private readonly steady: SteadyFlow;
  private readonly events: FlowEvents;
  /** Raises limits when fewer false alarms are wanted than one in 90 days. */
  private readonly caution: number;
  private found = 0;
  private foundShare = 0;
  private foundChannel = 0;
  private leakFound = 0;
  private leakShare = 0;

  constructor(options: SeriesOptions = {}, saved?: Float64Array) {
    this.memory = saved === undefined ? newMemory(FORM, CELLS) : checkedMemory(saved, FORM, CELLS);
    const parts = new Allotment(this.memory);
    parts.take(HEADER_CELLS);
    this.clock = new LocalClock(options.timeZone, options.holidays);
    this.gate = new QualityGate(parts.take(QualityGate.CELLS), {
      rangeMin: options.rangeMin,
      rangeMax: options.rangeMax,
      stuckMs: settings.stuckHours * HOUR_MS,
    });
    this.bins = new HourBins(parts.take(HourBins.CELLS));
    this.profile = new WeekProfile(parts.take(WeekProfile.CELLS));
    this.windows = new BlockWindows(
      parts.take(BlockWindows.cells(CHANNELS)),
      channels.map(({ hours }) => hours),
      channels.map(({ step }) => step),
    );
    const cells = DailyLimits.cells(settings.limitDays);
    this.limits = channels.map(() => new DailyLimits(parts.take(cells), settings.limitDays));
    this.steady = new SteadyFlow(parts.take(SteadyFlow.CELLS));
    this.events = new FlowEvents(parts.take(FlowEvents.CELLS));
    this.own = parts.take(OWN_CELLS);
    const doublings = Math.log2((options.daysPerFalseAlarm ?? USUAL_DAYS) / USUAL_DAYS);
    this.caution = Math.min(1.6, Math.max(0.7, 1 + CAUTION_STEP * doublings));
  }

  get active(): boolean {
    return this.events.active || this.own[STUCK] === 1;
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

  push(timeMs: number, value: number): void {
    const { gate, own, bins } = this;
    this.score = 0;
    const passed = gate.push(timeMs, value);
    if (passed === Gate.late) return;
    this.score = own[HELD];
    if (passed === Gate.missing) return;
    this.clock.set(timeMs);
    this.expect(this.slot());
    // A gate that has seen little cannot know how a series moves, but water used by people never stands still so long.
    own[EQUAL] = gate.runSinceMs === timeMs ? 0 : own[EQUAL] + 1;
    const stillMs = timeMs - gate.runSinceMs;
    const still = value > 0 && own[EQUAL] >= LEAST_EQUAL && stillMs >= settings.stillHours * HOUR_MS;
    if (passed !== Gate.ok || still) {
      this.judgeFault(timeMs, value, still ? Gate.stuck : passed);
      return;
    }
    own[STUCK] = 0;
    if (bins.push(timeMs, value, gate.intervalMs)) this.judgeHour(timeMs, bins.hour, bins.mean);
    if (!this.active && this.score < ALARM_SCORE) own[CAUSE] = 0;
  }

  save(): Float64Array {
    return this.memory.slice();
  }

  private slot(): number {
    return this.clock.dayClass * HOURS_A_DAY + Math.floor(this.clock.msOfDay / HOUR_MS);
  }

  private expect(slot: number): void {
    const { profile } = this;
    this.expected = profile.expected(slot);
    const half = BAND * profile.deviation(slot) * Math.abs(profile.median);
    this.lower = this.expected - half;
    this.upper = this.expected + half;
  }

  private judgeHour(timeMs: number, hour: number, mean: number): void {
    const { own, profile, windows, steady, events, clock } = this;
    const day = Math.floor(hour / HOURS_A_DAY);
    if (own[STARTED] === 0) {
      own[STARTED] = 1;
      own[FIRST_DAY] = day;
      own[DAY] = day;
    } else if (day !== own[DAY]) this.closeDay(day, hour);
    clock.set(hour * HOUR_MS);
    const slot = this.slot();
    const localHour = clock.day * HOURS_A_DAY + Math.floor(clock.msOfDay / HOUR_MS);
    profile.follow(mean);
    const expected = profile.expected(slot);
    const share = profile.median > 0 ? (mean - expected) / profile.median : Number.NaN;
    windows.push(hour, Math.min(HIGHEST_SHARE, Math.max(LOWEST_SHARE, share)));
    steady.push(localHour, mean, !events.active);
    const days = day - own[FIRST_DAY];
    this.measure(days);
    const lost = mean < settings.lossShare * expected && share < -LOSS_DEVIATIONS * profile.deviation(slot);
    const loses = events.loses(lost) && days > settings.lossAfterDays;
    this.conclude(timeMs, hour, mean, share, loses);
    if (!events.active) profile.learn(slot, mean, share);
  }

  /** Finds the strongest evidence of the channels, in limits. */
  private measure(days: number): void {
    const { windows, limits, steady, events } = this;
    this.found = 0;
    const raised = this.caution * (1 + settings.strain * events.strain);
    for (let k = 0; k < CHANNELS; k++) {
      const lasting = windows.lasting(k);
      if (lasting !== lasting) continue;
      const limit = limits[k];
      limit.see(lasting);
      const { factor, least, afterDays } = channels[k];
      if (limit.spread === 0 || days < afterDays) continue;
      const found = lasting / (Math.max(least, limit.middle + factor * limit.spread) * raised);
      if (found <= this.found) continue;
      this.found = found;
      this.foundShare = lasting;
      this.foundChannel = k;
    }
    this.leakFound = 0;
    this.leakShare = 0;
    // Where the weekly shape changes with weather and work, the split says little: then the other channels have to do.
    const blunt = !(settings.offsetFactor * steady.deviation(1) < settings.offsetMost);
    if (days < settings.offsetAfterDays || blunt) return;
    // The last day alone may be one wild night: the longer windows must agree.
    const day = steady.found(0, settings.offsetFactor);
    for (let k = 1; k < SteadyFlow.WINDOWS.length; k++) {
      const found = Math.min(2 * day, steady.found(k, settings.offsetFactor)) / this.caution;
      if (!(found > this.leakFound)) continue;
      this.leakFound = found;
      this.leakShare = steady.steady(k);
    }
  }

  private conclude(timeMs: number, hour: number, mean: number, share: number, loses: boolean): void {
    const { events, own, steady, profile } = this;
    const silent = events.resting(hour);
    const before = events.active;
    if (share === share) this.follow(hour, share);
    if (events.leakEnds(hour, steady)) {
      steady.clear();
      this.forget();
    }
    const leaks = (events.active || !events.resting(hour)) && events.leak(hour, this.leakFound, this.leakShare);
    if (loses && !silent) {
      const nothing = mean <= NOTHING * this.expected;
      this.raise(timeMs, hour, CERTAIN, share, nothing ? 'no_flow' : 'shift_down', settings.lossHours);
    } else if (!silent && !before && this.found > 1) {
      const { hours, step } = channels[this.foundChannel];
      const cause = !step || hours > 2 * HOURS_A_DAY ? 'drift_up' : 'shift_up';
      this.raise(timeMs, hour, this.found, this.foundShare, cause, hours);
    } else if (!silent && !before && leaks) {
      this.raise(timeMs, hour, this.leakFound, (this.leakShare * steady.level) / profile.median, 'night_flow', 0);
    } else {
      own[HELD] = events.leaking ? Math.max(ALARM_SCORE, scoreOf(this.leakFound)) : 0;
      this.score = own[HELD] > 0 ? own[HELD] : Math.min(SILENT, scoreOf(Math.max(this.found, this.leakFound)));
    }
  }

  private follow(hour: number, share: number): void {
    const { events, profile } = this;
    const change = events.follow(hour, share);
    if (change === Change.none) return;
    if (change === Change.settled) profile.shift(events.size * profile.median);
    else if (change === Change.undone) profile.shift(-events.undo() * profile.median);
    if (change === Change.ended && !events.leaking) this.steady.clear();
    this.forget();
  }

  /** What was seen lately belongs to what is over now. */
  private forget(): void {
    this.windows.clear();
    this.profile.forget();
    if (!this.events.leaking) this.own[HELD] = 0;
  }

  private raise(timeMs: number, hour: number, found: number, share: number, cause: SeriesCause, hours: number): void {
    const { own, events, profile } = this;
    events.start(hour, share);
    profile.forget();
    this.score = scoreOf(Math.max(found, 1));
    own[CAUSE] = seriesCauses.indexOf(cause);
    own[SINCE] = timeMs - hours * HOUR_MS;
    own[SIZE] = share * profile.median;
  }

  private judgeFault(timeMs: number, value: number, fault: GateResult): void {
    const { own, events, gate, windows, profile } = this;
    const hour = Math.floor(timeMs / HOUR_MS);
    if (own[STUCK] === 1 || (fault !== Gate.stuck && events.resting(hour))) return;
    own[CAUSE] = seriesCauses.indexOf(fault === Gate.stuck ? 'stuck' : 'range');
    own[SINCE] = fault === Gate.stuck ? gate.runSinceMs : timeMs;
    own[SIZE] = fault === Gate.stuck ? Number.NaN : value - this.expected;
    own[STUCK] = 1;
    this.score = scoreOf(CERTAIN);
    events.rest(hour);
    if (fault !== Gate.stuck) return;
    for (let back = Math.floor(gate.runSinceMs / HOUR_MS); back <= hour; back++) {
      windows.remove(back);
      this.clock.set(back * HOUR_MS);
      profile.forgetSlot(this.slot());
    }
  }

  private closeDay(day: number, hour: number): void {
    const { own, events, windows, limits, steady } = this;
    const learn = !events.active && !events.resting(hour);
    windows.closeDay(own[DAY], day, !events.active);
    for (let k = 0; k < CHANNELS; k++) limits[k].closeDay(learn, channels[k].least);
    if (learn) steady.closeDay();
    events.closeDay(day - own[DAY]);
    own[DAY] = day;
  }
}

/** 0 for no evidence, 0.5 at the limit, towards 1 beyond. */
function scoreOf(found: number): number {
  return found > 0 ? 1 - 2 ** -found : 0;
}
