import { type Action, type Principal, type Subject, assertAllowed, allowed, conditionFor } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { ListQuery, Page, SortTerm } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type IfMatchHeader, assertVersion } from '@app/http';
import { notFound } from '@app/kernel';
import { type TenantNode, TenantTree } from '@app/tenancy';
import { type FilterQuery, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { narrow } from './scope';
import { containing } from './sql-text';
import type { TenantEntity } from './tenant-entity';

/** What every resource needs. */
@Injectable()
export class ResourceTools {
  constructor(
    readonly units: UnitOfWork,
    readonly trail: AuditTrail,
    readonly tree: TenantTree,
  ) {}
}

/** What makes a resource, beside its entity's behaviour. */
export interface ResourceOutline<Row extends TenantEntity> {
  /** What rules and the audit trail call it. */
  subject: Subject;
  /** What messages call it. */
  noun: string;
  entity: new () => Row;
  /** Entity properties that `q` looks into. */
  search: readonly (keyof Row & string)[];
  /** Entity properties that list parameters of the same name select by, one value of several. */
  filters: readonly (keyof Row & string)[];
  /** Order when none is asked for. */
  order: keyof Row & string;
  /** Fields that change without anybody's doing: not kept in the audit trail. */
  volatile?: readonly string[];
}

/** An object as the API shows it. */
export interface Shown {
  id: string;
  version: number;
}

/** A list query with the filters that every resource of a municipality has. */
export type ResourceQuery = ListQuery & { municipalityId?: string[] | undefined; [filter: string]: unknown };

/**
 * Reads and changes one kind of tenant-owned object, the same way for all kinds: rights in the query, foreign objects as
 * if they were not there, one audit row for each change, versions against lost updates. A kind says what it is
 * ({@link outline}), what it looks like ({@link views}) and how it is made, changed and taken away.
 */
@Injectable()
export abstract class ResourceService<Row extends TenantEntity, View extends Shown, Draft, Patch extends object> {
  protected abstract readonly outline: ResourceOutline<Row>;

  constructor(protected readonly tools: ResourceTools) {}

  /** The rows as the API shows them, in the same order. */
  protected abstract views(work: Work, rows: Row[]): Promise<View[]> | View[];

  /** Tenant in which the drafted object is to live. */
  protected abstract tenantFor(work: Work, principal: Principal, draft: Draft): Promise<TenantNode>;

  /** Fills a new row; its id, tenant and times are set. */
  protected abstract fill(work: Work, principal: Principal, row: Row, draft: Draft): Promise<void>;

  /** Changes a row as asked; its version and time are raised by the caller. */
  protected abstract change(work: Work, principal: Principal, row: Row, patch: Patch): Promise<void>;

  /** Refuses, or clears the way, before a row is taken away. */
  protected async beforeRemove(_work: Work, _row: Row): Promise<void> {}

  /** Further conditions of a list; null: nothing can match. */
  protected async conditions(_work: Work, _query: ResourceQuery): Promise<FilterQuery<Row>[] | null> {
    return [];
  }

  /** What a list may show of the given tenants; null: nothing. */
  protected readable(principal: Principal, tenants: number[]): FilterQuery<Row> | null {
    const rights = this.rights(principal, 'read');
    return rights === null ? null : ({ $and: [rights, { tenantId: { $in: tenants } }] } as FilterQuery<Row>);
  }

  /** One page of the objects that the principal may read. */
  async list(principal: Principal, query: ResourceQuery): Promise<Page<View>> {
    const tenants = narrow(principal, this.tools.tree, query.municipalityId);
    return this.tools.units.run(tenants, async (work) => {
      const own = await this.conditions(work, query);
      const readable = this.readable(principal, tenants);
      if (own === null || readable === null) return pageOf(query, [], 0);
      const where = { $and: [readable, ...this.filters(query), ...own] };
      const [rows, total] = await work.em.findAndCount(this.outline.entity, where as FilterQuery<Row>, {
        limit: query.pageSize,
        offset: (query.page - 1) * query.pageSize,
        orderBy: this.order(query.sort) as never,
      });
      return pageOf(query, await this.shown(work, principal, rows), total);
    });
  }

  /** @throws {DomainError} not-found */
  async get(principal: Principal, id: string): Promise<View> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.find(work, principal, id);
      return (await this.shown(work, principal, [row]))[0] as View;
    });
  }

  /** @throws {DomainError} forbidden, invalid, conflict */
  async create(principal: Principal, draft: Draft): Promise<View> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const tenant = await this.tenantFor(work, principal, draft);
      assertAllowed(principal, 'create', this.outline.subject, { ...draft, tenantId: tenant.id });
      const row = await this.insert(work, principal, tenant, draft);
      const view = await this.view(work, row);
      this.record(work, row, 'create', null, view);
      return view;
    });
  }

  /**
   * @param seen - `If-Match` of the request
   * @throws {DomainError} not-found, forbidden, precondition-failed, invalid, conflict
   */
  async update(principal: Principal, id: string, seen: IfMatchHeader, patch: Patch): Promise<View> {
    return this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.find(work, principal, id, true);
      this.assertMay(principal, 'update', row);
      for (const field of Object.keys(patch)) this.assertMay(principal, 'update', row, field);
      assertVersion(row.version, seen);
      const before = await this.view(work, row);
      await this.change(work, principal, row, patch);
      await this.changed(work, row, before, 'update');
      return (await this.shown(work, principal, [row]))[0] as View;
    });
  }

  /** @throws {DomainError} not-found, forbidden, precondition-failed, conflict */
  async remove(principal: Principal, id: string, seen: IfMatchHeader): Promise<void> {
    await this.tools.units.run(principal.tenants, async (work) => {
      const row = await this.find(work, principal, id, true);
      this.assertMay(principal, 'delete', row);
      assertVersion(row.version, seen);
      await this.beforeRemove(work, row);
      const before = await this.view(work, row);
      work.em.remove(row);
      await work.em.flush();
      this.record(work, row, 'delete', before, null);
    });
  }

  /** @throws {DomainError} not-found when it does not exist or may not be read */
  protected async find(work: Work, principal: Principal, id: string, lock = false): Promise<Row> {
    const rights = this.rights(principal, 'read');
    const where = { $and: [rights, { id, tenantId: { $in: [...work.tenants] } }] } as FilterQuery<Row>;
    const options = lock ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {};
    const row = rights === null ? null : await work.em.findOne(this.outline.entity, where, options);
    if (row === null) throw notFound(this.outline.noun, id);
    return row as Row;
  }

  /** Makes and stores a row; rights have been asked. */
  protected async insert(work: Work, principal: Principal, tenant: TenantNode, draft: Draft): Promise<Row> {
    const row = new this.outline.entity();
    const now = new Date();
    Object.assign(row, { id: this.newId(tenant), tenantId: tenant.id, version: 1, createdAt: now, updatedAt: now });
    await this.fill(work, principal, row, draft);
    work.em.persist(row);
    await work.em.flush();
    return row;
  }

  /** Raises the version, stores, and notes the change. */
  protected async changed(work: Work, row: Row, before: View, action: string): Promise<View> {
    row.version += 1;
    row.updatedAt = new Date();
    await work.em.flush();
    const after = await this.view(work, row);
    this.record(work, row, action, before, after);
    return after;
  }

  protected abstract newId(tenant: TenantNode): string;

  protected assertMay(principal: Principal, action: Action, row: Row, field?: string): void {
    assertAllowed(principal, action, this.outline.subject, row, field);
  }

  protected async view(work: Work, row: Row): Promise<View> {
    return (await this.views(work, [row]))[0] as View;
  }

  protected record(work: Work, row: Row, action: string, before: View | null, after: View | null): void {
    const { subject, volatile = [] } = this.outline;
    const kept = (view: View | null) =>
      view && Object.fromEntries(Object.entries(view).filter(([name]) => !volatile.includes(name)));
    const entry = { action, objectType: subject, objectId: row.id, tenantId: row.tenantId };
    this.tools.trail.record(work, { ...entry, before: kept(before), after: kept(after) });
  }

  private rights(principal: Principal, action: Action): FilterQuery<Row> | null {
    return conditionFor<Row>(principal, action, this.outline.subject);
  }

  /** Views without the fields that the principal's rules keep from them; id and version always show. */
  private async shown(work: Work, principal: Principal, rows: Row[]): Promise<View[]> {
    const views = await this.views(work, rows);
    const { subject } = this.outline;
    if (!principal.ability.rulesFor('read', subject).some((rule) => rule.fields !== undefined)) return views;
    const open = (row: Row, name: string) =>
      name === 'id' || name === 'version' || allowed(principal, 'read', subject, row, name);
    return views.map(
      (view, index) =>
        Object.fromEntries(Object.entries(view).filter(([name]) => open(rows[index] as Row, name))) as unknown as View,
    );
  }

  private filters(query: ResourceQuery): object[] {
    const { filters, search } = this.outline;
    const chosen = filters
      .filter((name) => query[name] !== undefined)
      .map((name) => ({ [name]: oneOrSome(query[name]) }));
    if (query.q === undefined || query.q.trim() === '') return chosen;
    const pattern = containing(query.q.trim());
    return [...chosen, { $or: search.map((name) => ({ [name]: { $ilike: pattern } })) }];
  }

  /** The id comes last, so that pages neither repeat nor skip. */
  private order(sort: SortTerm[] | undefined): object[] {
    const terms = sort ?? [{ field: this.outline.order, descending: false }];
    const order = terms.map(({ field, descending }) => ({
      [field]: descending ? 'desc nulls last' : 'asc nulls last',
    }));
    return [...order, { id: 'asc' }];
  }
}

function oneOrSome(value: unknown): unknown {
  return Array.isArray(value) ? { $in: value as unknown[] } : value;
}

function pageOf<View>(query: ListQuery, data: View[], total: number): Page<View> {
  return { data, page: { number: query.page, size: query.pageSize, total } };
}
