import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiClient } from '../client/api-client';
import { HttpLink, MqttLink, type DeviceIdentity, type DeviceLink } from '../client/device-link';
import { openCsv, ReplayError } from './csv';
import { liveShiftMs, sendSeries, type Lane, type LaneFigures } from './send-series';
import { readSeries, type ReadingReport, type SeriesLayout } from './series';
import { findTargets, type MapEntry } from './targets';
import { standardTimeZone } from './wall-clock';

/** How to replay a recording. */
export interface ReplaySettings extends SeriesLayout {
  readonly from: string;
  readonly server: string;
  readonly mqtt: string;
  readonly apiKey: string | null;
  readonly via: 'mqtt' | 'http' | 'both';
  /** Move the recording so that it ends now. */
  readonly asLive: boolean;
  /** Recorded seconds per real second; null: as fast as it goes. */
  readonly speed: number | null;
  /** Path of a map file; null: sensors have the names of the series. */
  readonly sensors: string | null;
  readonly create: boolean;
  readonly municipality: string | null;
  readonly prefix: string;
  readonly quantity: string;
  readonly unit: string;
  readonly log: (line: string) => void;
}

/** Outcomes by the platform's ledger, for all devices of a replay. */
export interface LedgerFigures {
  stored: number;
  duplicate: number;
  conflict: number;
  late: number;
  quarantined: number;
}

/** What a replay did. Counts are readings. */
export interface ReplaySummary {
  readonly file: string;
  readonly rows: number;
  readonly gaps: number;
  readonly unreadable: number;
  /** Rows whose wall time no clock showed. */
  readonly skippedRows: number;
  /** Rows in doubled hours, and those of them that repeat a moment. */
  readonly doubledRows: number;
  readonly repeatedRows: number;
  readonly shiftMs: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly rejected: number;
  readonly seconds: number;
  /** What the platform's ledger counted meanwhile; null without API key. */
  readonly ledger: LedgerFigures | null;
  readonly series: readonly (LaneFigures & {
    readonly gaps: number;
    readonly first: string | null;
    readonly last: string | null;
  })[];
}

/** Replays a recorded series as devices would send it. @throws {ReplayError} with what to change */
export async function replay(settings: ReplaySettings, signal: AbortSignal): Promise<ReplaySummary> {
  const { log, server, mqtt } = settings;
  const { series, report } = await readSeries(await openCsv(settings.from), settings);
  const filled = series.filter(({ times }) => times.length > 0);
  if (filled.length === 0) throw new ReplayError(`${settings.from} has no readings.`);
  describe(report, settings).forEach((line) => log(line));
  const api =
    settings.apiKey === null ? null : new ApiClient({ server, token: settings.apiKey, signal, onOutage: log });
  const via = (index: number): 'mqtt' | 'http' =>
    settings.via === 'both' ? (index % 2 === 0 ? 'mqtt' : 'http') : settings.via;
  const map = settings.sensors === null ? {} : await readMap(settings.sensors);
  const targets = await findTargets(filled, { ...settings, api, map, via });
  const devices = targets.map(({ device }) => device);
  const before = api ? await ledgerOf(api, devices) : null;
  const links = devices.map((device, index): DeviceLink =>
    via(index) === 'mqtt' ? new MqttLink(mqtt, device, log) : new HttpLink(server, device),
  );
  const lanes = filled.map((one, index): Lane => {
    const { sensor } = targets[index] as (typeof targets)[number];
    return { series: one, sensor, unit: settings.unit, via: via(index), link: links[index] as DeviceLink };
  });
  const shiftMs = settings.asLive ? liveShiftMs(filled, settings.speed, Date.now()) : 0;
  const began = performance.now();
  let told = 0;
  const progress = (answered: number, total: number): void => {
    if (performance.now() - told < 2000 && answered < total) return;
    told = performance.now();
    log(`${answered} of ${total} readings answered.`);
  };
  let figures: LaneFigures[];
  try {
    figures = await sendSeries(lanes, { shiftMs, speed: settings.speed, signal, progress });
  } finally {
    await Promise.all(links.map((link) => link.close()));
  }
  const seconds = Math.round(performance.now() - began) / 1000;
  const sum = (key: 'sent' | 'acknowledged' | 'rejected'): number =>
    figures.reduce((total, lane) => total + lane[key], 0);
  const ledger = api && before ? await settledLedger(api, devices, before, sum('sent')) : null;
  const iso = (timeMs: number | undefined): string | null =>
    timeMs === undefined ? null : new Date(timeMs + shiftMs).toISOString();
  return {
    file: settings.from,
    rows: report.rows,
    gaps: series.reduce((total, { gaps }) => total + gaps, 0),
    unreadable: report.unreadableCount,
    skippedRows: report.skipped.length,
    doubledRows: [...report.doubled.values()].reduce((total, count) => total + count, 0),
    repeatedRows: report.repeated.length,
    shiftMs,
    sent: sum('sent'),
    acknowledged: sum('acknowledged'),
    rejected: sum('rejected'),
    seconds,
    ledger,
    series: figures.map((lane, index) => {
      const { gaps, times } = filled[index] as (typeof filled)[number];
      return { ...lane, gaps, first: iso(times[0]), last: iso(times.at(-1)) };
    }),
  };
}

