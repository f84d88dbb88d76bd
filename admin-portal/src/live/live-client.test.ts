import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveClient, mergeWishes } from './live-client';
import type { ServerMessage } from './protocol';

class FakeSocket extends EventTarget {
  readyState = 0;
  readonly sent: Record<string, unknown>[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  say(message: ServerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
}

let sockets: FakeSocket[];
let token: string | null;
let client: LiveClient;

const last = (): FakeSocket => sockets[sockets.length - 1];
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function connect(cursor = 'c1'): Promise<void> {
  client.start();
  await settle();
  last().open();
  last().say({ type: 'ready', cursor });
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  token = 'token';
  client = new LiveClient({
    channel: 'alerts',
    url: () => 'ws://test/live',
    token: async () => token,
    socket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

describe('the live connection', () => {
  it('first says who it is, then what it wants', async () => {
    await connect();
    expect(last().sent).toEqual([
      { type: 'auth', token: 'token' },
      { type: 'subscribe', channels: ['alerts'] },
    ]);
    expect(client.status.state).toBe('live');
  });

  it('comes back after a loss and resumes where it stopped', async () => {
    await connect();
    last().say({ type: 'readings', cursor: 'c7', data: { sensorIds: [], times: [], values: [], qualities: [] } });
    const lostAt = Date.now();
    last().close();
    expect(client.status).toEqual({ state: 'lost', since: lostAt });
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(2);
    expect(client.status.since).toBe(lostAt);
    last().open();
    expect(last().sent[1]).toMatchObject({ type: 'subscribe', cursor: 'c7' });
    last().say({ type: 'ready', cursor: 'c7' });
    expect(client.status.state).toBe('live');
  });

  it('waits longer after each failure, and tries at once when asked', async () => {
    await connect();
    last().close();
    await vi.advanceTimersByTimeAsync(1000);
    last().close();
    await vi.advanceTimersByTimeAsync(700);
    expect(sockets).toHaveLength(2);
    client.retryNow();
    await settle();
    expect(sockets).toHaveLength(3);
  });

  it('does not connect without a token, and does once there is one', async () => {
    token = null;
    client.start();
    await settle();
    expect(sockets).toHaveLength(0);
    expect(client.status).toEqual({ state: 'lost', since: null });
    token = 'token';
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(1);
  });

  it('hands on alarms and readings, and tells of a hole', async () => {
    const heard: string[] = [];
    client.onAlarm(({ id }) => heard.push(id));
    client.onReadings(({ values }) => heard.push(String(values[0])));
    client.onReset(() => heard.push('reset'));
    await connect();
    last().say({ type: 'alert', cursor: 'c2', data: { id: 'alarm' } as never });
    last().say({
      type: 'readings',
      cursor: 'c3',
      data: { sensorIds: ['s'], times: [1], values: [4.2], qualities: [0] },
    });
    last().say({ type: 'reset', cursor: 'c9' });
    last().dispatchEvent(new MessageEvent('message', { data: 'not json' }));
    expect(heard).toEqual(['alarm', '4.2', 'reset']);
  });

  it('tells the server once when several screens change their wishes together', async () => {
    await connect();
    const forget = client.want({ sensorIds: ['a'] });
    client.want({ sensorIds: ['b'] });
    await settle();
    expect(last().sent.slice(2)).toEqual([
      { type: 'subscribe', channels: ['alerts'], sensorIds: ['a', 'b'], cursor: 'c1' },
    ]);
    forget();
    await settle();
    expect(last().sent.at(-1)).toMatchObject({ sensorIds: ['b'] });
  });

  it('is lost at once when the device says so, and stays quiet after stop', async () => {
    await connect();
    client.networkLost();
    expect(client.status.state).toBe('lost');
    client.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    expect(client.status).toEqual({ state: 'idle', since: null });
  });
});

describe('wishes', () => {
  it('are joined, and one that wants everything widens them all', () => {
    expect(mergeWishes([{ sensorIds: ['a', 'b'] }, { sensorIds: ['b', 'c'] }])).toEqual({ sensorIds: ['a', 'b', 'c'] });
    expect(mergeWishes([{ municipalityIds: ['m'] }, { municipalityIds: ['n'] }])).toEqual({
      municipalityIds: ['m', 'n'],
    });
    expect(mergeWishes([{ sensorIds: ['a'] }, {}])).toEqual({});
    expect(mergeWishes([{ sensorIds: ['a'] }, { municipalityIds: ['m'] }])).toEqual({});
    expect(mergeWishes([])).toEqual({});
    expect(mergeWishes([{ sensorIds: Array.from({ length: 1001 }, (_, index) => String(index)) }])).toEqual({});
  });
});
