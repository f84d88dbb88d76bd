import type { Alarm } from '../data/types';
import { parseMessage, type ReadingBlock, type ServerMessage, type LiveWish } from './protocol';

/** The newest value of a sensor. Time in ms since 1970. */
export interface LiveValue {
  time: number;
  value: number;
  quality: number;
}

/** State of the connection. `since`: ms, until when (or since when) data was live; null when it never was. */
export interface LiveStatus {
  state: 'idle' | 'connecting' | 'live' | 'lost';
  since: number | null;
}

export interface LiveClientOptions {
  /** What this connection carries. A subscription's filter holds for all its channels, so each channel has its own. */
  channel: 'readings' | 'alerts';
  url: () => string;
  /** A good access token, or null when signed out. */
  token: () => Promise<string | null>;
  socket?: (url: string) => WebSocket;
  now?: () => number;
  /** Longest pause between attempts, ms. */
  maxPauseMs?: number;
}

type Listener<T> = (value: T) => void;

/** Pause before the first new attempt, ms. */
const FIRST_PAUSE_MS = 500;

/**
 * A connection to the live stream: subscribes for the open screens, reconnects with growing pauses,
 * resumes from the last cursor, and tells when the stream could not be resumed (then screens fetch again).
 */
export class LiveClient {
  status: LiveStatus = { state: 'idle', since: null };

  private socket: WebSocket | null = null;
  private cursor: string | null = null;
  private pauseMs = FIRST_PAUSE_MS;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running = false;
  private generation = 0;
  private resubscribing = false;
  private readonly wishes = new Map<object, LiveWish>();
  private readonly statusListeners = new Set<Listener<LiveStatus>>();
  private readonly readingListeners = new Set<Listener<ReadingBlock>>();
  private readonly alarmListeners = new Set<Listener<Alarm>>();
  private readonly resetListeners = new Set<() => void>();

  constructor(private readonly options: LiveClientOptions) {}

  /** Opens the connection and keeps it open. */
  start(): void {
    if (this.running) return;
    this.running = true;
    void this.connect();
  }

  /** Closes the connection and forgets the cursor (on sign-out). */
  stop(): void {
    this.running = false;
    this.generation += 1;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.socket?.close();
    this.socket = null;
    this.cursor = null;
    this.setStatus({ state: 'idle', since: null });
  }

  /** Tries at once, without waiting for the pause to end. */
  retryNow(): void {
    if (!this.running || this.status.state === 'live') return;
    if (this.timer) clearTimeout(this.timer);
    this.pauseMs = FIRST_PAUSE_MS;
    void this.connect();
  }

  /** The device says that the network is gone: does not wait for the socket to find out. */
  networkLost(): void {
    if (!this.running || this.status.state === 'lost') return;
    this.generation += 1;
    this.socket?.close();
    this.lost();
  }

  /** Adds a screen's wish to the filter; the answer takes it back. */
  want(wish: LiveWish): () => void {
    const token = {};
    this.wishes.set(token, wish);
    this.resubscribe();
    return () => {
      this.wishes.delete(token);
      this.resubscribe();
    };
  }

  onStatus(listener: Listener<LiveStatus>): () => void {
    return add(this.statusListeners, listener);
  }

  onReadings(listener: Listener<ReadingBlock>): () => void {
    return add(this.readingListeners, listener);
  }

  onAlarm(listener: Listener<Alarm>): () => void {
    return add(this.alarmListeners, listener);
  }

  /** The stream has a hole: whatever was fetched must be fetched again. */
  onReset(listener: () => void): () => void {
    return add(this.resetListeners, listener);
  }

  private async connect(): Promise<void> {
    const generation = (this.generation += 1);
    this.timer = null;
    this.socket?.close();
    this.socket = null;
    if (this.status.state !== 'lost') this.setStatus({ ...this.status, state: 'connecting' });
    const token = await this.options.token().catch(() => null);
    if (generation !== this.generation || !this.running) return;
    if (!token) return this.lost();
    const socket = (this.options.socket ?? ((url: string) => new WebSocket(url)))(this.options.url());
    this.socket = socket;
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ type: 'auth', token }));
      this.sendSubscription();
    });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => this.receive(event.data));
    socket.addEventListener('close', () => {
      if (generation === this.generation && this.running) this.lost();
    });
  }

  private lost(): void {
    this.socket = null;
    // Up to this moment what was shown was live.
    const since = this.status.state === 'live' ? this.now() : this.status.since;
    this.setStatus({ state: 'lost', since });
    this.timer = setTimeout(() => void this.connect(), this.pauseMs * (0.75 + Math.random() / 2));
    this.pauseMs = Math.min(this.pauseMs * 2, this.options.maxPauseMs ?? 15_000);
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  private receive(data: unknown): void {
    const message = parseMessage(data);
    if (!message) return;
    if ('cursor' in message && message.cursor) this.cursor = message.cursor;
    this.dispatch(message);
  }

  private dispatch(message: ServerMessage): void {
    switch (message.type) {
      case 'ready':
        this.pauseMs = FIRST_PAUSE_MS;
        this.setStatus({ state: 'live', since: this.now() });
        break;
      case 'readings':
        this.readingListeners.forEach((listener) => listener(message.data));
        break;
      case 'alert':
        this.alarmListeners.forEach((listener) => listener(message.data));
        break;
      case 'reset':
        if (!message.cursor) this.cursor = null;
        this.resetListeners.forEach((listener) => listener());
        break;
      case 'error':
        // The server closes after an error that ends the stream; reconnecting is then handled by `close`.
        if (message.code.includes('cursor')) this.cursor = null;
        break;
    }
  }

  private resubscribe(): void {
    if (this.resubscribing) return;
    this.resubscribing = true;
    // Screens mount and unmount together: send one wish for all of them.
    queueMicrotask(() => {
      this.resubscribing = false;
      this.sendSubscription();
    });
  }

  private sendSubscription(): void {
    if (this.socket?.readyState !== 1) return;
    this.socket.send(
      JSON.stringify({
        type: 'subscribe',
        channels: [this.options.channel],
        ...mergeWishes([...this.wishes.values()]),
        cursor: this.cursor ?? undefined,
      }),
    );
  }

  private setStatus(status: LiveStatus): void {
    this.status = status;
    this.statusListeners.forEach((listener) => listener(status));
  }
}

function add<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => set.delete(item);
}

/** More ids than this are not named one by one: the whole is subscribed instead (limit of the API: 1000). */
const MOST_IDS = 1000;

/** One filter that covers all wishes. An empty answer means: everything that may be seen. */
export function mergeWishes(wishes: readonly LiveWish[]): LiveWish {
  const union = (name: keyof LiveWish): string[] | null => {
    if (wishes.length === 0 || !wishes.every((wish) => wish[name]?.length)) return null;
    const ids = [...new Set(wishes.flatMap((wish) => wish[name] ?? []))];
    return ids.length <= MOST_IDS ? ids : null;
  };
  const sensorIds = union('sensorIds');
  if (sensorIds) return { sensorIds };
  const municipalityIds = union('municipalityIds');
  return municipalityIds ? { municipalityIds } : {};
}
