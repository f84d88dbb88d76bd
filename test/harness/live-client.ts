import { eventually } from '@app/testing';
import { WebSocket } from 'ws';

/** A message of the live stream, as a client sees it. */
export interface Heard {
  type: string;
  cursor?: string;
  code?: string;
  data?: { id?: string; state?: string; version?: number; sensorIds?: string[]; values?: number[]; times?: number[] };
}

/** A plain WebSocket client of `/api/v1/live` that remembers what it heard. */
export class LiveClient {
  readonly heard: Heard[] = [];
  closed: number | null = null;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (bytes: Buffer) => this.heard.push(JSON.parse(bytes.toString()) as Heard));
    socket.on('close', (code) => (this.closed = code));
    socket.on('error', () => undefined);
  }

  static async connect(url: string, headers: Record<string, string> = {}): Promise<LiveClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`, { headers });
    const client = new LiveClient(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return client;
  }

  /** Signs in and subscribes to both channels, or as the wish says. */
  static async open(url: string, token: string | null, wish: object = {}): Promise<LiveClient> {
    const client = await LiveClient.connect(url);
    client.send({ type: 'auth', token });
    client.send({ type: 'subscribe', channels: ['readings', 'alerts'], ...wish });
    await eventually(() => {
      if (!client.heard.some(({ type }) => type === 'ready')) throw new Error('not ready');
    });
    return client;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Values heard of one sensor, in the order of hearing. */
  values(sensorId: string): number[] {
    return this.heard.flatMap(({ type, data }) =>
      type === 'readings' ? (data?.values ?? []).filter((_, index) => data?.sensorIds?.[index] === sensorId) : [],
    );
  }

  alerts(): Heard[] {
    return this.heard.filter(({ type }) => type === 'alert');
  }

  cursor(): string | undefined {
    return this.heard.findLast(({ cursor }) => cursor !== undefined)?.cursor;
  }

  close(): void {
    this.socket.close();
  }
}
