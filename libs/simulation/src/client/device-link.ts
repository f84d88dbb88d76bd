import { setTimeout as wait } from 'node:timers/promises';
import { connect, type MqttClient } from 'mqtt';
import { backoffMs } from './api-client';
import { type Post, cutPost, postUntilAnswered } from './links/post';

/** One reading on the wire. */
export interface WireReading {
  readonly sensor_id: string;
  readonly value: number;
  readonly unit: string;
  readonly timestamp: string;
}

/** Outcome counts of a message; over MQTT all that is known is that it was taken. */
export interface LinkReport {
  readonly accepted: number;
  readonly rejected: number;
  /** Why, in words, for the first readings that were rejected. */
  readonly reasons: readonly string[];
}

/** What a device has in its memory. */
export interface DeviceIdentity {
  readonly id: string;
  readonly token: string;
}

/** A device's way to the platform. */
export interface DeviceLink {
  /**
   * Delivers readings; resolves when the platform has acknowledged them, however long that takes and however often it has to
   * be tried. @throws {LinkRefused} when the platform refuses the device for good @throws when the signal ends it
   */
  send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport>;
  /** Breaks off in the middle of a message, as a device does that loses power; it is sent whole afterwards. */
  half?(readings: readonly WireReading[]): Promise<void>;
  /** Drops the connection until {@link resume}, like a device without power. */
  pause(): Promise<void>;
  resume(): void;
  /** Ends the connection. */
  close(): Promise<void>;
}

/** The platform does not take this device's credentials. */
export class LinkRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LinkRefused';
  }
}

/** MQTT 3.1.1, QoS 1: acknowledged means committed. The client repeats what is unacknowledged after a lost connection. */
export class MqttLink implements DeviceLink {
  private client: MqttClient | null = null;

  constructor(
    private readonly url: string,
    private readonly identity: DeviceIdentity,
    private readonly onProblem: (message: string) => void = () => undefined,
  ) {
    this.resume();
  }

  async send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport> {
    const payload = JSON.stringify(readings.length === 1 ? readings[0] : readings);
    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted();
      const { client } = this;
      if (client) {
        try {
          await abortable(client.publishAsync(`wm/v1/${this.identity.id}/up`, payload, { qos: 1 }), signal);
          return { accepted: readings.length, rejected: 0, reasons: [] };
        } catch {
          signal.throwIfAborted();
        }
      }
      await wait(backoffMs(attempt), undefined, { signal });
    }
  }

  async half(readings: readonly WireReading[]): Promise<void> {
    const { client } = this;
    if (!client?.connected) return;
    const topic = Buffer.from(`wm/v1/${this.identity.id}/up`);
    const payload = Buffer.from(JSON.stringify(readings));
    const rest = 2 + topic.length + 2 + payload.length;
    const length =
      rest < 128
        ? [rest]
        : rest < 16_384
          ? [(rest & 127) | 128, rest >> 7]
          : [(rest & 127) | 128, ((rest >> 7) & 127) | 128, rest >> 14];
    const packet = Buffer.concat([
      Buffer.from([0x32, ...length, topic.length >> 8, topic.length & 0xff]),
      topic,
      Buffer.from([0xff, 0xfe]),
      payload.subarray(0, payload.length >> 1),
    ]);
    await new Promise<void>((resolve) => {
      client.stream.write(packet, () => resolve());
    });
    client.stream.destroy();
  }

  async pause(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.endAsync(true);
  }

  resume(): void {
    if (this.client) return;
    const { id, token } = this.identity;
    const client = connect(this.url, {
      clientId: id,
      username: id,
      password: token,
      protocolVersion: 4,
      clean: true,
      keepalive: 60,
      connectTimeout: 10_000,
      reconnectPeriod: 1500 + Math.round(Math.random() * 1500),
      queueQoSZero: false,
    });
    client.on('error', (error) => this.onProblem(problemOf(id, error)));
    this.client = client;
  }

  close(): Promise<void> {
    return this.pause();
  }
}

/** A lost broker is the same news for every device; refused credentials belong to one. */
function problemOf(id: string, error: Error & { readonly code?: number | string }): string {
  if (typeof error.code === 'number') return `The MQTT broker refuses device ${id}: ${error.message}.`;
  return `The MQTT broker cannot be reached (${error.code ?? error.message}); devices try again.`;
}

/** HTTP with the device's own token: a 2xx means committed. */
export class HttpLink implements DeviceLink {
  private paused = false;

  constructor(
    private readonly server: string,
    private readonly identity: DeviceIdentity,
  ) {}

  async send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport> {
    const { status, text } = await postUntilAnswered(this.post(readings), () => this.paused, signal);
    if (status === 401 || status === 403) {
      throw new LinkRefused(`The platform refuses device ${this.identity.id} (${status}).`);
    }
    if (status >= 400) {
      return { accepted: 0, rejected: readings.length, reasons: [`${status}: ${text.slice(0, 200)}`] };
    }
    return reportOf(text, readings.length);
  }

  async half(readings: readonly WireReading[]): Promise<void> {
    if (!this.paused) await cutPost(this.post(readings));
  }

  private post(readings: readonly WireReading[]): Post {
    const { id, token } = this.identity;
    const headers = { authorization: `Bearer ${id}.${token}`, 'content-type': 'application/json' };
    return { url: `${this.server}/api/v1/telemetry`, headers: () => headers, body: JSON.stringify(readings) };
  }

  async pause(): Promise<void> {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  async close(): Promise<void> {
    this.paused = true;
  }
}

interface Report {
  stored?: number;
  duplicate?: number;
  late?: number;
  conflict?: number;
  quarantined?: number;
  results?: { index: number; outcome: string; reason?: string; detail?: string }[];
}

function reportOf(text: string, sent: number): LinkReport {
  if (text === '') return { accepted: sent, rejected: 0, reasons: [] };
  const report = JSON.parse(text) as Report;
  const rejected = (report.conflict ?? 0) + (report.quarantined ?? 0);
  const refused = (report.results ?? []).filter(({ outcome }) => outcome === 'conflict' || outcome === 'quarantined');
  const reasons = refused
    .slice(0, 5)
    .map(({ index, outcome, reason, detail }) => `reading ${index}: ${detail ?? reason ?? outcome}`);
  return { accepted: sent - rejected, rejected, reasons };
}

/** Settles as the promise does, or rejects as soon as the signal ends it. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
