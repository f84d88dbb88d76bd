import { UnitOfWork, type Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { TenantKind, TenantNode } from './tenant-node';
import { TenantTree } from './tenant-tree';

/** Grows the tenant tree. What a tenant is called and where it lies belongs to the municipalities library. */
@Injectable()
export class TenancyService {
  constructor(
    private readonly tree: TenantTree,
    private readonly units: UnitOfWork,
  ) {}

  /**
   * Makes a tenant in the caller's transaction and opens the transaction's scope to it, so that its first rows can be
   * written at once. The tree in memory knows it when the transaction's `run` has returned.
   *
   * @param parentUid - public id of the tenant above: the nation for a region, a region for a municipality
   * @throws {RangeError} when the parent is unknown or of the wrong kind; callers check what users send before
   */
  async createTenant(work: Work, kind: TenantKind, parentUid: string): Promise<TenantNode> {
    const rows = await work.sql<{ id: number; kind: TenantKind }>(`select id, kind from tenants where uid = ?`, [
      parentUid,
    ]);
    const parent = rows[0];
    const wanted = kind === 'region' ? 'nation' : 'region';
    if (parent === undefined || parent.kind !== wanted) throw new RangeError(`A ${kind} belongs to a ${wanted}`);
    const node = await this.insert(work, kind, parent.id);
    await work.widen(node.id);
    work.afterCommit(() => this.tree.refresh());
    return node;
  }

  /** Makes the root of the tree at the first start; any number of processes may ask at once. */
  async ensureNation(): Promise<TenantNode> {
    await this.units.run([], async (work) => {
      await work.sql(`select pg_advisory_xact_lock(hashtextextended('hydrant.nation', 0))`);
      const found = await work.sql(`select 1 from tenants where kind = 'nation'`);
      if (found.length === 0) await this.insert(work, 'nation', null);
    });
    await this.tree.refresh();
    return this.tree.nation();
  }

  /** What people call a tenant. The nation has no name of its own. */
  async nameOf(work: Work, id: number): Promise<string> {
    const [row] = await work.sql<{ name: string }>(
      `select name from municipalities where tenant_id = ? union all select name from regions where tenant_id = ? limit 1`,
      [id, id],
    );
    return row?.name ?? 'Nation';
  }

  private async insert(work: Work, kind: TenantKind, parentId: number | null): Promise<TenantNode> {
    const uid = uuidv7();
    const [row] = await work.sql<{ id: number }>(
      `insert into tenants (uid, kind, parent_id) values (?, ?, ?) returning id`,
      [uid, kind, parentId],
    );
    if (row === undefined) throw new Error('The database answered no number for a new tenant');
    return { id: row.id, uid, kind, parentId };
  }
}
