import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type HttpRound, viaHttp } from './ingest-http';
import { type Round, median, memoryOf, percentile, ratesOf } from './ingest-figures';
import { type MqttBench, embedded, outside, pacedMqtt, startMosquitto } from './ingest-mqtt';
import { pacedHttp, toWebSocket } from './ingest-paced';
import { viaImport } from './ingest-import';
import { makeReference, viaPsql } from './ingest-reference';
import { OwnPlatform, freePort } from './own-platform';
import { openApi } from './replay-world';
import { type Seeded, seedDevices } from './seed-devices';

const SENSORS = 1_000;
const DEVICES = 200;
/** Larger rounds would hold too many request bodies in memory. */
const ROUND_AT_MOST = 2_000_000;
const PARTS = ['http', 'mqtt', 'import', 'mqttOutside'] as const;
type Part = (typeof PARTS)[number];

interface Wishes {
  rows: number;
  rounds: number;
  messages: number;
  connections: number;
  say: (line: string) => void;
}

/**
 * How fast readings come in, with authentication, validation, detection and durable commit: over HTTP in batches of a
 * thousand and by import files, beside a single connection of `psql \copy` into a table with the same partitions, key and durability;
 * over MQTT with QoS 1 and one reading a message, beside the same broker with a handler that only counts. Rounds alternate; all rows
 * are counted afterwards.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: '6000000' },
      rounds: { type: 'string', default: '3' },
      messages: { type: 'string', default: '200000' },
      connections: { type: 'string', default: '48' },
      only: { type: 'string', default: PARTS.join(',') },
    },
  });
  const say = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);
  const only = values.only.split(',') as Part[];
  const unknown = only.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) throw new Error(`--only knows ${PARTS.join(', ')}; not ${unknown}`);
  const rows = Number(values.rows);
  const rounds = Math.max(Number(values.rounds), Math.ceil(rows / ROUND_AT_MOST));
  const wishes = { rows, rounds, messages: Number(values.messages), connections: Number(values.connections), say };
  const own = await OwnPlatform.prepare();
  try {
    await own.start();
    const seeded = await seedDevices(own, DEVICES, SENSORS);
    await delay(2_500);
    const figures = await measure(own, seeded, wishes, new Set(only));
    process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    await own.close();
  }
}

async function measure(own: OwnPlatform, seeded: Seeded, wishes: Wishes, only: ReadonlySet<Part>): Promise<object> {
  const figures: Record<string, unknown> = {};
  const spans = new Spans();
  if (only.has('http')) Object.assign(figures, await http(own, seeded, wishes, spans));
  const { messages, rounds, say } = wishes;
  const { key } = await openApi(own, AbortSignal.timeout(30_000));
  const bench: MqttBench = { own, devices: seeded.devices, messages, rounds, span: (s) => spans.take(s), say };
  if (only.has('mqtt')) {
    const rates = await embedded(bench);
    const toSocket = await toWebSocket(own, key, async () => {
      const { p50Ms, p99Ms } = await pacedMqtt(bench);
      Object.assign(rates, { p50ReadingToStoredMs: p50Ms, p99ReadingToStoredMs: p99Ms });
    });
    figures['mqtt'] = { ...rates, devices: DEVICES };
    figures['p99ReadingToWebSocketMs'] = percentile(toSocket, 0.99);
    figures['p50ReadingToWebSocketMs'] = percentile(toSocket, 0.5);
  }
  if (only.has('import')) {
    await makeReference(own);
    const steps = Math.ceil(wishes.rows / rounds / SENSORS);
    figures['import'] = await viaImport({ own, seeded, key, rounds, steps, sensors: SENSORS, span: bench.span, say });
  }
  if (only.has('mqttOutside')) {
    const port = await freePort();
    const mosquitto = await startMosquitto(own.folder, port);
    try {
      await own.stop();
      await own.start(undefined, { MQTT_URL: `mqtt://127.0.0.1:${port}` });
      figures['mqttOutside'] = { ...(await outside(bench, port)), devices: DEVICES };
    } finally {
      mosquitto.kill('SIGKILL');
    }
  }
  return figures;
}

/** Rounds of HTTP and `\copy` in turn. */
async function http(own: OwnPlatform, seeded: Seeded, { rows, rounds, connections, say }: Wishes, spans: Spans) {
  const steps = Math.ceil(rows / rounds / SENSORS);
  say(
    `${rounds} rounds of ${steps * SENSORS} readings of ${SENSORS} sensors, on a database and a platform of their own`,
  );
  await makeReference(own);
  const sides: Round[] = [];
  const runs: HttpRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const load = { start: spans.take(steps), steps, sensors: SENSORS };
    const few = seeded.devices.slice(0, 4);
    const ours = async () => void runs.push(await viaHttp(own, { ...seeded, devices: few }, load, connections));
    if (round % 2 === 0) await ours();
    const reference = await viaPsql(own, seeded, load);
    if (round % 2 === 1) await ours();
    const { rowsPerSecond: rate } = runs.at(-1) as HttpRound;
    sides.push({ rate, reference });
    say(`round ${round + 1}: HTTP ${rate.toFixed(0)} rows/s, psql ${reference.toFixed(0)} rows/s`);
  }
  await count(own, rounds * steps * SENSORS);
  const paced = await pacedHttp(own, seeded, spans.take(200));
  const cpuUsPerRow = (part: keyof HttpRound['cpuUsPerRow']) => median(runs.map((run) => run.cpuUsPerRow[part]));
  return {
    http: {
      ...ratesOf(sides),
      ...paced,
      cpuUsPerRow: {
        platform: cpuUsPerRow('platform'),
        database: cpuUsPerRow('database'),
        sender: cpuUsPerRow('sender'),
      },
    },
    memory: memoryOf(
      runs.flatMap(({ memory }, n) => memory.map(({ rows: at, mib }) => ({ rows: n * steps * SENSORS + at, mib }))),
    ),
  };
}

async function count(own: OwnPlatform, expected: number): Promise<void> {
  for (const table of ['readings', 'reference_readings']) {
    const [row] = await own.sql<{ count: string }>(`select count(*) as count from ${table}`);
    if (Number(row?.count) !== expected) throw new Error(`${table} holds ${row?.count} rows, not ${expected}`);
  }
}

/** Spans of time one after the other, so that no reading meets another one under its key; the last ends before today. */
class Spans {
  private next = Date.now() - 60 * 86_400_000;

  take(seconds: number): number {
    const start = this.next;
    this.next += (seconds + 60) * 1_000;
    if (this.next > Date.now() - 3_600_000) throw new Error('There is no time left for so many readings');
    return start;
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
