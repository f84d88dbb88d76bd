import {
  Allotment,
  EventLogic,
  Gate,
  HEADER_CELLS,
  QualityGate,
  Tail,
  checkedMemory,
  newMemory,
  scoreOf,
  type GateResult,
} from '../blocks';
import { seriesCauses, type SeriesCause, type SeriesDetector, type SeriesOptions } from '../series-detector';
import { isNoData, qualitySettings as settings } from './quality-settings';
import { RecentRows } from './recent-rows';

const DAY_MS = 86_400_000;
/** Kind and version of the memory. */
const FORM = 2301;
/** Evidence, in limits, of what needs no statistics. */
const CERTAIN = 4;
/** Largest score of a row that raises nothing. */
const SILENT = 0.49;
/** Rows closer than this are not asked to be rarer, ms. */
const LEAST_INTERVAL_MS = 60_000;
/** Rows after which the usual change is known well enough to bound what is learned, and what it is bounded to. */
const ROUGHLY_KNOWN = 50;
const BOUND = 6;
/** Rows after which a value near zero can be called nothing. */
const NOTHING_AFTER = 16;
/** A row without a value that comes sooner than this part of the usual interval is no missing reading. */
const SOON = 0.75;
/** A level is a usual one within this factor. */
const USUAL_TIMES = 4;
/** Changes are cut here, so that products of them are numbers. */
const MOST = 1e150;

const CAUSE = 0;
const SINCE = 1;
const SIZE = 2;
const LOCAL = 3;
const LONG = 4;
const SEEN = 5;
const MISSING = 6;
const GAPS = 7;
const FAULT = 8;
const LEVEL_LOST = 9;
const LOST_SINCE = 10;
const USUAL = 11;
const RUN = 12;
const EQUAL = 13;
const OWN_CELLS = 14;
const CELLS = QualityGate.CELLS + 2 * Tail.CELLS + EventLogic.CELLS + RecentRows.CELLS + OWN_CELLS;

/**
 * Judges water-quality probes (temperature, conductivity, pH, oxygen, turbidity, chlorine) and levels of rivers. Weather
 * moves these more than the time of day does, so no course is expected. What gives a fault away is how suddenly it comes
 * and goes:
 * - a jump, measured in usual changes from row to row (now and in the long run) and calibrated on the jumps of the series
 *   itself (peaks over threshold, see {@link Tail}), is an alarm on its row if it is rarer than the allowed false alarms;
 * - an excursion of up to three rows that ends as suddenly as it began is one when it ends, and needs to be less rare:
 *   rain lets turbidity and stage rise at once, but fall slowly;
 * - so does a jump from a value that stood still for some rows, as while a probe is handled; the evidence of both is added;
 * - a value that drops to nothing in a series far from zero, is out of the range of the instrument, stands still, or is
 *   missing where hardly any is missing, is one at once, and the event goes on until that is over.
 * State about 1 KB.
 */
export class QualityDetector implements SeriesDetector {
  readonly kind = 'quality';
  score = 0;
  expected = Number.NaN;

  private readonly memory: Float64Array;
  private readonly own: Float64Array;
  private readonly gate: QualityGate;
  private readonly jumps: Tail;
  private readonly returns: Tail;
  private readonly events: EventLogic;
  private readonly rows: RecentRows;
  private readonly days: number;
  private median = Number.NaN;
  private scale = Number.NaN;
  /** Strongest evidence of this row, in limits, and what comes with it. */
  private evidence = 0;
  private found: SeriesCause = 'none';
  private foundSince = Number.NaN;
  private foundSize = Number.NaN;

  constructor(options: SeriesOptions = {}, saved?: Float64Array) {
    this.memory = saved === undefined ? newMemory(FORM, CELLS) : checkedMemory(saved, FORM, CELLS);
    const parts = new Allotment(this.memory);
    parts.take(HEADER_CELLS);
    this.gate = new QualityGate(parts.take(QualityGate.CELLS), { ...options, stuckMs: settings.stuckMs });
    this.jumps = new Tail(parts.take(Tail.CELLS), settings.tailMemory);
    this.returns = new Tail(parts.take(Tail.CELLS), settings.tailMemory);
    this.events = new EventLogic(parts.take(EventLogic.CELLS), { fire: 1, quietMs: settings.quietMs, restMs: 0 });
    this.rows = new RecentRows(parts.take(RecentRows.CELLS));
    this.own = parts.take(OWN_CELLS);
    this.days = options.daysPerFalseAlarm ?? 90;
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
    return Math.min(this.expected, this.median) - this.halfBand();
  }

