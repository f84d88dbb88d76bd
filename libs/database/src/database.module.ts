import { setTimeout as delay } from 'node:timers/promises';
import { SETTINGS, type Settings } from '@app/config';
import { MikroORM } from '@mikro-orm/postgresql';
import { type DynamicModule, Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { DatabaseEvents } from './database-events';
import { type EntityClasses, openOrm } from './orm';
import { PartitionKeeper } from './partition-keeper';
import { UnitOfWork } from './unit-of-work';

/** Pool of the owning role: partitions only. Null when no owner URL is set; then another process keeps partitions. */
export const OWNER_POOL = Symbol('OWNER_POOL');

const CLOSE_MS = 5_000;

/** Closes what the module opened, after everything that uses it has stopped. */
@Injectable()
class DatabaseShutdown implements OnApplicationShutdown {
  constructor(
    private readonly orm: MikroORM,
    @Inject(OWNER_POOL) private readonly owner: Pool | null,
  ) {}

  /** The pool waits for every connection to come back; one that was being opened at that moment may never do. */
  async onApplicationShutdown(): Promise<void> {
    const closed = Promise.all([this.orm.close(true), this.owner?.end()]);
    await Promise.race([closed, delay(CLOSE_MS, undefined, { ref: false })]);
  }
}

@Global()
@Module({})
export class DatabaseModule {
  /** @param entities - entity classes of all domain libraries that the app runs */
  static forRoot({ entities }: { entities: EntityClasses }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: MikroORM,
          inject: [SETTINGS],
          useFactory: (settings: Settings) =>
            openOrm({ url: settings.DATABASE_URL, entities, poolSize: settings.DATABASE_POOL_SIZE }),
        },
        {
          provide: OWNER_POOL,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => openPool(settings.DATABASE_OWNER_URL, 2),
        },
        {
          provide: PartitionKeeper,
          inject: [OWNER_POOL],
          useFactory: (pool: Pool | null) => (pool === null ? null : new PartitionKeeper(pool)),
        },
        UnitOfWork,
        DatabaseEvents,
        DatabaseShutdown,
      ],
      exports: [MikroORM, OWNER_POOL, PartitionKeeper, UnitOfWork, DatabaseEvents],
    };
  }
}

/**
 * A pool whose idle connections may break (a database restart) without ending the process; the next query reconnects.
 * @returns null without a URL
 */
export function openPool(url: string | undefined, max: number): Pool | null {
  if (url === undefined) return null;
  const pool = new Pool({ connectionString: url, max, application_name: 'hydrant', connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  return pool;
}
