import type { InpNetwork } from '../network';
import type { LeakTable } from './leak-table';
import { patternDemands, shadowZones, type ShadowZone } from './shadow-zones';

/** A leak that a zone's inflow tells of; where in the zone is not known. */
export interface InflowAlarm {
  /** A metered inlet of the zone. */
  readonly linkId: string;
  /** When it was known and when it began, clock of the table, Unix ms. */
  readonly timeMs: number;
  readonly startMs: number;
  /** m3/h more than before. */
  readonly sizeM3h: number;
  /** How clear it is, in standard deviations of a day. */
  readonly sigmas: number;
}

/** The few things that are tuned, in standard deviations of a day's leak flow and days. */
export interface InflowSettings {
  /** Step of a day's mean that makes an alarm. */
  readonly step: number;
  /** Cumulated excess that makes an alarm, and what a day must exceed to count. */
  readonly sum: number;
  readonly slack: number;
}

export const inflowDefaults: InflowSettings = { step: 5, sum: 7, slack: 0.6 };

const WEEK = 168;
const DAY = 24;
/** Hours between two looks. */
const LOOK_HOURS = 3;
/** A day's leak flow is never known better than this, m3/h. */
const LEAST_DEVIATION = 0.5;
/** The last hours that must show a leak too, and the share of its size that they must show. */
const RECENT_HOURS = 6;
const SHOWN_SHARE = 0.4;
/** Days before the present that make the baseline: from, to. */
const BASELINE_DAYS = [28, 3] as const;

/** The constant part of a zone's inflow, look by look, m3/h. */
interface ZoneCourse {
  readonly linkId: string;
  /** Over the day before each look. */
  readonly leak: Float64Array;
  /** Over the last hours before each look, with the people's behaviour of two days ago. */
  readonly recent: Float64Array;
}

/**
 * Watches leaks by flows alone. People's use follows the patterns of the model, larger or smaller from day to day; a leak runs day and
 * night alike. So each day's inflow is split by regression into a multiple of the pattern and a constant, and the constant is watched
 * for steps and for slow growth. Nothing later than a moment is used for it.
 */
export class InflowWatch {
  private readonly courses: readonly ZoneCourse[];

  /** @param table - hourly means; pressures are not used */
  constructor(
    network: InpNetwork,
    private readonly table: LeakTable,
  ) {
    const demands = patternDemands(network, 3600, WEEK);
    const zones = shadowZones(network, new Set(table.flows.keys()), new Set(table.levels.keys()));
    const parts = zones.map((zone) => {
      const pattern = Float64Array.from({ length: WEEK }, (_, hour) =>
        zone.junctions.reduce((sum, id) => sum + (demands.get(id)?.[hour] as number), 0),
      );
      return { zone, inflow: zoneInflow(zone, table), pattern };
    });
    const turn = weekTurn(parts);
    const split = parts.map(({ zone, inflow, pattern }) => {
      const turned = pattern.map((_, hour) => pattern[(hour + turn) % WEEK] as number);
      return { zone, inflow, pattern: turned, ...byDay(inflow, turned) };
    });
    // The level of a tank is too coarse for the course of a day: where there is one, people are taken to behave as in the largest zone without.
    const steady = split
      .filter(({ zone }) => zone.tanks.length === 0)
      .toSorted((a, b) => b.zone.junctions.length - a.zone.junctions.length)[0];
    this.courses = split.map(({ zone, inflow, pattern, factor, constant }) => {
      const borrowed = zone.tanks.length > 0 && steady !== undefined ? steady.factor : null;
      const former = (borrowed ?? factor).map((_, look, all) => all[look - (2 * DAY) / LOOK_HOURS] ?? Number.NaN);
      return {
        linkId: zone.inlets[0]?.linkId ?? '',
        leak: borrowed === null ? constant : rest(inflow, pattern, borrowed, DAY),
        recent: rest(inflow, pattern, former, RECENT_HOURS),
      };
    });
  }

