import { type DenialEntry, DenialLog } from '@app/access';
import { UnitOfWork, type Work } from '@app/database';
import { RequestContext } from '@app/http';
import { uuidv7 } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { AuditActor, AuditEntry } from './audit-entry';
import { type Json, toJson } from './canonical-json';
import { type AuditRow, type ChainPoint, genesis, link } from './chain';
import { redacted } from './redact';

type Pending = Omit<AuditRow, 'tenant' | 'seq' | 'at'>;

/** Writes the trail: one row per changed object in the transaction that changes it, and one per refusal. */
@Injectable()
export class AuditTrail extends DenialLog {
  private readonly pending = new WeakMap<Work, Map<number, Pending[]>>();

  constructor(private readonly units: UnitOfWork) {
    super();
  }

  /**
   * Notes a change. The row is written as the last thing before the caller's commit, when the chain's head is locked,
   * so that long transactions do not hold up each other; it exists if and only if the change does.
   */
  record(work: Work, entry: AuditEntry): void {
    this.note(work, entry.tenantId, {
      ...origin(entry.actor),
      action: entry.action,
      objectType: entry.objectType,
      objectId: entry.objectId,
      result: 'done',
      before: redacted(entry.before),
      after: redacted(entry.after),
      reason: entry.reason ?? null,
    });
  }

  /** Writes a refusal in a transaction of its own, as the refused one is rolled back. Without any known actor it does nothing. */
  override async denied(entry: DenialEntry): Promise<void> {
    const principal = RequestContext.principal();
    const tenantId = entry.tenantId ?? principal?.tenantId;
    if (tenantId === undefined) return;
    await this.units.runApart([tenantId], async (work) => this.refuse(work, tenantId, entry));
  }

  /**
   * As {@link denied}, in the transaction of a request that is done but for this refusal, one answer among several.
   * Inside a transaction `denied` would hold one connection and wait for another: enough callers at once, and all wait.
   */
  deniedWithin(work: Work, entry: DenialEntry): void {
    const tenantId = entry.tenantId ?? RequestContext.principal()?.tenantId;
    if (tenantId !== undefined) this.refuse(work, tenantId, entry);
  }

  private refuse(work: Work, tenantId: number, entry: DenialEntry): void {
    this.note(work, tenantId, {
      ...origin(entry.actor),
      action: entry.action,
      objectType: entry.objectType,
      objectId: entry.objectId,
      result: 'denied',
      before: null,
      after: null,
      reason: entry.reason,
    });
  }

  private note(work: Work, tenantId: number, row: Omit<Pending, 'id'>): void {
    let byTenant = this.pending.get(work);
    if (byTenant === undefined) {
      const fresh = new Map<number, Pending[]>();
      byTenant = fresh;
      this.pending.set(work, fresh);
      work.beforeCommit(() => this.write(work, fresh));
    }
    const rows = byTenant.get(tenantId) ?? [];
    rows.push(toJson({ id: uuidv7(), ...row }) as unknown as Pending);
    byTenant.set(tenantId, rows);
  }

  /** Heads are locked in the order of tenant numbers, so that two transactions never wait for each other. */
  private async write(work: Work, byTenant: Map<number, Pending[]>): Promise<void> {
    this.pending.delete(work);
    for (const tenantId of [...byTenant.keys()].sort((a, b) => a - b)) {
      await this.append(work, tenantId, byTenant.get(tenantId) ?? []);
    }
  }

  private async append(work: Work, tenantId: number, rows: Pending[]): Promise<void> {
    const [tenant] = await work.sql<{ uid: string }>(`select uid from tenants where id = ?`, [tenantId]);
    if (tenant === undefined) throw new RangeError(`No tenant has the number ${tenantId}`);
    let head = await lockHead(work, tenantId, tenant.uid);
    const at = new Date().toISOString();
    for (const pending of rows) {
      const row = link(head.hash, { ...pending, tenant: tenant.uid, seq: head.seq + 1, at });
      await work.sql(
        `insert into audit_log (tenant_id, seq, id, at, actor_kind, actor_id, actor_name, action, object_type, object_id,
           result, before, after, reason, request_id, ip, prev_hash, hash)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?)`,
        [
          tenantId,
          row.seq,
          row.id,
          row.at,
          row.actor.kind,
          row.actor.id,
          row.actor.name,
          row.action,
          row.objectType,
          row.objectId,
          row.result,
          column(row.before),
          column(row.after),
          row.reason,
          row.requestId,
          row.ip,
          Buffer.from(row.prevHash, 'hex'),
          Buffer.from(row.hash, 'hex'),
        ],
      );
      head = { seq: row.seq, hash: row.hash };
    }
    await work.sql(`update audit_heads set seq = ?, hash = ? where tenant_id = ?`, [
      head.seq,
      Buffer.from(head.hash, 'hex'),
      tenantId,
    ]);
  }
}

async function lockHead(work: Work, tenantId: number, uid: string): Promise<ChainPoint> {
  const start = genesis(uid);
  await work.sql(`insert into audit_heads (tenant_id, seq, hash) values (?, 0, ?) on conflict do nothing`, [
    tenantId,
    Buffer.from(start.hash, 'hex'),
  ]);
  const [head] = await work.sql<{ seq: string | number; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from audit_heads where tenant_id = ? for update`,
    [tenantId],
  );
  if (head === undefined) throw new RangeError(`The tenant ${tenantId} of an audit row lies outside its transaction`);
  return { seq: Number(head.seq), hash: head.hash };
}

/** SQL null for nothing, so that the database gives back what was hashed. */
function column(value: Json): string | null {
  return value === null ? null : JSON.stringify(value);
}

function origin(actor: AuditActor | undefined): { actor: AuditActor; requestId: string | null; ip: string | null } {
  const facts = RequestContext.current();
  const principal = facts?.principal;
  const who: AuditActor =
    actor ??
    (principal !== undefined
      ? { kind: principal.kind, id: principal.id, name: principal.name }
      : facts === undefined
        ? { kind: 'system', id: null, name: 'platform' }
        : { kind: 'anonymous', id: null, name: null });
  return {
    actor: who,
    requestId: facts?.requestId ?? null,
    ip: facts?.ip ?? null,
  };
}
