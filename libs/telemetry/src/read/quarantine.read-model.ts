import { type Principal, allowed } from '@app/access';
import type { QuarantineDetail, QuarantineItem, QuarantineList, quarantineQuery } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { DomainError, isUuid, notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

type Query = z.output<typeof quarantineQuery>;

interface Row {
  tenant_id: number;
  id: string;
  device_id: string | null;
  received_at: Date | string;
  protocol: string;
  reason: QuarantineItem['reason'];
  detail: string;
  status: QuarantineItem['status'];
  size: number;
  count: number;
  last_received_at: Date | string;
  settled_at: Date | string | null;
  result: QuarantineItem['result'];
  raw?: Buffer;
}

const fields = `tenant_id, id, device_id, received_at, protocol, reason, detail, status, length(raw) as size, count,
  coalesce(last_received_at, received_at) as last_received_at, settled_at, result`;

/** Messages and readings that were kept aside, newest first. */
@Injectable()
export class QuarantineReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  list(principal: Principal, query: Query): Promise<QuarantineList> {
    const tenants = this.readable(principal, query.municipalityId);
    return this.units.run(tenants, async (work) => {
      const rows = await select(work, query);
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const next = rows.length > query.limit && last !== undefined ? cursorOf(last) : null;
      return { data: page.map((row) => this.view(row)), page: { next } };
    });
  }

  /** @throws {DomainError} not-found when it is not visible */
  one(principal: Principal, id: string): Promise<QuarantineDetail> {
    return this.units.run(this.readable(principal, undefined), async (work) => {
      const [row] = await work.sql<Row>(`select ${fields}, raw from quarantine where id = ?`, [id]);
      if (row?.raw === undefined) throw notFound('quarantined message', id);
      return { ...this.view(row), raw: row.raw.toString('base64') };
    });
  }

  private readable(principal: Principal, municipalityId: string | undefined): number[] {
    return this.tenantsFor(principal, 'read', municipalityId);
  }

  /** Tenants whose items the caller may read or change. @throws {DomainError} not-found for a municipality out of sight */
  tenantsFor(principal: Principal, action: 'read' | 'update', municipalityId: string | undefined): number[] {
    const asked = municipalityId === undefined ? principal.tenants : this.named(principal, municipalityId);
    return asked.filter((tenantId) => allowed(principal, action, 'Quarantine', { tenantId }));
  }

  /** An item within the caller's transaction. @throws {DomainError} not-found when it is not in its scope */
  async within(work: Work, id: string): Promise<QuarantineItem & { tenantId: number }> {
    const [row] = await work.sql<Row>(`select ${fields} from quarantine where id = ? for update`, [id]);
    if (row === undefined) throw notFound('quarantined message', id);
    return { ...this.view(row), tenantId: row.tenant_id };
  }

  private named(principal: Principal, uid: string): number[] {
    const id = this.tree.idOf(uid);
    if (id === undefined || !principal.tenants.includes(id)) throw notFound('municipality', uid);
    return this.tree.visibleFrom(id);
  }

  private view(row: Row): QuarantineItem {
    return {
      id: row.id,
      municipalityId: this.tree.uidOf(row.tenant_id),
      deviceId: row.device_id,
      receivedAt: new Date(row.received_at).toISOString(),
      protocol: row.protocol,
      reason: row.reason,
      detail: row.detail,
      status: row.status,
      sizeBytes: row.size,
      count: row.count,
      lastReceivedAt: new Date(row.last_received_at).toISOString(),
      settledAt: row.settled_at === null ? null : new Date(row.settled_at).toISOString(),
      result: row.result,
    };
  }
}

function select(work: Work, { limit, cursor, deviceId, reason, status }: Query): Promise<Row[]> {
  const conditions: string[] = ['true'];
  const values: unknown[] = [];
  const also = (condition: string, ...given: unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (deviceId !== undefined) also('device_id = ?', deviceId);
  if (reason !== undefined) also('reason = ?', reason);
  if (status !== undefined) also('status = ?', status);
  if (cursor !== undefined) also('(received_at, id) < (?::timestamptz, ?::uuid)', ...readCursor(cursor));
  return work.sql<Row>(
    `select ${fields} from quarantine where ${conditions.join(' and ')} order by received_at desc, id desc limit ?`,
    [...values, limit + 1],
  );
}

function cursorOf({ received_at: receivedAt, id }: Row): string {
  return Buffer.from(`${new Date(receivedAt).toISOString()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): [string, string] {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (at !== undefined && id !== undefined && isUuid(id) && !Number.isNaN(Date.parse(at))) return [at, id];
  const detail = 'The cursor is not one of ours: begin without it.';
  throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
    detail,
    errors: [{ pointer: '?cursor', detail }],
  });
}
