import { UnitOfWork, type Work } from '@app/database';
import type { PluginState } from '@app/plugin-sdk';
import { Injectable } from '@nestjs/common';

const MAX_KEYS = 10_000;
const MAX_KEY = 200;
const MAX_VALUE = 65_536;
/** Bytes of values that are listed at a time: the store of one instance must not fill the host's memory. */
const MAX_LISTED = 16 * 1_048_576;

/** The small stores of instances, in the database. */
@Injectable()
export class PluginStates {
  constructor(private readonly units: UnitOfWork) {}

  /** The store of one instance. */
  of(instance: string): PluginState {
    return {
      get: (key) => this.run((work) => read(work, instance, key)),
      put: async (key, value, ttlS) => {
        if (key === '' || key.length > MAX_KEY) throw new RangeError(`A key has 1 to ${MAX_KEY} characters`);
        if (value.length > MAX_VALUE) throw new RangeError(`A value has at most ${MAX_VALUE} bytes`);
        await this.run((work) => write(work, instance, key, Buffer.from(value), ttlS ?? null));
      },
      delete: async (key) => {
        await this.run((work) =>
          work.sql('delete from plugin_state where instance_id = ? and key = ?', [instance, key]),
        );
      },
      list: (prefix) => this.run((work) => list(work, instance, prefix)),
    };
  }

  /** Empties the store of an instance that is no more: what its last run put there after the deletion goes too. */
  async forget(instance: string): Promise<void> {
    await this.run((work) => work.sql('delete from plugin_state where instance_id = ?', [instance]));
  }

  /** Its own transaction: a plugin must not see, or be undone by, the work of whoever happens to call it. */
  private run<T>(action: (work: Work) => Promise<T>): Promise<T> {
    return this.units.runApart([], action);
  }
}

const FRESH = '(expires_at is null or expires_at > now())';

async function read(work: Work, instance: string, key: string): Promise<Uint8Array | null> {
  const [row] = await work.sql<{ value: Buffer }>(
    `select value from plugin_state where instance_id = ? and key = ? and ${FRESH}`,
    [instance, key],
  );
  return row?.value ?? null;
}

async function list(work: Work, instance: string, prefix: string): Promise<{ key: string; value: Uint8Array }[]> {
  const [{ bytes } = { bytes: 0 }] = await work.sql<{ bytes: number }>(
    `select coalesce(sum(octet_length(value)), 0)::float8 as bytes from plugin_state
     where instance_id = ? and starts_with(key, ?) and ${FRESH}`,
    [instance, prefix],
  );
  if (bytes > MAX_LISTED) throw new RangeError(`At most ${MAX_LISTED} bytes are listed at a time: use a longer prefix`);
  return work.sql<{ key: string; value: Buffer }>(
    `select key, value from plugin_state where instance_id = ? and starts_with(key, ?) and ${FRESH} order by key collate "C"`,
    [instance, prefix],
  );
}

async function write(work: Work, instance: string, key: string, value: Buffer, ttlS: number | null): Promise<void> {
  const until = `now() + make_interval(secs => ?::float8)`;
  const updated = await work.sql(
    `update plugin_state set value = ?, expires_at = ${until} where instance_id = ? and key = ? returning key`,
    [value, ttlS, instance, key],
  );
  if (updated.length > 0) return;
  await work.sql('delete from plugin_state where instance_id = ? and expires_at <= now()', [instance]);
  const inserted = await work.sql(
    `insert into plugin_state (instance_id, key, value, expires_at)
     select ?, ?, ?, ${until} where (select count(*) from plugin_state where instance_id = ?) < ${MAX_KEYS}
     on conflict (instance_id, key) do update set value = excluded.value, expires_at = excluded.expires_at returning key`,
    [instance, key, value, ttlS, instance],
  );
  if (inserted.length === 0) throw new RangeError(`An instance keeps at most ${MAX_KEYS} keys`);
}
