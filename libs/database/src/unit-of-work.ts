import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from '@mikro-orm/postgresql';
import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';

/** What a unit of work may do: an entity manager bound to its transaction, and plain SQL in the same transaction. */
export interface Work {
  em: EntityManager;
  /** Internal numbers of the tenants whose rows are visible, as given. */
  tenants: readonly number[];
  /**
   * Runs SQL in this transaction with `?` placeholders (write `??` for an identifier, `\\?` for the jsonb operator).
   * @returns the rows, columns named as in the database
   */
  sql: <Row = Record<string, unknown>>(statement: string, parameters?: readonly unknown[]) => Promise<Row[]>;
  /** Opens the scope of this transaction to a tenant that was made in it. */
  widen: (tenant: number) => Promise<void>;
  /** Runs as the last thing before the commit, in order, after the entities are flushed; may write, and may fail the transaction. */
  beforeCommit: (hook: () => Promise<void>) => void;
  /** Runs after the commit, in order; never runs when the transaction is rolled back. */
  afterCommit: (hook: () => void | Promise<void>) => void;
}

/**
 * The one way to the database for everything but ingest: a transaction of the application role whose row-level scope
 * is set for just that transaction. Without a scope no tenant's row is seen.
 */
@Injectable()
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Work>();

  constructor(private readonly orm: MikroORM) {}

  /**
   * Runs `action` in one transaction that sees the given tenants. Commits when it resolves, rolls back when it throws.
   * A call within another joins that transaction if it asks for no more than the outer one may see.
   *
   * @param tenants - internal tenant numbers (never public ids)
   * @throws {RangeError} when a nested call asks for tenants that the outer one does not see
   */
  async run<T>(tenants: readonly number[], action: (work: Work) => Promise<T>): Promise<T> {
    const outer = this.current.getStore();
    if (outer !== undefined) {
      const missing = tenants.filter((tenant) => !outer.tenants.includes(tenant));
      if (missing.length > 0)
        throw new RangeError(`A nested unit of work asks for tenants ${missing.join(', ')} outside its transaction`);
      return action(outer);
    }
    const last: (() => Promise<void>)[] = [];
    const after: (() => void | Promise<void>)[] = [];
    const result = await this.orm.em.fork().transactional(async (em) => {
      const visible = [...tenants];
      const sql: Work['sql'] = (statement, parameters = []) =>
        em.getConnection().execute(statement, [...parameters], 'all', em.getTransactionContext()) as Promise<never>;
      const setScope = () => sql(`select set_config('app.tenants', ?, true)`, [visible.join(',')]);
      await setScope();
      const work: Work = {
        em: em as EntityManager,
        tenants: visible,
        sql,
        widen: async (tenant) => {
          if (!visible.includes(tenant)) visible.push(tenant);
          await setScope();
        },
        beforeCommit: (hook) => void last.push(hook),
        afterCommit: (hook) => void after.push(hook),
      };
      return this.current.run(work, async () => {
        const value = await action(work);
        await em.flush();
        for (const hook of last) await hook();
        return value;
      });
    });
    for (const hook of after) await hook();
    return result;
  }

  /**
   * As {@link run}, in a transaction of its own even within another: for what must be kept though the other is rolled back.
   * It must not wait for rows that the other has locked.
   */
  runApart<T>(tenants: readonly number[], action: (work: Work) => Promise<T>): Promise<T> {
    return this.current.exit(() => this.run(tenants, action));
  }
}
