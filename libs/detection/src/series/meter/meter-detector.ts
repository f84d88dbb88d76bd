import { Allotment, HEADER_CELLS, LocalClock, checkedMemory, newMemory } from '../blocks';
import { seriesCauses, type SeriesCause, type SeriesDetector, type SeriesOptions } from '../series-detector';
import { DailyRecords } from './daily-records';
import { FloorWindows } from './floor-windows';
import { HourlyUse } from './hourly-use';
import { meterSettings as settings } from './meter-settings';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Kind and version of the memory. */
const FORM = 2201;
const { windows } = settings;
const WINDOWS = windows.length;
/** Largest score of a row that raises nothing. */
const SILENT = 0.49;
/** Evidence, in limits, of what needs no statistics. */
const CERTAIN = 3;
/** An event of flow is over when less than this share of it is left for this many steps, or after these days. */
const LEFT = 0.5;
const QUIET_STEPS = 2;
const LONGEST_DAYS = 60;
/** A pause shorter than this, h, is no pause to remember. */
const LEAST_PAUSE = 6;
/** Steps back that are remembered. */
const BACKS = 8;
/** Days for one false alarm at which limits are as they were chosen, and how they change when those days double. */
const USUAL_DAYS = 90;
const CAUTION_STEP = 0.12;

const TIME = 0;
const SEEN = 1;
const FIRST = 2;
const DAY = 3;
const STRAIN = 4;
const FLOWING = 5;
const FLOW_SINCE = 6;
const FLOW_SIZE = 7;
const FLOW_FLOOR = 8;
const QUIET = 9;
const PAUSE_SINCE = 10;
const LONGEST_PAUSE = 11;
const STOPPED = 12;
const USED = 13;
const BACK_UNTIL = 14;
const BACK_RESTS = 15;
const BACK_NEXT = 16;
const CAUSE = 17;
const SINCE = 18;
const SIZE = 19;
const JUMPED = 20;
const OWN_CELLS = 21;

const CELLS =
  HourlyUse.CELLS +
  FloorWindows.CELLS +
  WINDOWS * DailyRecords.cells(settings.recordDays) +
  2 * BACKS +
  WINDOWS +
  OWN_CELLS;

/**
 * Watches the counter of a household: flow that never pauses (a leak) and heavy flow for hours (a burst), both against
 * what this household did before; a counter that stands still for longer than ever; one that runs backwards or jumps.
 * Fires once an event. State 6 KB.
 *
 * The least flow over the last 3 hours to 3 days is compared with the records of the same over the last months: a
 * continuous version of the minimum night flow of a single connection.
 */
export class MeterDetector implements SeriesDetector {
  readonly kind = 'meter';
  score = 0;
  expected = Number.NaN;
  lower = Number.NaN;
  upper = Number.NaN;

  private readonly memory: Float64Array;
  private readonly own: Float64Array;
  private readonly clock: LocalClock;
  private readonly use: HourlyUse;
  private readonly floors: FloorWindows;
  private readonly records: readonly DailyRecords[];
  private readonly backs: Float64Array;
  /** Highest floors of the running event, by window; -1: none. */
  private readonly highest: Float64Array;
  private readonly caution: number;
  private readonly rangeMin: number;
  private readonly rangeMax: number;

  constructor(options: SeriesOptions = {}, saved?: Float64Array) {
    this.memory = saved === undefined ? newMemory(FORM, CELLS) : checkedMemory(saved, FORM, CELLS);
    const parts = new Allotment(this.memory);
    parts.take(HEADER_CELLS);
    this.clock = new LocalClock(options.timeZone);
    this.use = new HourlyUse(parts.take(HourlyUse.CELLS));
    this.floors = new FloorWindows(
      parts.take(FloorWindows.CELLS),
      windows.map(({ hours }) => hours),
    );
    const cells = DailyRecords.cells(settings.recordDays);
    this.records = windows.map(() => new DailyRecords(parts.take(cells), settings.recordDays));
    this.backs = parts.take(2 * BACKS);
    this.highest = parts.take(WINDOWS);
    this.own = parts.take(OWN_CELLS);
    const doublings = Math.log2((options.daysPerFalseAlarm ?? USUAL_DAYS) / USUAL_DAYS);
    this.caution = Math.min(1.6, Math.max(0.7, 1 + CAUTION_STEP * doublings));
    this.rangeMin = options.rangeMin ?? Number.NEGATIVE_INFINITY;
    this.rangeMax = options.rangeMax ?? Number.POSITIVE_INFINITY;
  }

