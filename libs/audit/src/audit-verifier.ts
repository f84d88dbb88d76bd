import type { AuditChainVerdict, AuditVerdict } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { SigningKeys } from '@app/secrets';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { AnchorFiles } from './anchor-files';
import { sealsOf } from './audit-checkpoints';
import { AuditReader } from './audit-reader';
import { type ChainPoint, genesis } from './chain';
import { ChainJudge } from './chain-judge';

/** Verifies chains against themselves, their heads, and the seals of the database and of the data directory. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly reader: AuditReader,
    private readonly keys: SigningKeys,
    private readonly files: AnchorFiles,
  ) {}

  async verify(tenants: readonly number[]): Promise<AuditVerdict> {
    const chains: AuditChainVerdict[] = [];
    for (const tenantId of tenants) chains.push(await this.verifyOne(tenantId));
    return { valid: chains.every(({ valid }) => valid), chains };
  }

  private async verifyOne(tenantId: number): Promise<AuditChainVerdict> {
    const tenant = this.tree.uidOf(tenantId);
    const { end, seals } = await this.units.run([tenantId], async (work) => ({
      end: await endOf(work, tenantId),
      seals: await sealsOf(work, tenantId, tenant),
    }));
    const anchors = await this.files.read(tenant);
    const judge = new ChainJudge(
      tenant,
      [...seals, ...anchors],
      ({ keyId }) => this.keys.find('audit', keyId)?.publicKey,
    );
    for await (const rows of this.reader.chain(tenantId, 0, end.lastSeq)) {
      for (const row of rows) judge.take(row);
    }
    const { rows, valid, firstBadSeq, fault, lastCheckpoint } = judge.finish(end.head ?? genesis(tenant));
    return {
      tenant,
      rows,
      valid,
      firstBadSeq,
      fault,
      lastCheckpoint:
        lastCheckpoint === null
          ? null
          : { seq: lastCheckpoint.seq, at: lastCheckpoint.at, keyId: lastCheckpoint.keyId },
    };
  }
}

/** Head and last row as of one moment, so that rows added meanwhile are no fault and rows behind the head are. */
async function endOf(work: Work, tenantId: number): Promise<{ head: ChainPoint | null; lastSeq: number }> {
  const [row] = await work.sql<{ seq: string | number | null; hash: string | null; last_seq: string | number }>(
    `select h.seq, encode(h.hash, 'hex') as hash, coalesce(l.last_seq, 0) as last_seq
     from (select max(seq) as last_seq from audit_log where tenant_id = ?) l
     left join audit_heads h on h.tenant_id = ?`,
    [tenantId, tenantId],
  );
  const head = row?.hash === null || row === undefined ? null : { seq: Number(row.seq), hash: row.hash };
  return { head, lastSeq: Number(row?.last_seq ?? 0) };
}
