import { setTimeout as delay } from 'node:timers/promises';
import type { OwnPlatform } from '../../tools/bench/own-platform';
import type { SeededDevice } from '../../tools/bench/seed-devices';
import { connectAsync } from 'mqtt';

/** Readings in one message or request. */
const PER_MESSAGE = 50;
const IN_FLIGHT = 20;

/** Senders of readings numbered by their value; each number belongs to one point of time. */
export interface NumberedSenders {
  /** Numbers that the platform has acknowledged so far. */
  readonly acknowledged: Set<number>;
  /** Resolves when all messages are acknowledged; senders go on, and repeat, whatever happens to the platform. */
  readonly done: Promise<void>;
  /** Gives up what is left. */
  cancel(): void;
}

/**
 * Sends `count` readings, half over MQTT with QoS 1 and half over HTTP, as devices that keep what is not acknowledged
 * and send it again, under the same times.
 */
export function sendNumbered(
  own: OwnPlatform,
  devices: readonly SeededDevice[],
  count: number,
  start: number,
): NumberedSenders {
  const acknowledged = new Set<number>();
  const cancelled = new AbortController();
  const half = count / 2;
  const [mqttDevice, httpDevice] = devices as [SeededDevice, SeededDevice];
  const mark = (numbers: readonly number[]) => numbers.forEach((number) => acknowledged.add(number));
  const lanes = Promise.all([
    overMqtt(own, mqttDevice, messages(0, half, start), mark, cancelled.signal),
    overHttp(own, httpDevice, messages(half, count, start), mark, cancelled.signal),
  ]);
  return { acknowledged, done: lanes.then(() => undefined), cancel: () => cancelled.abort() };
}

interface Message {
  numbers: number[];
  body: string;
}

function messages(from: number, to: number, start: number): Message[] {
  const made: Message[] = [];
  for (let first = from; first < to; first += PER_MESSAGE) {
    const numbers = Array.from({ length: PER_MESSAGE }, (_, n) => first + n);
    const items = numbers.map((number) => ({
      sensor_id: `S${String((number % 10) + 1).padStart(4, '0')}`,
      value: number,
      unit: 'kPa',
      timestamp: new Date(start + number * 10).toISOString(),
    }));
    made.push({ numbers, body: JSON.stringify(items) });
  }
  return made;
}

type Mark = (numbers: readonly number[]) => void;

/** A connection at a time; what it had not acknowledged when it broke is sent again over the next. */
async function overMqtt(
  own: OwnPlatform,
  { id, token }: SeededDevice,
  all: Message[],
  mark: Mark,
  cancel: AbortSignal,
): Promise<void> {
  const open = new Set(all);
  while (open.size > 0 && !cancel.aborted) {
    const client = await connectAsync(`mqtt://127.0.0.1:${own.mqttPort}`, {
      clientId: id,
      username: id,
      password: token,
      reconnectPeriod: 0,
      connectTimeout: 2_000,
    }).catch(() => null);
    if (client === null) {
      await delay(50);
      continue;
    }
    client.on('error', () => undefined);
    const broken = new Promise<void>((resolve) => client.once('close', () => resolve()));
    const left = open.values();
    const lane = async () => {
      for (const message of left) {
        if (cancel.aborted || !client.connected) return;
        const sent = client.publishAsync(`wm/v1/${id}/up`, message.body, { qos: 1 }).then(
          () => true,
          () => false,
        );
        if (!(await Promise.race([sent, broken.then(() => false)]))) return;
        mark(message.numbers);
        open.delete(message);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    await client.endAsync(true);
  }
}

async function overHttp(
  own: OwnPlatform,
  { id, token }: SeededDevice,
  all: Message[],
  mark: Mark,
  cancel: AbortSignal,
): Promise<void> {
  const left = all.values();
  const lane = async () => {
    for (const { numbers, body } of left) {
      while (!cancel.aborted && !(await post(own, `Bearer ${id}.${token}`, body))) await delay(50);
      if (cancel.aborted) return;
      mark(numbers);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT / 4 }, lane));
}

/** @returns true when the platform said that everything in it is stored */
async function post(own: OwnPlatform, authorization: string, body: string): Promise<boolean> {
  try {
    const response = await fetch(`${own.httpUrl}/api/v1/telemetry`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const { quarantined } = (await response.json()) as { quarantined?: number };
    return response.status === 200 && quarantined === 0;
  } catch {
    return false;
  }
}