  get active(): boolean {
    const { own } = this;
    return own[FLOWING] === 1 || own[STOPPED] === 1 || own[BACK_UNTIL] > own[TIME];
  }

  get cause(): SeriesCause {
    return seriesCauses[this.own[CAUSE]] ?? 'none';
  }

  get since(): number {
    return this.own[CAUSE] === 0 ? Number.NaN : this.own[SINCE];
  }

  /** Size of the flow, L/h; what ran backwards or jumped, L; NaN while it stands still. */
  get size(): number {
    return this.own[CAUSE] === 0 ? Number.NaN : this.own[SIZE];
  }

  push(timeMs: number, value: number): void {
    const { own, use } = this;
    this.score = 0;
    if (own[SEEN] > 0 && timeMs <= own[TIME]) return;
    if (!(value - value === 0)) return;
    own[TIME] = timeMs;
    if (own[SEEN] === 0) own[FIRST] = timeMs;
    own[SEEN] = 1;
    if (value < this.rangeMin || value > this.rangeMax) {
      this.raise(CERTAIN, 'range', timeMs, value);
      return;
    }
    if (use.push(timeMs, value)) this.judgeStep(timeMs);
    if (this.score < 0.5 && !this.active) own[CAUSE] = 0;
  }

  save(): Float64Array {
    return this.memory.slice();
  }

  private judgeStep(timeMs: number): void {
    const { own, use, floors } = this;
    this.clock.set(timeMs);
    if (this.clock.day !== own[DAY]) this.closeDay();
    if (use.litres < 0) this.judgeBack(timeMs, -use.litres);
    const jumped = use.rate > settings.jumpLitresPerHour;
    if (jumped && own[JUMPED] === 0) this.raise(CERTAIN, 'step', timeMs - use.hours * HOUR_MS, use.litres);
    own[JUMPED] = jumped ? 1 : 0;
    this.judgePause(timeMs);
    own[USED] += jumped ? 0 : Math.max(0, use.litres);
    const rate = jumped ? 0 : use.rate;
    floors.push(timeMs, use.hours, rate);
    this.judgeFlow(timeMs);
    if (own[FLOWING] === 1) this.followFlow(timeMs, rate);
  }

  private judgeFlow(timeMs: number): void {
    const { own, records, highest } = this;
    const ready = timeMs - own[FIRST] >= settings.afterDays * DAY_MS;
    const raised = this.caution * (1 + settings.strain * own[STRAIN]);
    let found = 0;
    let at = 0;
    for (let k = 0; k < WINDOWS; k++) {
      const floor = this.floors.floors[k];
      if (floor !== floor) continue;
      records[k].see(floor);
      if (own[FLOWING] === 1 && floor > highest[k]) highest[k] = floor;
      if (!ready || records[k].entries < settings.leastDays) continue;
      const { factor, more } = windows[k];
      const evidence = floor / (factor * records[k].record * raised + more);
      if (evidence <= found) continue;
      found = evidence;
      at = k;
    }
    const floor = this.floors.floors[at];
    this.expected = records[0].record;
    this.lower = 0;
    this.upper = windows[0].factor * records[0].record * raised + windows[0].more;
    const higher = settings.higherFactor * own[FLOW_FLOOR] + settings.higherMore;
    if (found <= 1 || (own[FLOWING] === 1 && floor <= higher)) {
      this.score = Math.max(this.score, Math.min(SILENT, scoreOf(found)));
      return;
    }
    if (own[FLOWING] === 0)
      for (let k = 0; k < WINDOWS; k++) highest[k] = records[k].today === records[k].today ? records[k].today : -1;
    own[FLOWING] = 1;
    own[FLOW_SINCE] = timeMs;
    own[FLOW_FLOOR] = floor;
    own[FLOW_SIZE] = floor - records[at].record;
    own[QUIET] = 0;
    own[STRAIN] += 1;
    const cause = windows[at].hours >= 24 ? 'continuous_flow' : 'shift_up';
    this.raise(found, cause, timeMs - windows[at].hours * HOUR_MS, own[FLOW_SIZE]);
  }