/** What a person should know about the times of the file. */
function describe(report: ReadingReport, { timeZone }: ReplaySettings): string[] {
  const lines: string[] = [];
  for (const { time, line } of report.skipped.slice(0, 10)) {
    lines.push(
      `Line ${line}: ${time} does not exist in ${timeZone ?? 'its zone'} (the clocks went forward); the row is left out.`,
    );
  }
  if (report.skipped.length > 0) {
    const standard = standardTimeZone(timeZone ?? 'UTC');
    const advice = standard ? ` If the file keeps standard time all year, name --zone ${standard}.` : '';
    lines.push(`${report.skipped.length} rows are left out because their hour does not exist.${advice}`);
  }
  for (const [time, count] of [...report.doubled].slice(0, 24)) {
    const what =
      count > 1
        ? `${count} rows; the first is taken for summer time, the second for winter time`
        : 'one row; it is taken for summer time';
    lines.push(`${time} occurs twice in ${timeZone ?? 'its zone'}: ${what}.`);
  }
  for (const { time, line } of report.repeated.slice(0, 10))
    lines.push(`Line ${line}: ${time} was there before; the row is left out.`);
  for (const { text, line } of report.unreadable.slice(0, 10))
    lines.push(`Line ${line}: '${text}' cannot be read; it is left out.`);
  return lines;
}

async function readMap(path: string): Promise<Record<string, MapEntry>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Record<string, MapEntry>;
  } catch (error) {
    throw new ReplayError(`The map ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function ledgerOf(api: ApiClient, devices: readonly DeviceIdentity[]): Promise<LedgerFigures> {
  const total: LedgerFigures = { stored: 0, duplicate: 0, conflict: 0, late: 0, quarantined: 0 };
  for (const { id } of devices) {
    const { totals } = await api.get<{ totals: LedgerFigures }>(`/devices/${id}/ledger`);
    for (const key of Object.keys(total) as (keyof LedgerFigures)[]) total[key] += totals[key];
  }
  return total;
}

/** The ledger is written a moment after the acknowledgement: waits until it has counted all that was sent, at most 20 s. */
async function settledLedger(
  api: ApiClient,
  devices: readonly DeviceIdentity[],
  before: LedgerFigures,
  sent: number,
): Promise<LedgerFigures> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const counted = difference(before, await ledgerOf(api, devices));
    const total = Object.values(counted).reduce((sum, count) => sum + count, 0);
    if (total >= sent || Date.now() > deadline) return counted;
    await wait(500);
  }
}

function difference(before: LedgerFigures, after: LedgerFigures): LedgerFigures {
  const keys = Object.keys(before) as (keyof LedgerFigures)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as LedgerFigures;
}
