import { migrate } from '@app/database';
import { type SpawnedProcess, spawnRole } from '../../test/harness/spawned';
import { OwnPlatform, freePort } from '../bench/own-platform';
import { Broker } from './mosquitto';
import type { Entrances } from './open-lanes';
import { OwnRedis } from './redis';
import { seedTenant } from './seeding';
import type { Victim, World } from './world';

type Role = Parameters<typeof spawnRole>[0];

/** A process of one role, on the same ports each time. */
class RoleProcess implements Victim {
  private running: SpawnedProcess | undefined;

  constructor(
    private readonly role: Role,
    private readonly environment: Record<string, string>,
  ) {}

  async kill(): Promise<void> {
    await this.running?.stop('SIGKILL');
  }

  async revive(): Promise<void> {
    this.running = await spawnRole(this.role, this.environment);
  }
}

/** The form with several processes: api, worker and two ingest beside PostgreSQL, Redis and Mosquitto. */
export class SeveralProcesses implements World {
  private constructor(
    private readonly own: OwnPlatform,
    private readonly chirpstack: Broker,
    readonly entrances: Entrances,
    readonly victims: Readonly<Record<string, Victim>>,
  ) {}

  get sql(): Entrances['sql'] {
    return this.entrances.sql;
  }

  static async open(): Promise<SeveralProcesses> {
    const own = await OwnPlatform.prepare();
    const opened: Victim[] = [];
    const opening = async <Each extends Victim>(each: Promise<Each>): Promise<Each> => {
      opened.push(await each);
      return each;
    };
    try {
      const chirpstack = await opening(Broker.start(own.folder, 'chirpstack'));
      const broker = await opening(Broker.start(own.folder, 'devices'));
      const redis = await opening(OwnRedis.start(own.folder));
      const { app, owner, ingest } = own.cluster.urls;
      await migrate(owner);
      const coapPort = await freePort();
      const common = {
        HOST: '127.0.0.1',
        LOG_LEVEL: 'error',
        HYDRANT_SECRET_KEY: Buffer.alloc(32, 'several processes').toString('base64'),
        HYDRANT_DATA_DIR: own.folder,
        DATABASE_URL: app,
        REDIS_URL: redis.url,
        MQTT_URL: broker.url,
        COAPS_PORT: '0',
        RATE_LIMIT_PER_MINUTE: '1000000',
        RATE_LIMIT_DEVICE_PER_MINUTE: '1000000',
      };
      const reading = { ...common, DATABASE_INGEST_URL: ingest };
      const first = { PORT: String(own.httpPort), TCP_PORT: String(own.tcpPort), COAP_PORT: String(coapPort) };
      const second = { PORT: String(await freePort()), TCP_PORT: '0', COAP_PORT: '0' };
      const processes = {
        api: new RoleProcess('api', {
          ...common,
          PORT: String(await freePort()),
          HYDRANT_ADMIN_PASSWORD: 'correct horse battery staple',
        }),
        worker: new RoleProcess('worker', { ...common, PORT: String(await freePort()), DATABASE_OWNER_URL: owner }),
        ingest: new RoleProcess('ingest', { ...reading, ...first }),
        'ingest-2': new RoleProcess('ingest', { ...reading, ...second }),
      };
      opened.push(...Object.values(processes));
      await processes.api.revive();
      await Promise.all([processes.worker, processes.ingest, processes['ingest-2']].map((each) => each.revive()));
      const sql: Entrances['sql'] = (statement, parameters) => own.sql(statement, parameters);
      const entrances: Entrances = {
        sql,
        tenantId: await seedTenant(sql),
        httpUrl: own.httpUrl,
        mqttPort: 0,
        mqttUrl: broker.url,
        tcpPort: own.tcpPort,
        coapPort,
        chirpstackUrl: chirpstack.url,
      };
      const database = { kill: () => own.cluster.kill9(), revive: () => own.startDatabase() };
      return new SeveralProcesses(own, chirpstack, entrances, { ...processes, database, broker, redis });
    } catch (error) {
      await Promise.all(opened.map((each) => each.kill()));
      await own.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { database: _, ...others } = this.victims;
    await Promise.all(Object.values(others).map((victim) => victim.kill()));
    await this.chirpstack.kill();
    await this.own.close();
  }
}