  get upper(): number {
    return Math.max(this.expected, this.median) + this.halfBand();
  }

  push(timeMs: number, given: number): void {
    const { gate, own, rows } = this;
    this.score = 0;
    this.evidence = 0;
    this.found = 'none';
    const value = isNoData(given) ? Number.NaN : given;
    const result = gate.push(timeMs, value);
    if (result === Gate.late) return;
    if (result === Gate.missing) {
      this.judgeMissing(timeMs);
      return;
    }
    this.judgeGap();
    own[MISSING] = 0;
    let raised = true;
    if (own[SEEN] >= RecentRows.ROWS) {
      this.judgeChange(timeMs, value);
      raised = this.judgeNothing(timeMs, value);
      raised = this.judgeGate(timeMs, value, result) && raised;
    }
    this.conclude(timeMs, raised);
    rows.push(value);
    own[SEEN] += 1;
  }

  save(): Float64Array {
    return this.memory.slice();
  }

  private get ready(): boolean {
    return this.own[SEEN] > settings.learnRows;
  }

  private judgeChange(timeMs: number, value: number): void {
    const { own, gate, rows, jumps, returns } = this;
    const last = rows.back(1);
    this.expected = last;
    this.median = rows.median();
    this.scale = Math.max(Math.sqrt(own[LOCAL] * own[LONG]), settings.floor * own[LONG], gate.quantum);
    const { median, scale } = this;
    const change = Math.min(Math.abs(value - last), MOST);
    const deviation = value - median;
    const sameWay = deviation > 0 === value > last;
    const jump = sameWay && scale > 0 ? Math.min(change, Math.abs(deviation)) / scale : 0;
    const back = scale > 0 ? Math.min(change, rows.excursion(value, settings.reach)) / scale : 0;
    const base = this.base();
    if (jump > settings.leastJump) {
      const limit = base + settings.jumpMargin;
      if (this.ready) this.consider(jumps.evidence(jump) / limit, 'step', timeMs, deviation);
      learnBounded(jumps, jump, limit);
    } else jumps.learn(jump);
    this.judgeHeld(timeMs, change, jump, deviation);
    if (back > settings.leastReturn) {
      const limit = base + settings.returnMargin;
      const since = timeMs - rows.rowsAgo * gate.intervalMs;
      if (this.ready) this.consider(returns.evidence(back) / limit, 'spike', since, rows.peak - value);
      learnBounded(returns, back, limit);
    } else returns.learn(back);
    const bounded = own[SEEN] > ROUGHLY_KNOWN && change > BOUND * scale ? BOUND * scale : change;
    own[LOCAL] += Math.max(1 / settings.localRows, 1 / own[SEEN]) * (bounded - own[LOCAL]);
    own[LONG] += Math.max(1 / settings.longRows, 1 / own[SEEN]) * (bounded - own[LONG]);
  }

  /** A value that stands still for some rows and then jumps: a probe that was taken out, cleaned or calibrated. */
  private judgeHeld(timeMs: number, change: number, jump: number, deviation: number): void {
    const { own, gate } = this;
    const still = change === 0 ? 1 : 0;
    const run = own[RUN];
    if (this.ready && run > 0 && jump > settings.leastJump && run * gate.intervalMs <= settings.heldMs) {
      const held = -run * Math.log10(Math.max(own[EQUAL], 1 / own[SEEN]));
      const together = Math.min(held, settings.mostHeld) + this.jumps.evidence(jump);
      this.consider(together / (this.base() + settings.returnMargin), 'step', timeMs, deviation);
    }
    own[EQUAL] += Math.max(1 / settings.longRows, 1 / own[SEEN]) * (still - own[EQUAL]);
    own[RUN] = still === 1 ? run + 1 : 0;
  }

