import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ApiClient, replay } from '@app/simulation';
import { ADMIN_PASSWORD, OwnPlatform } from './own-platform';
import { clockOf, expectedReadings, readCells, wallHours } from './replay-expected';
import { districtInflows, exampleNetwork, type Recording, townFlows, townNetwork } from './replay-recordings';
import { type FileAlarm, inWords, labelFigures, leakFigures, type ReplayReport, replayFigures } from './replay-report';
import type { LabelledEvent } from './detect/score/events';
import { alarmsOf, compareStored } from './replay-stored';
import { detectionCaughtUp, importNetwork, makeMeters, makeMunicipalities, openApi } from './replay-world';

/** Long enough for every recording, however old. */
const RETENTION_DAYS = '36500';
const LEAK_DAYS = 14;

interface Choices {
  readonly folder: string;
  readonly asLive: boolean;
  readonly log: (line: string) => void;
}

interface World extends Choices {
  readonly own: OwnPlatform;
  readonly api: ApiClient;
  readonly key: string;
  readonly signal: AbortSignal;
}

/**
 * Recorded flows through the front doors: a platform of its own, sensors and devices over the API, readings over MQTT and
 * HTTP in turn as `npm run replay` sends them. Then all readings are read back and compared with the files, and alarms with the
 * labels, which nothing but this program reads.
 */
async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    options: { data: { type: 'string' }, json: flag, 'as-live': flag, stay: flag, detections: { type: 'string' } },
  });
  const folder = values.data ?? '';
  if (!existsSync(path.join(folder, districtInflows.file))) {
    process.stderr.write(`--data must name a folder that holds ${districtInflows.file} and ${townFlows.file}.\n`);
    return 2;
  }
  const log = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort(new Error('Stopped.')));
  const own = await OwnPlatform.prepare({ RETENTION_DAYS });
  try {
    await own.start();
    const { api, key } = await openApi(own, ending.signal);
    const world = { folder, asLive: values['as-live'], log, own, api, key, signal: ending.signal };
    const { report, alarms } = await measure(world);
    if (values.detections !== undefined) writeFileSync(values.detections, detectionsFile(alarms));
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
    if (values.stay) await stay(own, ending.signal, log);
    return passed(report) ? 0 : 1;
  } finally {
    await own.close();
  }
}

async function measure(world: World): Promise<{ report: ReplayReport; alarms: FileAlarm[] }> {
  const { api, folder } = world;
  const places = [districtInflows, townFlows, exampleNetwork].map(({ municipality }) => municipality);
  const ids = await makeMunicipalities(api, places);
  const idOf = ({ municipality }: { municipality: { code: string } }): string => ids.get(municipality.code) as string;
  const epanet = await importNetwork(api, folder, exampleNetwork, idOf(exampleNetwork));
  const network = await importNetwork(api, folder, townNetwork, idOf(townNetwork));
  const meters = readCells(path.join(folder, townFlows.file))[0]?.slice(1) ?? [];
  await makeMeters(api, townFlows, idOf(townFlows), meters);
  const districts = await sendAndCompare(world, districtInflows, idOf(districtInflows), true);
  const town = await sendAndCompare(world, townFlows, idOf(townFlows), false);
  const events = readEvents(path.join(folder, districtInflows.labels));
  const leaks = readLeaks(path.join(folder, townFlows.labels)).filter(({ startH }) => startH >= town.fromH);
  const { events: leakCount, found, falseAlarms } = leakFigures(leaks, town.alarms, LEAK_DAYS);
  const report = {
    bwdf: { ...districts.figures, ...labelFigures(events, districts.alarms, districts.days, districts.seriesCount) },
    ltown: { ...town.figures, leaks: { events: leakCount, found, falseAlarms }, network },
    epanet,
  };
  return { report, alarms: districts.alarms };
}

/** Replays a recording into its municipality, lets detection judge it, and reads back what became of it. */
async function sendAndCompare(world: World, recording: Recording, municipalityId: string, create: boolean) {
  const { api, own, folder, asLive, log, signal, key } = world;
  const { file, timeZone, stepS, unit, factor, municipality } = recording;
  log(`${municipality.name}: ${file}`);
  const from = path.join(folder, file);
  const summary = await replay(
    {
      from,
      server: own.httpUrl,
      mqtt: `mqtt://127.0.0.1:${own.mqttPort}`,
      apiKey: key,
      via: 'both',
      asLive,
      speed: null,
      sensors: null,
      create,
      municipality: municipality.code,
      prefix: '',
      quantity: 'flow',
      unit,
      timeZone,
      timeColumn: null,
      columns: null,
      long: null,
      decimalComma: false,
      log,
    },
    signal,
  );
  await detectionCaughtUp(own);
  const cells = readCells(from);
  const expected = expectedReadings(cells, timeZone, stepS, factor);
  const comparison = await compareStored(api, municipalityId, expected, stepS, summary.shiftMs);
  const clock = clockOf(timeZone);
  const alarms = (await alarmsOf(api, municipalityId)).map(({ sensorCode, raisedAt, kind }): FileAlarm => ({
    series: sensorCode,
    atH: wallHours(clock(Date.parse(raisedAt) - summary.shiftMs)),
    kind,
  }));
  const [fromH, toH] = [wallHours(cells[1]?.[0] ?? ''), wallHours(cells.at(-1)?.[0] ?? '')];
  const figures = replayFigures(summary, comparison, alarms);
  return { figures, alarms, fromH, days: (toH - fromH) / 24, seriesCount: expected.size };
}

/** Labels `series,start,end,kind`. */
function readEvents(file: string): LabelledEvent[] {
  const [, ...rows] = readCells(file);
  return rows.map(([series = '', start = '', end = '', kind = '']) => ({
    series,
    startH: wallHours(start),
    endH: wallHours(end),
    kind,
  }));
}

/** Labels `linkID,startTime,endTime`. */
function readLeaks(file: string): LabelledEvent[] {
  const [, ...rows] = readCells(file);
  return rows.map(([series = '', start = '', end = '']) => ({
    series,
    startH: wallHours(start),
    endH: wallHours(end),
    kind: 'leak',
  }));
}

/** Alarms as other scorers read them. */
function detectionsFile(alarms: readonly FileAlarm[]): string {
  const time = (atH: number): string => new Date(atH * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  return ['series,time,kind', ...alarms.map(({ series, atH, kind }) => `${series},${time(atH)},${kind}`), ''].join(
    '\n',
  );
}

async function stay(own: OwnPlatform, signal: AbortSignal, log: (line: string) => void): Promise<void> {
  log(`The platform stays at ${own.httpUrl} (admin, ${ADMIN_PASSWORD}) until Ctrl-C.`);
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/** Every reading once, and every stuck period found. */
function passed({ bwdf, ltown }: ReplayReport): boolean {
  const once = [bwdf, ltown].every(
    ({ readings, stored, missing, duplicates }) => stored === readings && missing + duplicates === 0,
  );
  return once && bwdf.stuck.found === bwdf.stuck.events;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
