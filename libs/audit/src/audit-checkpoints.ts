import { UnitOfWork, type Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { SigningKeys } from '@app/secrets';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';
import { AnchorFiles } from './anchor-files';
import { AuditReader } from './audit-reader';
import { type ChainPoint, ChainWalk, genesis } from './chain';
import { type Checkpoint, signCheckpoint } from './checkpoint';
import { merkleRoot } from './merkle';

/** Rows under one seal at most; a longer stretch gets several. */
const LONGEST_STRETCH = 50_000;

/** What a run did. */
export interface CheckpointReport {
  sealed: number;
  /** Chains that were not sealed because they do not hold. */
  broken: { tenant: string; firstBadSeq: number }[];
}

/** Seals what has been added to each chain since its last seal, in the database and in a file. */
@Injectable()
export class AuditCheckpoints {
  private readonly logger = new Logger(AuditCheckpoints.name);

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly reader: AuditReader,
    private readonly keys: SigningKeys,
    private readonly files: AnchorFiles,
  ) {}

  /** Run it at least hourly. Bears being run by several processes at once and being repeated. */
  async run(): Promise<CheckpointReport> {
    const report: CheckpointReport = { sealed: 0, broken: [] };
    for (const tenantId of this.tree.all()) {
      for (let goOn = true; goOn;) goOn = await this.sealNext(tenantId, report);
    }
    return report;
  }

  /** @returns true when more of this chain may be left to seal */
  private async sealNext(tenantId: number, report: CheckpointReport): Promise<boolean> {
    const tenant = this.tree.uidOf(tenantId);
    return this.units.run([tenantId], async (work) => {
      await work.sql(`select pg_advisory_xact_lock(hashtextextended('hydrant.audit-checkpoint', ?))`, [tenantId]);
      const start = (await lastSealed(work, tenantId)) ?? genesis(tenant);
      const head = await headOf(work, tenantId);
      if (head === null || head.seq <= start.seq) return false;
      const end = Math.min(head.seq, start.seq + LONGEST_STRETCH);
      const { leaves, walk } = await this.stretch(tenantId, start, end);
      if (end === head.seq) walk.mustReach(head);
      const { valid, firstBadSeq, head: reached } = walk.verdict();
      if (!valid || firstBadSeq !== null) {
        report.broken.push({ tenant, firstBadSeq: firstBadSeq ?? start.seq + 1 });
        this.logger.error(`The audit chain of ${tenant} does not hold from row ${firstBadSeq}: not sealed`);
        return false;
      }
      await this.seal(work, tenantId, { tenant, fromSeq: start.seq, seq: reached.seq, hash: reached.hash }, leaves);
      report.sealed += 1;
      return reached.seq < head.seq;
    });
  }

  private async stretch(
    tenantId: number,
    start: ChainPoint,
    end: number,
  ): Promise<{ leaves: string[]; walk: ChainWalk }> {
    const walk = new ChainWalk(start);
    const leaves: string[] = [];
    for await (const rows of this.reader.chain(tenantId, start.seq, end)) {
      for (const row of rows) {
        walk.take(row);
        leaves.push(row.hash);
      }
    }
    return { leaves, walk };
  }

  private async seal(
    work: Work,
    tenantId: number,
    stretch: Pick<Checkpoint, 'tenant' | 'fromSeq' | 'seq' | 'hash'>,
    leaves: string[],
  ): Promise<void> {
    const key = this.keys.current('audit');
    const at = new Date().toISOString();
    const seal = signCheckpoint({ ...stretch, root: merkleRoot(leaves), at, keyId: key.id }, key.privateKey);
    await work.sql(
      `insert into audit_checkpoints (tenant_id, id, from_seq, seq, hash, root, at, key_id, signature)
       values (?, ?, ?, ?, decode(?, 'hex'), decode(?, 'hex'), ?, ?, ?)`,
      [
        tenantId,
        uuidv7(),
        seal.fromSeq,
        seal.seq,
        seal.hash,
        seal.root,
        seal.at,
        seal.keyId,
        Buffer.from(seal.signature, 'base64url'),
      ],
    );
    await this.files.write({ ...seal, leaves, publicKey: { ...key.publicJwk } });
  }
}

interface SealRow {
  from_seq: string | number;
  seq: string | number;
  hash: string;
  root: string;
  at: string;
  key_id: string;
  signature: Buffer;
}

/** Seals of one tenant as the database has them, in order. */
export async function sealsOf(work: Work, tenantId: number, tenant: string): Promise<Checkpoint[]> {
  const rows = await work.sql<SealRow>(
    `select from_seq, seq, encode(hash, 'hex') as hash, encode(root, 'hex') as root, key_id, signature,
       to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from audit_checkpoints where tenant_id = ? order by seq`,
    [tenantId],
  );
  return rows.map((row) => ({
    tenant,
    fromSeq: Number(row.from_seq),
    seq: Number(row.seq),
    hash: row.hash,
    root: row.root,
    at: row.at,
    keyId: row.key_id,
    signature: row.signature.toString('base64url'),
  }));
}

async function headOf(work: Work, tenantId: number): Promise<ChainPoint | null> {
  const [row] = await work.sql<{ seq: string | number; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from audit_heads where tenant_id = ?`,
    [tenantId],
  );
  return row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
}

async function lastSealed(work: Work, tenantId: number): Promise<ChainPoint | null> {
  const [row] = await work.sql<{ seq: string | number; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from audit_checkpoints where tenant_id = ? order by seq desc limit 1`,
    [tenantId],
  );
  return row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
}