  private followFlow(timeMs: number, rate: number): void {
    const { own, records, highest } = this;
    own[QUIET] = rate < LEFT * own[FLOW_SIZE] ? own[QUIET] + 1 : 0;
    if (own[QUIET] < QUIET_STEPS && timeMs - own[FLOW_SINCE] < LONGEST_DAYS * DAY_MS) return;
    own[FLOWING] = 0;
    // The whole event counts as one day of the household's history.
    for (let k = 0; k < WINDOWS; k++) {
      if (highest[k] >= 0) records[k].add(highest[k]);
      records[k].skip();
    }
  }

  private judgePause(timeMs: number): void {
    const { own, use } = this;
    if (use.litres > 0) {
      if (own[PAUSE_SINCE] > 0) {
        const hours = (timeMs - use.hours * HOUR_MS - own[PAUSE_SINCE]) / HOUR_MS;
        if (hours > LEAST_PAUSE && hours > own[LONGEST_PAUSE]) own[LONGEST_PAUSE] = hours;
      }
      own[PAUSE_SINCE] = 0;
      own[STOPPED] = 0;
      return;
    }
    if (own[PAUSE_SINCE] === 0) own[PAUSE_SINCE] = timeMs - use.hours * HOUR_MS;
    const hours = (timeMs - own[PAUSE_SINCE]) / HOUR_MS;
    const limit = Math.max(settings.stoppedDays * 24, settings.stoppedFactor * own[LONGEST_PAUSE]) * this.caution;
    const ready = own[USED] > 0 && timeMs - own[FIRST] > settings.afterDays * DAY_MS;
    if (own[STOPPED] === 1 || !ready || hours <= limit) return;
    own[STOPPED] = 1;
    this.raise(hours / limit, 'no_flow', own[PAUSE_SINCE], Number.NaN);
  }

  private judgeBack(timeMs: number, litres: number): void {
    const { own, backs } = this;
    const at = own[BACK_NEXT] % BACKS;
    backs[2 * at] = timeMs;
    backs[2 * at + 1] = litres;
    own[BACK_NEXT] += 1;
    let sum = 0;
    let steps = 0;
    let first = timeMs;
    for (let i = 0; i < Math.min(own[BACK_NEXT], BACKS); i++) {
      if (timeMs - backs[2 * i] >= settings.backHours * HOUR_MS) continue;
      sum += backs[2 * i + 1];
      steps += 1;
      first = Math.min(first, backs[2 * i]);
    }
    const many = steps >= settings.backSteps && sum >= settings.backLitres;
    if (!many && sum < settings.backAtOnceLitres) return;
    own[BACK_UNTIL] = timeMs + settings.backHours * HOUR_MS;
    if (timeMs < own[BACK_RESTS]) return;
    own[BACK_RESTS] = timeMs + settings.restDays * DAY_MS;
    this.raise(CERTAIN, 'reverse_flow', first, -sum);
  }

  private raise(found: number, cause: SeriesCause, sinceMs: number, size: number): void {
    this.score = scoreOf(Math.max(1, found));
    this.own[CAUSE] = seriesCauses.indexOf(cause);
    this.own[SINCE] = sinceMs;
    this.own[SIZE] = size;
  }

  private closeDay(): void {
    const { own, records } = this;
    const days = own[DAY] === 0 ? 0 : this.clock.day - own[DAY];
    own[STRAIN] *= Math.exp(-days / settings.strainDays);
    for (let k = 0; k < WINDOWS; k++) {
      if (own[FLOWING] === 1) records[k].skip();
      else records[k].closeDay();
    }
    own[DAY] = this.clock.day;
  }
}

/** 0 for no evidence, 0.5 at the limit, towards 1 beyond. */
function scoreOf(found: number): number {
  return found > 0 ? 1 - 2 ** -found : 0;
}
