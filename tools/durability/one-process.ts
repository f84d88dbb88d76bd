import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OwnPlatform, freePort } from '../bench/own-platform';
import { Broker } from './mosquitto';
import type { Entrances } from './open-lanes';
import { seedTenant } from './seeding';
import type { Victim, World } from './world';

/** The form with one process: a durable PostgreSQL and the platform, in a folder of their own. ChirpStack's broker is not ours. */
export class OneProcess implements World {
  readonly victims: Readonly<Record<string, Victim>>;

  private constructor(
    private readonly own: OwnPlatform,
    private readonly chirpstack: Broker,
    readonly entrances: Entrances,
    preload: string | undefined,
  ) {
    this.victims = {
      platform: { kill: () => own.stop('SIGKILL'), revive: () => own.start(preload) },
      database: { kill: () => own.cluster.kill9(), revive: () => own.startDatabase() },
    };
  }

  /** Of the platform. */
  get pid(): number {
    return this.own.pid;
  }

  /** False once the platform has ended by itself. */
  get isRunning(): boolean {
    return this.own.isRunning;
  }

  /** What the platform has logged of late. */
  logEnd(): string {
    return readFileSync(path.join(this.own.folder, 'platform.log'), 'utf8').slice(-4_000);
  }

  get sql(): Entrances['sql'] {
    return this.entrances.sql;
  }

  /** @param preload - module that the platform loads before anything else */
  static async open(preload?: string): Promise<OneProcess> {
    const coapPort = await freePort();
    const own = await OwnPlatform.prepare({ COAP_PORT: String(coapPort), COAPS_PORT: '0' });
    try {
      const chirpstack = await Broker.start(own.folder, 'chirpstack');
      await own.start(preload);
      const sql: Entrances['sql'] = (statement, parameters) => own.sql(statement, parameters);
      const { httpUrl, mqttPort, tcpPort } = own;
      const tenantId = await seedTenant(sql);
      const entrances = { sql, tenantId, httpUrl, mqttPort, tcpPort, coapPort, chirpstackUrl: chirpstack.url };
      return new OneProcess(own, chirpstack, entrances, preload);
    } catch (error) {
      await own.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.chirpstack.kill();
    await this.own.close();
  }
}
