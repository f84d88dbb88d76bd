import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type MqttClient, connectAsync } from 'mqtt';
import { cpuSeconds } from './cpu-time';
import { type Rates, type Round, percentile, ratesOf } from './ingest-figures';
import type { PublishResult, PublishTask } from './mqtt-load';
import type { OwnPlatform } from './own-platform';
import type { SeededDevice } from './seed-devices';

const WINDOW = 20;
const STORED_MS = 180_000;
const PACED_PER_S = 2_000;
const PACED_S = 10;

/** What the MQTT parts work with. */
export interface MqttBench {
  own: OwnPlatform;
  devices: SeededDevice[];
  /** Messages of a round. */
  messages: number;
  rounds: number;
  /** Hands out spans of time that no reading has been sent for, s. @returns its start, Unix ms */
  span: (seconds: number) => number;
  say: (line: string) => void;
}

/** Rates, and what a message costs. */
export interface MqttFigures extends Rates {
  /** CPU time of a message, microseconds. */
  cpuUsPerMessage: { platform: number; database: number; publishers: number };
}

/** Runs the publishers. */
export async function publish(task: PublishTask): Promise<PublishResult> {
  const child = spawn(process.execPath, [path.join(__dirname, 'mqtt-publishers.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(task));
  let answer = '';
  child.stdout.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  await once(child, 'close');
  if (answer === '') throw new Error('The publishers failed');
  return JSON.parse(answer) as PublishResult;
}

/** QoS 1, one reading a message; clock from the first message to the last acknowledgement, which follows the commit. */
export async function embedded(bench: MqttBench): Promise<MqttFigures> {
  const { own, devices, rounds, say } = bench;
  const messagesEach = Math.ceil(bench.messages / devices.length);
  const task = { devices, messagesEach, window: WINDOW, perSecond: 0 };
  const results: Round[] = [];
  let cost: MqttFigures['cpuUsPerMessage'] | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const reference = await counted((port) => publish({ ...task, port, start: Date.now() }));
    const cpu = () => [cpuSeconds(own.pid), cpuSeconds(own.cluster.pid, true)];
    const before = cpu();
    const found = await publish({ ...task, port: own.mqttPort, start: bench.span(messagesEach) });
    const [platform = 0, database = 0] = cpu().map((after, n) => after - (before[n] as number));
    const each = (seconds: number) => Number(((seconds / found.messages) * 1e6).toFixed(1));
    cost = { platform: each(platform), database: each(database), publishers: each(found.cpuSeconds) };
    results.push({ rate: found.messages / found.seconds, reference: reference.messages / reference.seconds });
    say(`MQTT round ${round + 1}: ${inWords(results)}`);
  }
  return { ...ratesOf(results), cpuUsPerMessage: cost as MqttFigures['cpuUsPerMessage'] };
}

/** The same publishers against the embedded broker in a process of its own, with a handler that only counts. */
async function counted(measure: (port: number) => Promise<PublishResult>): Promise<PublishResult> {
  const child = spawn(process.execPath, [path.join(__dirname, 'counting-broker.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const failed = once(child, 'exit').then(() => Promise.reject(new Error('The counting broker failed')));
    failed.catch(() => undefined);
    const [line] = (await Promise.race([once(child.stdout, 'data'), failed])) as [Buffer];
    const { port } = JSON.parse(line.toString()) as { port: number };
    return await measure(port);
  } finally {
    child.kill('SIGKILL');
  }
}

/** At a tenth of what it could take: from sending to the acknowledgement, which follows the commit. */
export async function pacedMqtt({ own, devices }: MqttBench): Promise<{ p50Ms: number | null; p99Ms: number | null }> {
  const messagesEach = Math.ceil((PACED_PER_S * PACED_S) / devices.length);
  const task = { port: own.mqttPort, devices, messagesEach, start: 0, window: WINDOW, perSecond: PACED_PER_S };
  const { latenciesMs } = await publish(task);
  return { p50Ms: percentile(latenciesMs, 0.5), p99Ms: percentile(latenciesMs, 0.99) };
}

/**
 * Through Mosquitto, whose own acknowledgement promises nothing: the clock stops when all is stored. The reference is a
 * client with a shared subscription that counts.
 */
export async function outside(bench: MqttBench, port: number): Promise<Rates> {
  const { own, devices, rounds, say } = bench;
  const messagesEach = Math.ceil(bench.messages / devices.length);
  const expected = messagesEach * devices.length;
  const task = { port, devices, messagesEach, window: WINDOW, perSecond: 0 };
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = bench.span(messagesEach);
    const earlier = await storedCount(own);
    const before = performance.now();
    await publish({ ...task, start });
    const at = await stored(own, earlier, start, messagesEach, expected);
    results.push({ rate: expected / ((at - before) / 1_000), reference: 0 });
  }
  await own.stop();
  for (const result of results) {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
      protocolVersion: 5,
      properties: { receiveMaximum: 1_000 },
    });
    const done = countOn(client, expected);
    await client.subscribeAsync('$share/count/wm/v1/+/up', { qos: 1 });
    const before = performance.now();
    await publish({ ...task, start: Date.now() });
    await done;
    result.reference = expected / ((performance.now() - before) / 1_000);
    await client.endAsync(true);
  }
  say(`through Mosquitto: ${inWords(results)}`);
  return ratesOf(results);
}

function countOn(client: MqttClient, expected: number): Promise<void> {
  let count = 0;
  return new Promise((resolve) => {
    client.on('message', () => {
      count += 1;
      if (count === expected) resolve();
    });
  });
}

/** Waits by the platform's own count, which costs it little, then counts rows. */
async function stored(
  own: OwnPlatform,
  before: number,
  start: number,
  seconds: number,
  expected: number,
): Promise<number> {
  const deadline = Date.now() + STORED_MS;
  while ((await storedCount(own)) < before + expected && Date.now() < deadline) await delay(20);
  const at = performance.now();
  const [row] = await own.sql<{ count: string }>(
    'select count(*) as count from readings where time >= to_timestamp($1) and time < to_timestamp($2)',
    [start / 1_000, start / 1_000 + seconds],
  );
  if (Number(row?.count) !== expected) throw new Error(`${row?.count} of ${expected} messages were stored`);
  return at;
}

/** Readings over MQTT that the platform has taken since it was started, as it counts them itself. */
async function storedCount({ httpUrl }: OwnPlatform): Promise<number> {
  const text = await (await fetch(`${httpUrl}/metrics`)).text();
  const counts = text.matchAll(/^hydrant_ingest_readings_total\{outcome="\w+",protocol="mqtt"\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Mosquitto as the documentation wants it set up. */
export async function startMosquitto(folder: string, port: number): Promise<ChildProcess> {
  const file = path.join(folder, 'mosquitto.conf');
  writeFileSync(
    file,
    [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'max_inflight_messages 4000',
      'max_queued_messages 0',
      'persistence false',
      'log_type error',
      '',
    ].join('\n'),
  );
  const child = spawn('mosquitto', ['-c', file], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

function inWords(rounds: readonly Round[]): string {
  const { rate, reference } = rounds.at(-1) as Round;
  return `${rate.toFixed(0)} messages/s, reference ${reference.toFixed(0)}`;
}
