import type { UnitOfWork } from '@app/database';
import { KeyReusedError, OverloadedError, type TelemetryReport } from '@app/plugin-sdk';
import type { KeyRow } from './copy-encoder';
import type { KeyFilter } from './key-filter';
import type { PendingBatch, PendingSubmission } from './pending-batch';
import type { RowColumns } from './row-columns';
import { findStored } from './stored-readings';

const NOTHING = new Uint8Array(0);

/** A message with a mark. */
type Keyed = PendingSubmission & { key: NonNullable<PendingSubmission['key']>; deviceId: string };

function keyedOf(batch: PendingBatch): Keyed[] {
  return batch.submissions.filter(
    (submission): submission is Keyed =>
      submission.key !== undefined && submission.deviceId !== null && submission.answer === undefined,
  );
}

const nameOf = (deviceId: string, key: string): string => `${deviceId} ${key}`;

/** The marks of a batch with the answers as they stand, in one order over all processes. */
export function keyRows(batch: PendingBatch): KeyRow[] {
  const keyed = keyedOf(batch);
  if (keyed.length === 0) return [];
  return keyed
    .map((submission) => ({
      tenantId: submission.tenantId,
      deviceId: submission.deviceId,
      key: submission.key.id,
      digest: submission.key.digest,
      receivedAt: submission.receivedAt,
      report: encodeReport(submission.report()),
    }))
    .sort((a, b) => (nameOf(a.deviceId, a.key) < nameOf(b.deviceId, b.key) ? -1 : 1));
}

interface Saved {
  device_id: string;
  key: string;
  digest: Buffer;
  report: Buffer;
}

interface Parts {
  work: UnitOfWork;
  filter: KeyFilter;
  /** All batches that are not settled. */
  unsettled: Iterable<PendingBatch>;
}

/**
 * Takes messages out of a batch whose marks are stored already: a repeat gets the saved answer, another message under the same
 * mark an error. A message that was taken for a repetition of what they would have stored must be sent again.
 */
export async function setRepeatedApart({ work, filter, unsettled }: Parts, batch: PendingBatch): Promise<void> {
  const keyed = keyedOf(batch);
  const saved = await findKeys(work, keyed);
  const gone = new Set<PendingSubmission>();
  const inBatch = new Set<string>();
  for (const submission of keyed) {
    const name = nameOf(submission.deviceId, submission.key.id);
    const known = saved.get(name);
    if (known !== undefined) {
      const same = known.digest.toString('hex') === submission.key.digest;
      submission.answer = same ? { ...decodeReport(known.report), repeated: true } : reused(submission.key.id);
    } else if (inBatch.has(name)) {
      submission.answer = new OverloadedError('The same message is being stored', 1);
    }
    inBatch.add(name);
    if (submission.answer !== undefined) gone.add(submission);
  }
  const rows = batch.rowsOf(gone);
  const stored = rows.count === 0 ? new Map<number, number>() : await findStored(work, rows);
  const withdrawn = withdraw(filter, rows, stored);
  batch.remove(gone);
  if (withdrawn.size === 0) return;
  for (const { submissions } of unsettled) {
    for (const submission of submissions) {
      if (submission.answer === undefined) submission.withdraw(withdrawn);
    }
  }
}

/** Makes the memory of keys hold what is stored of these rows. @returns names of those that are not */
function withdraw(filter: KeyFilter, rows: RowColumns, stored: ReadonlyMap<number, number>): Set<string> {
  const withdrawn = new Set<string>();
  for (let row = 0; row < rows.count; row += 1) {
    const sensor = rows.sensorIds[row] as number;
    const time = rows.times[row] as number;
    const value = stored.get(row);
    filter.correct(sensor, time, value ?? Number.NaN);
    if (value === undefined) withdrawn.add(`${sensor} ${time}`);
  }
  return withdrawn;
}

/** Whether the marks of a batch are saved with the answers that it gives; null when it has none. */
export async function areMarksSaved(work: UnitOfWork, batch: PendingBatch): Promise<boolean | null> {
  const keyed = keyedOf(batch);
  if (keyed.length === 0) return null;
  const saved = await findKeys(work, keyed);
  return keyed.every((submission) => {
    const known = saved.get(nameOf(submission.deviceId, submission.key.id));
    return (
      known?.digest.toString('hex') === submission.key.digest && encodeReport(submission.report()).equals(known.report)
    );
  });
}

/** @param id - the mark */
export function reused(id: string): KeyReusedError {
  return new KeyReusedError(`Another message came with the key ${id}`);
}

async function findKeys(work: UnitOfWork, keyed: readonly Keyed[]): Promise<Map<string, Saved>> {
  const tenants = [...new Set(keyed.map(({ tenantId }) => tenantId))];
  const rows = await work.run(tenants, (unit) =>
    unit.sql<Saved>(
      `select m.device_id, m.key, m.digest, m.report
       from jsonb_to_recordset(?::jsonb) as k (t int, d uuid, k text)
       join message_keys m on m.tenant_id = k.t and m.device_id = k.d and m.key = k.k`,
      [JSON.stringify(keyed.map(({ tenantId, deviceId, key }) => ({ t: tenantId, d: deviceId, k: key.id })))],
    ),
  );
  return new Map(rows.map((row) => [nameOf(row.device_id, row.key), row]));
}

/** As JSON; the codes of outcomes in base64, left out where everything was stored. */
export function encodeReport(report: TelemetryReport): Buffer {
  const { stored, duplicate, conflict, late, quarantined, outcomes, faults } = report;
  const counts = [stored, duplicate, conflict, late, quarantined, outcomes.length];
  const codes = outcomes.every((code) => code === 0) ? undefined : Buffer.from(outcomes).toString('base64');
  return Buffer.from(JSON.stringify({ counts, codes, faults: faults.length === 0 ? undefined : faults }));
}

/** The reverse of {@link encodeReport}. */
export function decodeReport(bytes: Uint8Array): TelemetryReport {
  const { counts, codes, faults } = JSON.parse(Buffer.from(bytes).toString()) as {
    counts: [number, number, number, number, number, number];
    codes?: string;
    faults?: TelemetryReport['faults'];
  };
  const [stored, duplicate, conflict, late, quarantined, length] = counts;
  const outcomes = codes === undefined ? new Uint8Array(length) : new Uint8Array(Buffer.from(codes, 'base64'));
  return {
    stored,
    duplicate,
    conflict,
    late,
    quarantined,
    outcomes: length === 0 ? NOTHING : outcomes,
    faults: faults ?? [],
  };
}