  /** Alarms of the whole table in the order of time. */
  alarms(settings: InflowSettings = inflowDefaults): InflowAlarm[] {
    return this.courses
      .flatMap(({ linkId, leak, recent }) => watch(leak, recent, linkId, this.table.startMs, settings))
      .toSorted((a, b) => a.timeMs - b.timeMs);
  }

  /**
   * By how much the constant inflow of a zone is higher in the last hours than in the days before a leak.
   * @param linkId - first inlet of the zone
   * @param days - how many days before
   * @returns m3/h; NaN when not known
   */
  rise(linkId: string, startMs: number, timeMs: number, days = 4): number {
    const course = this.courses.find((candidate) => candidate.linkId === linkId);
    if (course === undefined) return Number.NaN;
    const lookOf = (ms: number): number => Math.floor((ms - this.table.startMs) / (LOOK_HOURS * 3_600_000));
    const start = lookOf(startMs);
    const before = middle(
      finite(course.leak.subarray(Math.max(0, start - ((days - 1) * DAY) / LOOK_HOURS), start + 1)),
    );
    return (course.recent[lookOf(timeMs)] ?? Number.NaN) - before;
  }
}

/** Alarms of {@link InflowWatch} over a table. */
export function inflowLeaks(
  network: InpNetwork,
  table: LeakTable,
  settings: InflowSettings = inflowDefaults,
): InflowAlarm[] {
  // How a tank filled is known when the hour after is over.
  const waitMs = table.levels.size > 0 ? 3_600_000 : 0;
  return new InflowWatch(network, table).alarms(settings).map((alarm) => ({ ...alarm, timeMs: alarm.timeMs + waitMs }));
}

/** Net inflow of a zone by hour; what fills a tank is taken off. */
export function zoneInflow({ inlets, tanks }: ShadowZone, { flows, levels, steps }: LeakTable): Float64Array {
  return Float64Array.from({ length: steps }, (_, hour) => {
    const flow = inlets.reduce((sum, { linkId, sign }) => sum + sign * (flows.get(linkId)?.[hour] as number), 0);
    return tanks.reduce((sum, { id, areaM2 }) => {
      const level = levels.get(id) as Float64Array;
      const [before, after] = [level[hour - 1] ?? level[hour], level[hour + 1] ?? level[hour]];
      return sum - (areaM2 * ((after as number) - (before as number))) / 2;
    }, flow);
  });
}

/** Whole days, in hours, by which the patterns must be turned to fit the first week best. */
function weekTurn(parts: readonly { readonly inflow: Float64Array; readonly pattern: Float64Array }[]): number {
  let best = 0;
  let bestFit = -Infinity;
  for (let turn = 0; turn < WEEK; turn += DAY) {
    const fit = parts.reduce((sum, { inflow, pattern }) => {
      const turned = pattern.map((_, hour) => pattern[(hour + turn) % WEEK] as number);
      return sum + correlation(turned, inflow.subarray(0, WEEK));
    }, 0);
    if (fit > bestFit + 1e-9) [best, bestFit] = [turn, fit];
  }
  return best;
}

function correlation(pattern: Float64Array, inflow: Float64Array): number {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  inflow.forEach((value, hour) => {
    if (!Number.isFinite(value)) return;
    const a = pattern[hour % WEEK] as number;
    n += 1;
    x += a;
    y += value;
    xx += a * a;
    yy += value * value;
    xy += a * value;
  });
  return (n * xy - x * y) / Math.sqrt(Math.max(1e-9, (n * xx - x * x) * (n * yy - y * y)));
}

