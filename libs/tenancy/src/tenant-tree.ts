import { DatabaseEvents } from '@app/database';
import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TenantForest } from './tenant-forest';
import type { TenantNode } from './tenant-node';

interface TenantRow {
  id: number;
  uid: string;
  kind: TenantNode['kind'];
  parent_id: number | null;
}

/**
 * The tenant tree in memory, kept fresh by the database's `registry` notifications: another process' new tenant is
 * known here within a second. The tree itself is no secret between tenants' processes; rows are guarded in the tables.
 */
@Injectable()
export class TenantTree implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(TenantTree.name);
  private forest = new TenantForest([]);
  private loading: Promise<void> | undefined;
  private again = false;
  private unlisten: (() => void) | undefined;
  private shape = '';
  private revisionNumber = 0;

  constructor(
    private readonly orm: MikroORM,
    private readonly events: DatabaseEvents,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.load();
    this.unlisten = this.events.listen('registry', () => {
      void this.refresh().catch((error: unknown) => this.logger.warn(`Tenant tree not refreshed: ${String(error)}`));
    });
  }

  onApplicationShutdown(): void {
    this.unlisten?.();
  }

  /** Reads the whole tree from the database now. */
  async load(): Promise<void> {
    const rows = (await this.orm.em
      .getConnection()
      .execute('select id, uid, kind, parent_id from tenants order by id', [], 'all')) as TenantRow[];
    const shape = rows.map(({ id, parent_id: parent }) => `${id}<${parent ?? ''}`).join(',');
    if (shape === this.shape && this.revisionNumber > 0) return;
    this.shape = shape;
    this.forest = new TenantForest(rows.map(({ id, uid, kind, parent_id: parentId }) => ({ id, uid, kind, parentId })));
    this.revisionNumber += 1;
  }

  /** As {@link load}; calls that come while one is under way share one further reading, so that nothing is missed. */
  async refresh(): Promise<void> {
    if (this.loading !== undefined) {
      this.again = true;
      return this.loading;
    }
    this.loading = this.loadUntilQuiet();
    return this.loading;
  }

  private async loadUntilQuiet(): Promise<void> {
    try {
      do {
        this.again = false;
        await this.load();
      } while (this.again);
    } finally {
      this.loading = undefined;
    }
  }

  /** Rises each time the tree has changed; whoever keeps derived facts compares it. */
  revision(): number {
    return this.revisionNumber;
  }

  /** Internal number of a public id; undefined when there is no such tenant. */
  idOf(uid: string): number | undefined {
    return this.forest.byPublicId(uid)?.id;
  }

  /** @throws {RangeError} for a number that is no tenant */
  uidOf(id: number): string {
    return this.node(id).uid;
  }

  /** @throws {RangeError} for a number that is no tenant */
  node(id: number): TenantNode {
    const node = this.forest.byNumber(id);
    if (node === undefined) throw new RangeError(`No tenant has the number ${id}`);
    return node;
  }

  /** The tenant itself and all below it. */
  visibleFrom(id: number): number[] {
    return [...this.forest.visibleFrom(id)];
  }

  /** The tenants above, nearest first. */
  ancestorsOf(id: number): number[] {
    return this.forest.ancestorsOf(id);
  }

  /** Every tenant: the scope of the system itself, never of a request. */
  all(): number[] {
    return this.forest.numbers();
  }

  /** @throws {RangeError} before the first start has made the nation */
  nation(): TenantNode {
    const nation = this.forest.nation();
    if (nation === undefined) throw new RangeError('The nation has not been made yet: start the API once');
    return nation;
  }

  /** False only before the first start has made the nation. */
  hasNation(): boolean {
    return this.forest.nation() !== undefined;
  }
}
