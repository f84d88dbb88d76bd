import { WebSocket } from 'ws';
import { percentile } from './ingest-figures';
import { bodiesOf, post, requestsOf } from './ingest-load';
import type { OwnPlatform } from './own-platform';
import type { Seeded } from './seed-devices';

const BATCHES = 100;
const EVERY_MS = 100;
const SENSORS = 1_000;

/** How long readings take while the platform has time: ten batches of a thousand a second. */
export interface PacedFigures {
  p50ReadingToStoredMs: number | null;
  p99ReadingToStoredMs: number | null;
}

/** Over HTTP: from the first byte of a request to its answer, which follows the commit. */
export async function pacedHttp(own: OwnPlatform, { devices }: Seeded, start: number): Promise<PacedFigures> {
  const requests = requestsOf(own.httpPort, devices, bodiesOf({ start, steps: BATCHES, sensors: SENSORS }));
  const latencies: number[] = [];
  await post(own.httpPort, requests, 8, EVERY_MS, (_, latencyMs) => latencies.push(latencyMs));
  return { p50ReadingToStoredMs: percentile(latencies, 0.5), p99ReadingToStoredMs: percentile(latencies, 0.99) };
}

/**
 * Listens to the live stream while `send` sends readings whose time is that of sending.
 * @returns from there to the arrival at the listener, ms
 */
export async function toWebSocket(own: OwnPlatform, key: string, send: () => Promise<unknown>): Promise<number[]> {
  const socket = new WebSocket(`${own.httpUrl.replace('http', 'ws')}/api/v1/live`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const delays: number[] = [];
  const ready = new Promise<void>((resolve) => {
    socket.on('message', (bytes: Buffer) => {
      const now = Date.now();
      const { type, data } = JSON.parse(bytes.toString()) as { type: string; data?: { times: number[] } };
      if (type === 'ready') resolve();
      if (type === 'readings') for (const time of data?.times ?? []) delays.push(now - time);
    });
  });
  socket.send(JSON.stringify({ type: 'auth', token: key }));
  socket.send(JSON.stringify({ type: 'subscribe', channels: ['readings'] }));
  await ready;
  await send();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  socket.close();
  return delays;
}
