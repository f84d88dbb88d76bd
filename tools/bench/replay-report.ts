import type { ReplaySummary } from '@app/simulation';
import type { Comparison } from './replay-expected';
import { type Detection, type EventScore, type Found, type LabelledEvent, scoreEvents } from './detect/score/events';
import type { ImportFigures } from './replay-world';

/** Alarms of one series this close together are one, h. */
const MIN_GAP_H = 24;

/** An alarm on the clock of its file. */
export interface FileAlarm extends Detection {
  readonly kind: string;
}

/** Sending and storing of one recording. */
export interface ReplayFigures extends Comparison {
  /** Seconds of sending, and readings by the way they took. */
  readonly seconds: number;
  readonly sent: { mqtt: number; http: number };
  /** Rows of the file in doubled hours. */
  readonly doubledRows: number;
  /** Readings that the platform says it got more than once, or refused. */
  readonly repeated: number;
  readonly refused: number;
  /** Alarms raised, by kind. */
  readonly alarms: Readonly<Record<string, number>>;
}

/** How alarms answer to labels. */
export interface LabelFigures {
  /** By alarms of the kind `stuck` only. */
  readonly stuck: Found & { readonly falseAlarms: number };
  /** Labelled events of other kinds, by alarms of any kind. */
  readonly otherEvents: Found & { readonly recall: number; readonly byKind: Readonly<Record<string, Found>> };
  /** Alarms of any kind outside of all events. */
  readonly falseAlarms: number;
  readonly falseAlarmsPerSeriesAnd30Days: number;
  readonly precision: number | null;
  readonly medianDelayH: number | null;
}

/** All that the benchmark measures. */
export interface ReplayReport {
  readonly bwdf: ReplayFigures & LabelFigures;
  readonly ltown: ReplayFigures & {
    readonly leaks: Pick<EventScore, 'events' | 'found' | 'falseAlarms'>;
    readonly network: ImportFigures;
  };
  readonly epanet: ImportFigures;
}

export function replayFigures(
  summary: ReplaySummary,
  comparison: Comparison,
  alarms: readonly FileAlarm[],
): ReplayFigures {
  const sent = (via: 'mqtt' | 'http'): number =>
    summary.series.filter((lane) => lane.via === via).reduce((total, lane) => total + lane.sent, 0);
  const { ledger } = summary;
  return {
    ...comparison,
    seconds: summary.seconds,
    sent: { mqtt: sent('mqtt'), http: sent('http') },
    doubledRows: summary.doubledRows,
    repeated: (ledger?.duplicate ?? 0) + (ledger?.conflict ?? 0),
    refused: ledger?.quarantined ?? 0,
    alarms: countKinds(alarms),
  };
}

/**
 * @param events - labels
 * @param days - length of the recording
 * @param seriesCount - series of the recording
 */
export function labelFigures(
  events: readonly LabelledEvent[],
  alarms: readonly FileAlarm[],
  days: number,
  seriesCount: number,
): LabelFigures {
  const all = scoreEvents(events, alarms, MIN_GAP_H);
  const stuckEvents = events.filter(({ kind }) => kind === 'stuck');
  const stuck = scoreEvents(
    stuckEvents,
    alarms.filter(({ kind }) => kind === 'stuck'),
    MIN_GAP_H,
  );
  const { stuck: _, ...byKind } = all.byKind;
  const others = Object.values(byKind);
  const total = { events: sum(others.map((kind) => kind.events)), found: sum(others.map((kind) => kind.found)) };
  return {
    stuck: { events: stuck.events, found: stuck.found, falseAlarms: stuck.falseAlarms },
    otherEvents: { ...total, recall: total.events === 0 ? 0 : rounded(total.found / total.events), byKind },
    falseAlarms: all.falseAlarms,
    falseAlarmsPerSeriesAnd30Days: rounded(all.falseAlarms / ((days / 30) * seriesCount)),
    precision: all.precision === null ? null : rounded(all.precision),
    medianDelayH: all.medianDelayH === null ? null : rounded(all.medianDelayH),
  };
}

/** Leaks of a town, by alarms of any of its flows; a leak counts for so many days only, as in a leaky town some leak always runs. */
export function leakFigures(
  leaks: readonly LabelledEvent[],
  alarms: readonly FileAlarm[],
  withinDays: number,
): EventScore {
  const town = 'town';
  const events = leaks.map((leak) => ({
    ...leak,
    series: town,
    endH: Math.min(leak.endH, leak.startH + withinDays * 24),
  }));
  return scoreEvents(
    events,
    alarms.map(({ atH }) => ({ series: town, atH })),
    MIN_GAP_H,
  );
}

/** The report for people. */
export function inWords({ bwdf, ltown, epanet }: ReplayReport): string {
  const lines = [
    row('', 'readings', 'stored', 'missing', 'twice', 'by MQTT', 'by HTTP', 'seconds'),
    ...(
      [
        ['districts', bwdf],
        ['L-Town', ltown],
      ] as const
    ).map(([name, { readings, stored, missing, duplicates, sent, seconds }]) =>
      row(name, readings, stored, missing, duplicates, sent.mqtt, sent.http, seconds),
    ),
    '',
    `Districts: stuck periods ${bwdf.stuck.found} of ${bwdf.stuck.events}, ${bwdf.stuck.falseAlarms} false; other events ${bwdf.otherEvents.found} of ${bwdf.otherEvents.events} (${kinds(bwdf.otherEvents.byKind)});`,
    `  ${bwdf.falseAlarms} false alarms, ${bwdf.falseAlarmsPerSeriesAnd30Days} a series and 30 days; precision ${bwdf.precision ?? '-'}; median delay ${bwdf.medianDelayH ?? '-'} h.`,
    `L-Town: leaks ${ltown.leaks.found} of ${ltown.leaks.events}, ${ltown.leaks.falseAlarms} false alarms.`,
    ...[epanet, ltown.network].map(({ network, assets, seconds }) => `${network}: ${assets} assets in ${seconds} s.`),
  ];
  return `${lines.join('\n')}\n`;
}

function row(name: string, ...cells: (string | number)[]): string {
  return name.padEnd(12) + cells.map((cell) => String(cell).padStart(10)).join('');
}

function kinds(byKind: Readonly<Record<string, Found>>): string {
  return Object.entries(byKind)
    .map(([kind, { events, found }]) => `${kind} ${found}/${events}`)
    .join(', ');
}

function countKinds(alarms: readonly FileAlarm[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of alarms) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
