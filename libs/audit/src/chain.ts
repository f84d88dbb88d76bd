import { createHash } from 'node:crypto';
import type { AuditActor, AuditResult } from './audit-entry';
import { type Json, canonicalJson } from './canonical-json';

/** One row of the trail in its public form: a line of the export, and what the hash covers. */
export interface AuditRow {
  /** Public id of the tenant whose chain this is. */
  tenant: string;
  /** Place in the chain, from 1 without gaps. */
  seq: number;
  id: string;
  /** UTC, to the millisecond. */
  at: string;
  actor: AuditActor;
  action: string;
  objectType: string;
  objectId: string | null;
  result: AuditResult;
  before: Json;
  after: Json;
  reason: string | null;
  requestId: string | null;
  ip: string | null;
}

/** A row with its place in the chain; hashes are SHA-256, lower-case hexadecimal. */
export interface ChainedRow extends AuditRow {
  prevHash: string;
  hash: string;
}

/** A point in a chain: everything up to `seq` is fixed by `hash`. */
export interface ChainPoint {
  seq: number;
  hash: string;
}

/** Why a chain does not hold. */
export type ChainFault =
  | 'altered' // the row does not give its own hash
  | 'unlinked' // the row does not follow from the one before: inserted, deleted or swapped
  | 'missing' // rows that a head or checkpoint proves are not there
  | 'rewritten' // consistent in itself, but other than what was sealed
  | 'forged-seal'; // a seal that no key of ours has signed

export interface ChainVerdict {
  valid: boolean;
  /** Rows looked at. */
  rows: number;
  /** The first row that cannot be trusted; null when all can. */
  firstBadSeq: number | null;
  fault: ChainFault | null;
  /** The last row looked at. */
  head: ChainPoint;
}

/** Where a tenant's chain starts; another tenant's rows cannot stand in for it. */
export function genesis(tenant: string): ChainPoint {
  return { seq: 0, hash: createHash('sha256').update(`hydrant.audit.genesis:${tenant}`).digest('hex') };
}

/** SHA-256 over the hash of the row before and the canonical text of the row. */
export function rowHash(prevHash: string, row: AuditRow): string {
  return createHash('sha256')
    .update(Buffer.from(prevHash, 'hex'))
    .update(canonicalJson(bare(row)))
    .digest('hex');
}

/** Puts a row behind the one before. */
export function link(prevHash: string, row: AuditRow): ChainedRow {
  return { ...row, prevHash, hash: rowHash(prevHash, row) };
}

/** Walks a chain row by row, so that it may be longer than memory. Pure. */
export class ChainWalk {
  private head: ChainPoint;
  private rows = 0;
  private bad: { seq: number; fault: ChainFault } | undefined;

  /** @param start - the point before the first row that will be given */
  constructor(start: ChainPoint) {
    this.head = start;
  }

  /** Takes the next row. After the first fault nothing more is judged. */
  take(row: ChainedRow): void {
    this.rows += 1;
    if (this.bad !== undefined) return;
    const expected = this.head.seq + 1;
    if (row.seq !== expected) this.bad = { seq: expected, fault: row.seq > expected ? 'missing' : 'unlinked' };
    else if (row.prevHash !== this.head.hash) this.bad = { seq: row.seq, fault: 'unlinked' };
    else if (row.hash !== rowHash(row.prevHash, row)) this.bad = { seq: row.seq, fault: 'altered' };
    else this.head = { seq: row.seq, hash: row.hash };
  }

  /** Says that the chain must reach this point at least. */
  mustReach(point: ChainPoint): void {
    if (this.bad !== undefined || point.seq <= this.head.seq) return;
    this.bad = { seq: this.head.seq + 1, fault: 'missing' };
  }

  /** Reports a fault found from outside; the earlier one of two counts. */
  fault(seq: number, fault: ChainFault): void {
    if (this.bad === undefined || seq < this.bad.seq) this.bad = { seq, fault };
  }

  verdict(): ChainVerdict {
    return {
      valid: this.bad === undefined,
      rows: this.rows,
      firstBadSeq: this.bad?.seq ?? null,
      fault: this.bad?.fault ?? null,
      head: this.head,
    };
  }
}

/** Verifies a chain held in memory. Pure. */
export function verifyChain(rows: Iterable<ChainedRow>, start: ChainPoint): ChainVerdict {
  const walk = new ChainWalk(start);
  for (const row of rows) walk.take(row);
  return walk.verdict();
}

/** Exactly the covered fields, whatever else an export line may carry. */
function bare(row: AuditRow): Json {
  const { tenant, seq, id, at, actor, action, objectType, objectId, result, before, after, reason, requestId, ip } =
    row;
  return {
    tenant,
    seq,
    id,
    at,
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    action,
    objectType,
    objectId,
    result,
    before,
    after,
    reason,
    requestId,
    ip,
  };
}
