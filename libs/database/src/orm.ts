import { type AnyEntity, type EntityClass, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { migrations } from '../../../migrations';
import { prepareJobStore } from './job-store';

/** Entity classes of one or more domain libraries. */
export type EntityClasses = EntityClass<AnyEntity>[];

interface OrmOptions {
  url: string;
  entities: EntityClasses;
  poolSize: number;
}

/** Opens the object-relational mapper of the application role; connects at the first query. */
export function openOrm({ url, entities, poolSize }: OrmOptions): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities,
    namingStrategy: UnderscoreNamingStrategy,
    pool: { min: 0, max: poolSize },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    driverOptions: {
      // Waiting for a free connection ends too: the caller is told to try again.
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
      application_name: 'hydrant',
    },
    allowGlobalContext: false,
    ignoreUndefinedInQuery: false,
  });
}

/**
 * Brings the schema, and the tables of the job store, up to date over a connection of the owning role.
 * Several processes may call it at once: an advisory lock lets one of them work and the others find it done.
 * @returns names of the migrations that were run, oldest first
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    discovery: { warnWhenNoEntities: false },
    logger: () => undefined,
    migrations: { migrationsList: migrations, tableName: 'schema_migrations', snapshot: false, allOrNothing: true },
  });
  try {
    return await orm.em.fork().transactional(async (em) => {
      await em.execute(`select pg_advisory_xact_lock(hashtextextended('hydrant.migrate', 0))`);
      const done = await orm.migrator.up();
      await prepareJobStore(ownerUrl);
      return done.map(({ name }) => name);
    });
  } finally {
    await orm.close(true);
  }
}
