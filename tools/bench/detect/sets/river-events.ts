import { isNoData } from '@app/detection';
import type { Figure } from '../bench-set';
import { type Detection, type EventScore, type LabelledEvent, scoreEvents } from '../score/events';
import { alarmsOf, BUDGETS, type NamedSeries } from './series-events';

const HOUR_MS = 3_600_000;
const MIN_GAP_H = 6;
const TOLERANCE_H = 1;
const PLAIN_ROWS = 96;
const PLAIN_SIGMAS = 6;
export const PLAIN_RULE = `${PLAIN_SIGMAS} sigma from the mean of ${PLAIN_ROWS} rows, or no data`;

/** Series of river sensors by site, with labelled events. */
export interface RiverTask {
  /** Name of the site of a series. */
  readonly siteOf: (series: NamedSeries) => string;
  readonly series: readonly NamedSeries[];
  readonly events: readonly LabelledEvent[];
}

/** An alarm may come one hour before or after an event; alarms within six hours of a counted one do not count. */
export function scoreRivers(events: readonly LabelledEvent[], alarms: readonly Detection[]): EventScore {
  const widened = events.map((event) => ({
    ...event,
    startH: event.startH - TOLERANCE_H,
    endH: event.endH + TOLERANCE_H,
  }));
  return scoreEvents(widened, alarms, MIN_GAP_H);
}

/** The detector as it is shipped, on every series. */
export function shippedRivers({ series, events }: RiverTask): EventScore {
  return scoreRivers(
    events,
    series.flatMap((each) => alarmsOf('quality', each)),
  );
}

/** For each site the caution that does best on the other sites; the settings inside the detector are not chosen anew. */
export function leaveSiteOut({ series, events, siteOf }: RiverTask): EventScore {
  const alarms = BUDGETS.map((daysPerFalseAlarm) =>
    series.map((each) => alarmsOf('quality', each, { daysPerFalseAlarm })),
  );
  const held: Detection[] = [];
  for (const site of new Set(series.map(siteOf))) {
    const others = new Set(series.filter((each) => siteOf(each) !== site).map(({ name }) => name));
    const known = events.filter((event) => others.has(event.series));
    const scores = alarms.map((each) =>
      f1Of(
        scoreRivers(
          known,
          each.flat().filter((alarm) => others.has(alarm.series)),
        ),
      ),
    );
    const best = alarms[scores.indexOf(Math.max(...scores))] ?? [];
    held.push(...best.flat().filter((alarm) => !others.has(alarm.series)));
  }
  return scoreRivers(events, held);
}

/** What anyone would try first: far from the mean of the last day, or a code for "no data". */
export function plainRivers({ series, events }: RiverTask): EventScore {
  return scoreRivers(events, series.flatMap(plainAlarms));
}

function plainAlarms({ name, times, values }: NamedSeries): Detection[] {
  const alarms: Detection[] = [];
  const recent: number[] = [];
  let missing = false;
  for (let i = 0; i < times.length; i++) {
    const value = values[i] as number;
    const none = Number.isNaN(value) || isNoData(value);
    const mean = recent.reduce((sum, each) => sum + each, 0) / recent.length;
    const variance = recent.reduce((sum, each) => sum + (each - mean) ** 2, 0) / recent.length;
    const far = recent.length === PLAIN_ROWS && Math.abs(value - mean) > PLAIN_SIGMAS * Math.sqrt(variance);
    if (none ? !missing && i > 0 : far) alarms.push({ series: name, atH: (times[i] as number) / HOUR_MS });
    missing = none;
    if (none) continue;
    recent.push(value);
    if (recent.length > PLAIN_ROWS) recent.shift();
  }
  return alarms;
}

/** Harmonic mean of recall and precision; 0 where there is nothing to divide by. */
export function f1Of({ recall, precision }: EventScore): number {
  return recall === null || precision === null || recall + precision === 0
    ? 0
    : (2 * recall * precision) / (recall + precision);
}

/** Figures of a score beside those of the plain rule. */
export function riverFigures(name: string, ours: EventScore, plain: EventScore, held: boolean): Figure[] {
  const figure = (
    what: string,
    of: (score: EventScore) => number,
    must: number | null,
    aim: number | null,
  ): Figure => ({
    name: `${what}, ${name}`,
    ours: of(ours),
    published: null,
    baseline: { value: of(plain), rule: PLAIN_RULE },
    must,
    aim,
  });
  return [
    figure('event F1', f1Of, held ? 0.5 : null, held ? 0.65 : null),
    figure('recall', ({ recall }) => recall ?? 0, null, null),
    figure('precision', ({ precision }) => precision ?? 0, null, null),
  ];
}
