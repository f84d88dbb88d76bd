import { UnitOfWork, type Work } from '@app/database';
import { Injectable } from '@nestjs/common';

/** A lease not renewed for so long may be taken by another process, ms. */
export const LEASE_MS = 6_000;

/** The shard has been taken over by another process; what this one holds of it is worthless. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** Where a shard stands in the database. */
export interface ShardPosition {
  shard: number;
  /** Memory of the detectors as of `snapshotSeq`; null before the first. */
  snapshot: Buffer | null;
  snapshotSeq: number;
  /** Batch up to which alarms and marks have been written. */
  appliedSeq: number;
}

interface ShardRow {
  shard: number;
  snapshot: Buffer | null;
  snapshot_seq: string;
  applied_seq: string;
}

/** Leases, offsets and snapshots of the shards. */
@Injectable()
export class ShardStore {
  constructor(private readonly units: UnitOfWork) {}

  /**
   * Leases shards that nobody holds, or that this owner holds already.
   * @param except - shards not to be asked for
   */
  async acquire(owner: string, except: readonly number[]): Promise<ShardPosition[]> {
    const rows = await this.units.run([], (work) =>
      work.sql<ShardRow>(
        `update ingest_shards set owner = ?, lease_until = now() + ? * interval '1 millisecond'
         where shard <> all (?::int[]) and (owner is null or owner = ? or lease_until is null or lease_until < now())
         returning shard, snapshot, snapshot_seq::text as snapshot_seq, applied_seq::text as applied_seq`,
        [owner, LEASE_MS, `{${except.join(',')}}`, owner],
      ),
    );
    return rows.map((row) => ({
      shard: row.shard,
      snapshot: row.snapshot,
      snapshotSeq: Number(row.snapshot_seq),
      appliedSeq: Number(row.applied_seq),
    }));
  }

  /** Makes the leases of an owner last longer. @returns the shards that it still holds */
  async renew(owner: string): Promise<number[]> {
    const rows = await this.units.run([], (work) =>
      work.sql<{ shard: number }>(
        `update ingest_shards set lease_until = now() + ? * interval '1 millisecond' where owner = ? returning shard`,
        [LEASE_MS, owner],
      ),
    );
    return rows.map(({ shard }) => shard);
  }

  /** Gives shards back, so that another process can take them at once. */
  async release(owner: string): Promise<void> {
    await this.units.run([], (work) =>
      work.sql(`update ingest_shards set owner = null, lease_until = null where owner = ?`, [owner]),
    );
  }

  /**
   * Notes in the caller's transaction how far a shard has come. Do it last: ingest waits for the row.
   * @param snapshot - memory of the detectors at `seq`; null leaves the last one
   * @throws {LeaseLostError} when another process holds the shard
   */
  async save(work: Work, owner: string, shard: number, seq: number, snapshot: Buffer | null): Promise<void> {
    const rows =
      snapshot === null
        ? await work.sql(`update ingest_shards set applied_seq = ? where shard = ? and owner = ? returning shard`, [
            seq,
            shard,
            owner,
          ])
        : await work.sql(
            `update ingest_shards set applied_seq = ?, snapshot_seq = ?, snapshot = ? where shard = ? and owner = ? returning shard`,
            [seq, seq, snapshot, shard, owner],
          );
    if (rows.length === 0) throw new LeaseLostError(`Shard ${shard} is held by another process`);
  }
}
