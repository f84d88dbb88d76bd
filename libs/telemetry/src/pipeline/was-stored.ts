import type { UnitOfWork } from '@app/database';
import type { QuarantineRow } from './copy-encoder';
import type { PendingBatch } from './pending-batch';
import { areMarksSaved } from './repeated-messages';
import { findStored } from './stored-readings';

/**
 * After a broken connection: did the server commit a batch before it was lost? Then all of it is there: readings,
 * quarantined items and marks. Readings alone tell nothing, as others may have stored the same.
 */
export async function wasStored(work: UnitOfWork, batch: PendingBatch): Promise<boolean> {
  const { rows, quarantine } = batch;
  if (rows.count > 0) {
    const stored = await findStored(work, rows);
    if (stored.size < rows.count) return false;
    for (const [row, value] of stored) if (rows.values[row] !== value) return false;
  }
  if (quarantine.length > 0 && !(await areKept(work, quarantine))) return false;
  const marks = await areMarksSaved(work, batch);
  return marks ?? (rows.count > 0 || quarantine.length > 0);
}

/** An item is kept under its own id, or counted with the same bytes that came before. */
async function areKept(work: UnitOfWork, items: readonly QuarantineRow[]): Promise<boolean> {
  const rows = items.map(({ tenantId, id, deviceId, receivedAt, reason, digest }) => ({
    t: tenantId,
    id,
    d: deviceId,
    at: receivedAt,
    r: reason,
    b: Buffer.from(digest).toString('hex'),
  }));
  const gone = await work.run([...new Set(rows.map(({ t }) => t))], (unit) =>
    unit.sql(
      `select 1 from jsonb_to_recordset(?::jsonb) as i (t int, id uuid, d uuid, at float8, r text, b text)
       where not exists (select from quarantine q where q.tenant_id = i.t and q.id = i.id)
         and not exists (select from quarantine q where q.tenant_id = i.t and q.digest = decode(i.b, 'hex') and q.status = 'kept'
           and q.reason = i.r and q.device_id is not distinct from i.d and q.last_received_at >= to_timestamp(i.at / 1000))
       limit 1`,
      [JSON.stringify(rows)],
    ),
  );
  return gone.length === 0;
}