/** Multiple of the pattern and constant part of the inflow (m3/h) over the 24 hours before each look; NaN where hours are missing. */
function byDay(inflow: Float64Array, pattern: Float64Array): { factor: Float64Array; constant: Float64Array } {
  const looks = Math.floor(inflow.length / LOOK_HOURS) + 1;
  const factor = new Float64Array(looks).fill(Number.NaN);
  const constant = new Float64Array(looks).fill(Number.NaN);
  for (let look = DAY / LOOK_HOURS; look < looks; look += 1) {
    const end = look * LOOK_HOURS;
    let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
    for (let hour = end - DAY; hour < end; hour += 1) {
      const [a, b] = [pattern[hour % WEEK] as number, inflow[hour] as number];
      // Use strays in proportion to itself, so each hour weighs with the inverse of its square.
      const weight = 1 / (a * a);
      w += weight;
      x += weight * a;
      y += weight * b;
      xx += weight * a * a;
      xy += weight * a * b;
    }
    const multiple = (w * xy - x * y) / (w * xx - x * x);
    factor[look] = multiple;
    constant[look] = (y - multiple * x) / w;
  }
  return { factor, constant };
}

/** What is left of a zone's inflow over the hours before each look when its people behave as the factors say, m3/h. */
function rest(inflow: Float64Array, pattern: Float64Array, factor: Float64Array, hours: number): Float64Array {
  return factor.map((multiple, look) => {
    let sum = 0;
    for (let hour = look * LOOK_HOURS - hours; hour < look * LOOK_HOURS; hour += 1)
      sum += (inflow[hour] as number) - multiple * (pattern[hour % WEEK] as number);
    return sum / hours;
  });
}

function watch(
  leak: Float64Array,
  recent: Float64Array,
  linkId: string,
  startMs: number,
  settings: InflowSettings,
): InflowAlarm[] {
  const looksADay = DAY / LOOK_HOURS;
  const alarms: InflowAlarm[] = [];
  let from = looksADay;
  let [sum, sumFrom, confirmed] = [0, 0, 0];
  for (let look = from; look < leak.length; look += 1) {
    const value = leak[look] as number;
    const [oldest, newest] = BASELINE_DAYS;
    // Right after a change the baseline is what there is.
    const past = finite(
      leak.subarray(Math.max(from, look - oldest * looksADay), Math.max(from + looksADay, look - newest * looksADay)),
    );
    if (!Number.isFinite(value) || past.length < looksADay || look - from < 2 * looksADay) continue;
    const level = middle(past);
    const deviation = dayDeviation(leak, look, looksADay);
    const excess = (value - level) / deviation;
    if (look % looksADay === 0) {
      const next = Math.max(0, sum + excess - settings.slack);
      if (sum === 0 && next > 0) sumFrom = look - looksADay;
      sum = next;
    }
    confirmed = Math.abs(excess) > settings.step ? Math.sign(excess) * (Math.abs(confirmed) + 1) : 0;
    const step = Math.abs(confirmed) >= 2;
    if (!step && sum < settings.sum) continue;
    const shows = (recent[look] as number) - level > SHOWN_SHARE * (value - level);
    if (!shows && (!step || confirmed > 0)) continue;
    if (!step || confirmed > 0) {
      alarms.push({
        linkId,
        timeMs: startMs + look * LOOK_HOURS * 3_600_000,
        startMs: startMs + (step ? look - looksADay : sumFrom) * LOOK_HOURS * 3_600_000,
        sizeM3h: value - level,
        sigmas: excess,
      });
    }
    [sum, confirmed] = [0, 0];
    // Until a day has passed the window holds both states.
    from = look + looksADay;
  }
  return alarms;
}

/** Standard deviation of a day's constant, from how it differs from day to day over four weeks (robust). */
function dayDeviation(leak: Float64Array, look: number, looksADay: number): number {
  const steps: number[] = [];
  for (let at = look; at > Math.max(looksADay, look - 28 * looksADay); at -= looksADay) {
    const step = Math.abs((leak[at] as number) - (leak[at - looksADay] as number));
    if (Number.isFinite(step)) steps.push(step);
  }
  // Fewer than a week of days tells little: a cautious figure until then.
  const floor = steps.length < 7 ? 2 * LEAST_DEVIATION : LEAST_DEVIATION;
  return Math.max(floor, (1.4826 * middle(steps)) / Math.SQRT2);
}

function finite(values: Float64Array): number[] {
  return Array.from(values).filter(Number.isFinite);
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? Number.NaN : (sorted[sorted.length >> 1] as number);
}
