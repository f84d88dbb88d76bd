import { SETTINGS, type Settings } from '@app/config';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';

type Listener = (payload: string) => void;

const RETRY_MS = 1_000;

/**
 * Hears PostgreSQL notifications over one connection that heals by itself. A notification can be missed while the
 * connection is away, so every listener is also called, with an empty payload, each time it comes (back) up; whoever
 * listens looks up in the database what is new and never trusts the payload alone.
 */
@Injectable()
export class DatabaseEvents implements OnApplicationShutdown {
  private readonly listeners = new Map<string, Set<Listener>>();
  private client: Client | undefined;
  private connecting = false;
  private stopped = false;
  private adding: Promise<void> = Promise.resolve();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /**
   * Calls `listener` for each notification on a channel.
   * @returns a function that ends the listening
   */
  listen(channel: string, listener: Listener): () => void {
    const known = this.listeners.get(channel);
    if (known !== undefined) known.add(listener);
    else {
      this.listeners.set(channel, new Set([listener]));
      if (this.client !== undefined) this.addChannel(this.client, channel);
    }
    void this.connect();
    return () => void this.listeners.get(channel)?.delete(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    if (this.client !== undefined || this.connecting || this.stopped) return;
    this.connecting = true;
    try {
      const client = this.newClient();
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`listen ${quote(channel)}`);
      if (this.stopped) {
        await client.end();
        return;
      }
      this.client = client;
      for (const channel of this.listeners.keys()) this.tell(channel, '');
    } catch {
      this.retryLater();
    } finally {
      this.connecting = false;
    }
  }

  private newClient(): Client {
    const client = new Client({
      connectionString: this.settings.DATABASE_URL,
      application_name: 'hydrant-events',
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => this.tell(channel, payload ?? ''));
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    return client;
  }

  /** One statement at a time. A connection that cannot listen is lost, and the next one listens to all channels. */
  private addChannel(client: Client, channel: string): void {
    this.adding = this.adding.then(async () => {
      await client.query(`listen ${quote(channel)}`).catch(() => undefined);
    });
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.retryLater();
  }

  private retryLater(): void {
    if (!this.stopped) setTimeout(() => void this.connect(), RETRY_MS).unref();
  }

  private tell(channel: string, payload: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload);
  }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
