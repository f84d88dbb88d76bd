import type { Alarm } from '../data/types';
import { parseMessage, type ReadingBlock, type ServerMessage, type Subscription } from './protocol';

/** The newest value of a sensor. Time in ms since 1970. */
export interface LiveValue {
  time: number;
  value: number;
  quality: number;
}

/** State of the connection. `since`: ms, when data last arrived; null when never. */
export interface LiveStatus {
  state: 'idle' | 'connecting' | 'live' | 'lost';
  since: number | null;
}

export interface LiveClientOptions {
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
 * The portal's one connection to the live stream: subscribes for the open screens, reconnects with growing pauses,
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
  private readonly subscriptions = new Map<object, Subscription>();
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

  /** Adds a screen's wish to the subscription; the answer takes it back. */
  want(subscription: Subscription): () => void {
    const token = {};
    this.subscriptions.set(token, subscription);
    this.resubscribe();
    return () => {
      this.subscriptions.delete(token);
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
    this.setStatus({ state: 'lost', since: this.status.since });
    this.timer = setTimeout(() => void this.connect(), this.pauseMs * (0.75 + Math.random() / 2));
    this.pauseMs = Math.min(this.pauseMs * 2, this.options.maxPauseMs ?? 15_000);
  }

  private receive(data: unknown): void {
    const message = parseMessage(data);
    if (!message) return;
    if ('cursor' in message && message.cursor) this.cursor = message.cursor;
    this.dispatch(message);
  }

  private dispatch(message: ServerMessage): void {
    const now = this.options.now?.() ?? Date.now();
    switch (message.type) {
      case 'ready':
        this.pauseMs = FIRST_PAUSE_MS;
        this.setStatus({ state: 'live', since: now });
        break;
      case 'readings':
        this.status.since = now;
        this.readingListeners.forEach((listener) => listener(message.data));
        break;
      case 'alert':
        this.status.since = now;
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
        ...mergeSubscriptions([...this.subscriptions.values()]),
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

/** One subscription that covers all wishes: alarms always, readings only as far as some screen shows them. */
export function mergeSubscriptions(wishes: readonly Subscription[]): Subscription {
  const readings = wishes.filter((wish) => wish.channels.includes('readings'));
  const channels: Subscription['channels'] = readings.length ? ['alerts', 'readings'] : ['alerts'];
  const bySensor = readings.every((wish) => wish.sensorIds?.length);
  const byMunicipality = readings.every((wish) => wish.municipalityIds?.length);
  if (readings.length && bySensor && !readings.some((wish) => wish.municipalityIds?.length)) {
    return { channels, sensorIds: [...new Set(readings.flatMap((wish) => wish.sensorIds ?? []))] };
  }
  if (readings.length && byMunicipality) {
    return { channels, municipalityIds: [...new Set(readings.flatMap((wish) => wish.municipalityIds ?? []))] };
  }
  return { channels };
}
