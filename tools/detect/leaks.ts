import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import {
  EpanetError,
  findLeaks,
  inflowLeaks,
  InpError,
  type InpNetwork,
  type LeakAlarm,
  type LeakColumn,
  type LeakTable,
  parseInp,
  stepMeans,
} from '@app/hydraulics';
import { isFileTrouble } from './file-trouble';
import { readTableFile, TableFileError } from './site-file';

const HOUR_MS = 3_600_000;

const USAGE = `Usage: npm run -s detect:leaks -- --network <n.inp[.gz]> --flows <f.csv[.gz]> [--pressures <p.csv[.gz]>] [--levels <l.csv[.gz]>] --out <o.csv[.gz]> [--ranked <r.csv[.gz]>]
  --network    EPANET file
  --flows      first column time, then one column a metered link, m3/h
  --pressures  first column time, then one column a node with a pressure sensor, m; without it leaks are detected but not placed
  --levels     first column time, then one column a tank, m above its bottom
  --out        one line an alarm: linkID,time; the ranked pipes stand below each in lines that begin with #
  --ranked     the same suspects as a table: time,start,linkID,probability,size_m3h
`;

/** One line of the result. */
export interface LeakLine {
  readonly linkId: string;
  readonly timeMs: number;
  readonly startMs: number;
  readonly suspects: readonly { readonly pipeId: string; readonly probability: number }[];
  readonly sizeM3h: number | null;
}

interface Files {
  readonly network: string;
  readonly flows: string;
  readonly pressures?: string | undefined;
  readonly levels?: string | undefined;
}

/**
 * Detects leaks in recorded measurements, as the product does in live ones: nothing after an alarm is used for it.
 * @throws {TableFileError} for a table that cannot be read
 * @throws {InpError} for a network that cannot be read
 * @throws {RangeError} when the meters close no zone of the network
 */
export async function detectLeaks(files: Files): Promise<LeakLine[]> {
  const network = parseInp(bytesOf(files.network));
  const flows = columnsOf(files.flows);
  const levels = files.levels === undefined ? [] : columnsOf(files.levels);
  const pressures = files.pressures === undefined ? [] : columnsOf(files.pressures);
  const table = tableOf(network, pressures, flows, levels);
  if (!pressures.some(({ values }) => Array.from(values).some(Number.isFinite)))
    return inflowLeaks(network, table).map((alarm) => ({ ...alarm, suspects: [] }));
  return (await findLeaks(network, table)).map(lineOf);
}

function lineOf({ pipeId, timeMs, startMs, location }: LeakAlarm): LeakLine {
  return { linkId: pipeId, timeMs, startMs, suspects: location.suspects, sizeM3h: location.sizeM3h };
}

/** Hourly means from the first midnight on. Columns that name no element of the network are left out. */
function tableOf(
  network: InpNetwork,
  pressures: readonly LeakColumn[],
  flows: readonly LeakColumn[],
  levels: readonly LeakColumn[],
): LeakTable {
  const nodes = new Set([...network.junctions, ...network.reservoirs, ...network.tanks].map(({ id }) => id));
  const links = new Set([...network.pipes, ...network.pumps, ...network.valves].map(({ id }) => id));
  const tanks = new Set(network.tanks.map(({ id }) => id));
  const times = flows[0]?.times ?? [];
  const startMs = Math.ceil((times[0] ?? 0) / (24 * HOUR_MS)) * 24 * HOUR_MS;
  const steps = Math.floor(((times[times.length - 1] ?? 0) - startMs) / HOUR_MS + 1);
  const means = (columns: readonly LeakColumn[], known: ReadonlySet<string>) =>
    stepMeans(
      columns.filter(({ id }) => known.has(id)),
      startMs,
      3600,
      steps,
    );
  return {
    startMs,
    stepS: 3600,
    steps,
    pressures: means(pressures, nodes),
    flows: means(flows, links),
    levels: means(levels, tanks),
  };
}

/** The text that the scoring of leak alarms reads. */
export function alarmText(lines: readonly LeakLine[]): string {
  return [
    '# linkID, time',
    ...lines.flatMap(({ linkId, timeMs, startMs, suspects, sizeM3h }) => [
      `${linkId}, ${clock(timeMs)}`,
      `# since ${clock(startMs)}${sizeM3h === null ? '' : `, ${sizeM3h.toFixed(1)} m3/h`}${
        suspects.length === 0
          ? ''
          : `; ${suspects
              .slice(0, 20)
              .map(({ pipeId, probability }) => `${pipeId} ${probability.toFixed(3)}`)
              .join(', ')}`
      }`,
    ]),
    '',
  ].join('\n');
}

function rankedText(lines: readonly LeakLine[]): string {
  const rows = lines.flatMap(({ timeMs, startMs, suspects, sizeM3h }) =>
    suspects.map(({ pipeId, probability }) =>
      [clock(timeMs), clock(startMs), pipeId, probability.toFixed(4), sizeM3h?.toFixed(2) ?? ''].join(','),
    ),
  );
  return `${['time,start,linkID,probability,size_m3h', ...rows].join('\n')}\n`;
}

/** `2018-01-08 13:30`, the clock of the file. */
function clock(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

function columnsOf(file: string): LeakColumn[] {
  const { names, columns, timesMs } = readTableFile(file, []);
  return names.map((id, at) => ({ id, times: timesMs, values: columns[at] as Float64Array }));
}

function bytesOf(file: string): Uint8Array {
  const bytes = readFileSync(file);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function write(file: string, text: string): void {
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(text) : text);
}

async function main(): Promise<number> {
  let values;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      options: { network: text, flows: text, pressures: text, levels: text, out: text, ranked: text },
    }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const { network, flows, out } = values;
  if (network === undefined || flows === undefined || out === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const lines = await detectLeaks({ network, flows, pressures: values.pressures, levels: values.levels });
    write(out, alarmText(lines));
    if (values.ranked !== undefined) write(values.ranked, rankedText(lines));
    return 0;
  } catch (error) {
    const expected =
      error instanceof TableFileError ||
      error instanceof InpError ||
      error instanceof RangeError ||
      error instanceof EpanetError ||
      isFileTrouble(error);
    if (!expected) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
}

if (require.main === module)
  void main().then((code) => {
    process.exitCode = code;
  });