  /**
   * A fall to less than a tenth from one row to the next, as nature does not: of a probe that is dry, broken or
   * disconnected, if the level was a usual one; else the end of an excursion to ten times the usual.
   * @returns false on a row that only goes on reading nothing
   */
  private judgeNothing(timeMs: number, value: number): boolean {
    const { own, median, expected, scale } = this;
    const size = Math.abs(value);
    if (own[LEVEL_LOST] > 0) {
      if (size < settings.nothing * own[LEVEL_LOST] && timeMs - own[LOST_SINCE] < settings.settleMs) {
        const raised = this.evidence >= 1;
        this.consider(CERTAIN, 'range', own[LOST_SINCE], value - own[LEVEL_LOST]);
        return raised;
      }
      own[LEVEL_LOST] = 0;
    }
    const level = Math.abs(median);
    const known = own[SEEN] > NOTHING_AFTER && level > settings.farFromZero * scale && Math.abs(expected) > level / 2;
    const usual = own[USUAL];
    if (known && size < settings.nothing * level) {
      if (level < USUAL_TIMES * usual && level * USUAL_TIMES > usual) {
        own[LEVEL_LOST] = level;
        own[LOST_SINCE] = timeMs;
        this.consider(CERTAIN, 'range', timeMs, value - median);
        return true;
      }
      this.consider(CERTAIN, 'spike', timeMs - settings.reach * this.gate.intervalMs, median - value);
    }
    const bounded = own[SEEN] > ROUGHLY_KNOWN ? Math.min(size, USUAL_TIMES * usual + scale) : Math.min(size, MOST);
    own[USUAL] += Math.max(1 / settings.longRows, 1 / own[SEEN]) * (bounded - usual);
    return true;
  }

  /** @returns false on a row that only goes on standing still or being out of range */
  private judgeGate(timeMs: number, value: number, result: GateResult): boolean {
    const { own } = this;
    const before = own[FAULT];
    own[FAULT] = result === Gate.stuck || result === Gate.range ? result : 0;
    if (own[FAULT] === 0) return true;
    const raised = own[FAULT] !== before || this.evidence >= 1;
    if (result === Gate.stuck) this.consider(CERTAIN, 'stuck', this.gate.runSinceMs, 0);
    else this.consider(CERTAIN, 'range', timeMs, value - this.median);
    return raised;
  }

  /** No value where there should be one. */
  private judgeMissing(timeMs: number): void {
    const { own, gate } = this;
    const first = own[MISSING] === 0;
    if (first && timeMs - gate.lastMs < SOON * gate.intervalMs) return;
    if (first) {
      own[GAPS] += 1;
      // 2: is an alarm, and goes on being one.
      own[MISSING] = this.ready && this.isGapRare() ? 2 : 1;
    }
    if (own[MISSING] === 2) this.consider(CERTAIN, 'gap', gate.lastMs, Number.NaN);
    this.conclude(timeMs, first);
  }

  /** No row for long. */
  private judgeGap(): void {
    const { own, gate } = this;
    if (own[MISSING] !== 0 || gate.gapMs < Math.max(settings.gapMs, settings.gapIntervals * gate.intervalMs)) return;
    own[GAPS] += 1;
    if (this.ready && this.isGapRare()) this.consider(CERTAIN, 'gap', gate.lastMs - gate.gapMs, Number.NaN);
  }

  private isGapRare(): boolean {
    return (this.own[GAPS] - 2) * settings.rowsPerGap < this.own[SEEN];
  }

  private consider(evidence: number, cause: SeriesCause, since: number, size: number): void {
    if (evidence <= this.evidence) return;
    this.evidence = evidence;
    this.found = cause;
    this.foundSince = since;
    this.foundSize = size;
  }

  /** @param raised - false: the event goes on, but this row is no news */
  private conclude(timeMs: number, raised: boolean): void {
    const { own, events, evidence } = this;
    const before = events.active;
    events.push(timeMs, evidence);
    const score = scoreOf(evidence, 1);
    this.score = raised ? score : Math.min(SILENT, score);
    if (evidence >= 1) {
      own[CAUSE] = seriesCauses.indexOf(this.found);
      own[SIZE] = this.foundSize;
      if (!before) own[SINCE] = this.foundSince;
    } else if (!events.active) own[CAUSE] = 0;
  }

  /** Evidence of one chance among the rows of the days for which one false alarm is allowed. */
  private base(): number {
    const rows = (this.days * DAY_MS) / Math.max(this.gate.intervalMs, LEAST_INTERVAL_MS);
    return Math.max(1, Math.log10(rows));
  }

  private halfBand(): number {
    const limit = this.jumps.valueAt(this.base() + settings.jumpMargin);
    return Math.max(Number.isNaN(limit) ? 0 : limit, settings.leastJump) * this.scale;
  }
}

/** Learns a value, one far beyond the limit of an alarm as less, so that the next fault is found, too. */
function learnBounded(tail: Tail, value: number, limit: number): void {
  const bound = tail.valueAt(limit) * settings.clip;
  tail.learn(value > bound ? bound : value);
}
