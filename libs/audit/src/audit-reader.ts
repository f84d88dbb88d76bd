import { type Principal, allowed } from '@app/access';
import type { AuditPage, AuditQuery, AuditRowView } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError, isUuid, notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import type { ChainedRow } from './chain';
import { type StoredRow, chainedRow, columns } from './stored-row';

/** Rows read in one go while a whole chain is walked. */
const BATCH = 2_000;

interface Cursor {
  at: string;
  id: string;
}

/** Reads the trail: pages for screens, whole chains for export and verification. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** Rows of the visible tenants, newest first. */
  async list(principal: Principal, query: AuditQuery): Promise<AuditPage> {
    const tenants = this.scope(principal, query.municipalityId);
    const { where, parameters } = conditionsOf(query);
    const rows = await this.units.run(tenants, (work) =>
      work.sql<StoredRow>(
        `select ${columns} from audit_log l join tenants t on t.id = l.tenant_id where ${where} order by l.at desc, l.id desc limit ?`,
        [...parameters, query.limit + 1],
      ),
    );
    const data = rows.slice(0, query.limit).map((row) => this.view(chainedRow(row)));
    const last = data.at(-1);
    return { data, page: { next: rows.length > query.limit && last !== undefined ? encodeCursor(last) : null } };
  }

  /** @throws {DomainError} not-found */
  async get(principal: Principal, id: string): Promise<AuditRowView> {
    const rows = await this.units.run(principal.tenants, (work) =>
      work.sql<StoredRow>(`select ${columns} from audit_log l join tenants t on t.id = l.tenant_id where l.id = ?`, [
        id,
      ]),
    );
    if (rows[0] === undefined || !allowed(principal, 'read', 'Audit')) throw notFound('audit row', id);
    return this.view(chainedRow(rows[0]));
  }

  /**
   * Internal numbers of the tenants that a query is about.
   * @throws {DomainError} not-found for a tenant that is not visible
   */
  scope(principal: Principal, uid: string | undefined): number[] {
    if (uid === undefined) return principal.tenants;
    const id = this.tree.idOf(uid);
    if (id === undefined || !principal.tenants.includes(id)) throw notFound('municipality', uid);
    return this.tree.visibleFrom(id);
  }

  /** A whole chain in its order, a batch at a time, up to `lastSeq`. */
  async *chain(tenantId: number, fromSeq = 0, lastSeq = Number.MAX_SAFE_INTEGER): AsyncGenerator<ChainedRow[]> {
    let seq = fromSeq;
    for (;;) {
      const rows = await this.units.run([tenantId], (work) => readChain(work, tenantId, seq, lastSeq));
      if (rows.length === 0) return;
      yield rows;
      seq = (rows.at(-1) as ChainedRow).seq;
      if (rows.length < BATCH) return;
    }
  }

  private view(row: ChainedRow): AuditRowView {
    const { tenant, ...rest } = row;
    return { ...rest, municipalityId: this.tree.hasNation() && this.tree.nation().uid === tenant ? null : tenant };
  }
}

function readChain(work: Work, tenantId: number, afterSeq: number, lastSeq: number): Promise<ChainedRow[]> {
  return work
    .sql<StoredRow>(
      `select ${columns} from audit_log l join tenants t on t.id = l.tenant_id
       where l.tenant_id = ? and l.seq > ? and l.seq <= ? order by l.seq limit ${BATCH}`,
      [tenantId, afterSeq, lastSeq],
    )
    .then((rows) => rows.map(chainedRow));
}

function conditionsOf(query: AuditQuery): { where: string; parameters: unknown[] } {
  const conditions: [string, unknown[]][] = [['true', []]];
  const add = (sql: string, ...values: unknown[]): void => void conditions.push([sql, values]);
  if (query.actor !== undefined) add('(l.actor_id = ? or lower(l.actor_name) = lower(?))', query.actor, query.actor);
  if (query.action !== undefined) add('l.action = ?', query.action);
  if (query.objectType !== undefined) add('l.object_type = ?', query.objectType);
  if (query.objectId !== undefined) add('l.object_id = ?', query.objectId);
  if (query.result !== undefined) add('l.result = ?', query.result);
  if (query.from !== undefined) add('l.at >= ?::timestamptz', query.from);
  if (query.to !== undefined) add('l.at < ?::timestamptz', query.to);
  if (query.cursor !== undefined) {
    const { at, id } = decodeCursor(query.cursor);
    add('(l.at, l.id) < (?::timestamptz, ?::uuid)', at, id);
  }
  return {
    where: conditions.map(([sql]) => sql).join(' and '),
    parameters: conditions.flatMap(([, values]) => values),
  };
}

function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

function decodeCursor(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ');
  if (isUuid(id) && !Number.isNaN(Date.parse(at))) return { at, id };
  const detail = 'is not a cursor of this list';
  throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
    detail: `The cursor ${detail}.`,
    errors: [{ pointer: '?cursor', detail }],
  });
}
