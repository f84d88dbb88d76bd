import { ALARM_SCORE, type SeriesKind, type SeriesOptions, seriesDetector } from '@app/detection';
import { type Detection, type EventScore, falseAlarmsPerMonth, type LabelledEvent, scoreEvents } from '../score/events';

const HOUR_MS = 3_600_000;
/** Parts of a set; each is held out once. */
export const FOLDS = 5;
/** Days for one false alarm that are tried; the middle one is the product's default. */
export const BUDGETS = [22, 45, 90, 180, 360] as const;

/** A series of a set; times are the clock of the file as if it were UTC, ms. */
export interface NamedSeries {
  readonly name: string;
  readonly times: ArrayLike<number>;
  /** NaN where there is none. */
  readonly values: ArrayLike<number>;
}

/** Series with labelled events and how their alarms are counted. */
export interface EventTask {
  readonly kind: SeriesKind;
  readonly series: readonly NamedSeries[];
  readonly events: readonly LabelledEvent[];
  readonly minGapH: number;
  readonly spanDays: number;
  /** Whether a score on the training folds is better than another. */
  readonly better: (score: EventScore, than: EventScore, series: number) => boolean;
}

/** Alarms of the product's detector: every row with a score of an alarm. */
export function alarmsOf(kind: SeriesKind, series: NamedSeries, options?: SeriesOptions): Detection[] {
  const detector = seriesDetector(kind).create(options);
  const alarms: Detection[] = [];
  for (let i = 0; i < series.times.length; i++) {
    detector.push(series.times[i] as number, series.values[i] as number);
    if (detector.score >= ALARM_SCORE) alarms.push({ series: series.name, atH: (series.times[i] as number) / HOUR_MS });
  }
  return alarms;
}

/** The detector as it is shipped. */
export function shipped({ kind, series, events, minGapH }: EventTask): EventScore {
  return scoreEvents(
    events,
    series.flatMap((each) => alarmsOf(kind, each)),
    minGapH,
  );
}

/**
 * Cross-validated over series: for each fifth of them the caution is the one that does best on the others. The windows and
 * factors inside the detector are not chosen anew.
 */
export function crossValidated({ kind, series, events, minGapH, better }: EventTask): EventScore {
  const alarms = BUDGETS.map((daysPerFalseAlarm) => series.map((each) => alarmsOf(kind, each, { daysPerFalseAlarm })));
  const held: Detection[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const inFold = (place: number) => place % FOLDS === fold;
    const others = new Set(series.filter((_, place) => !inFold(place)).map(({ name }) => name));
    const known = events.filter((event) => others.has(event.series));
    let best: { budget: number; score: EventScore } | undefined;
    BUDGETS.forEach((_, budget) => {
      const training = (alarms[budget] ?? []).flatMap((each, place) => (inFold(place) ? [] : each));
      const score = scoreEvents(known, training, minGapH);
      if (best === undefined || better(score, best.score, others.size)) best = { budget, score };
    });
    series.forEach((_, place) => {
      if (inFold(place)) held.push(...(alarms[best?.budget ?? 0]?.[place] ?? []));
    });
  }
  return scoreEvents(events, held, minGapH);
}

/** False alarms a series and 30 days. */
export function monthly(score: EventScore, { series, spanDays }: EventTask): number {
  return falseAlarmsPerMonth(score, series.length, spanDays);
}
