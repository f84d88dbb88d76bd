import type { AuditActor, AuditResult } from './audit-entry';
import type { Json } from './canonical-json';
import type { ChainedRow } from './chain';

/** A row as the statements below give it: texts that depend on no setting of driver or session. */
export interface StoredRow {
  tenant: string;
  seq: string | number;
  id: string;
  at: string;
  actor_kind: AuditActor['kind'];
  actor_id: string | null;
  actor_name: string | null;
  action: string;
  object_type: string;
  object_id: string | null;
  result: AuditResult;
  before: string | null;
  after: string | null;
  reason: string | null;
  request_id: string | null;
  ip: string | null;
  prev_hash: string;
  hash: string;
}

/** Columns of `audit_log l` joined with `tenants t`, for {@link chainedRow}. */
export const columns = `t.uid as tenant, l.seq, l.id, to_char(l.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  l.actor_kind, l.actor_id, l.actor_name, l.action, l.object_type, l.object_id, l.result, l.before::text as before,
  l.after::text as after, l.reason, l.request_id, l.ip, encode(l.prev_hash, 'hex') as prev_hash, encode(l.hash, 'hex') as hash`;

/** A stored row in its public form. */
export function chainedRow(row: StoredRow): ChainedRow {
  return {
    tenant: row.tenant,
    seq: Number(row.seq),
    id: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    result: row.result,
    before: jsonOf(row.before),
    after: jsonOf(row.after),
    reason: row.reason,
    requestId: row.request_id,
    ip: row.ip,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

function jsonOf(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json);
}
