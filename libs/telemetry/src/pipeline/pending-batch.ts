import type { TelemetryFault } from '@app/plugin-sdk';
import type { LedgerEntry } from '../log/logged-batch';
import type { QuarantineRow } from './copy-encoder';
import { OutcomeCode, countOutcomes } from './outcome';
import { RowColumns } from './row-columns';

/** Who sent a submission: its ledger. */
export type LedgerOwner =
  | { kind: 'device'; tenantId: number; deviceId: string }
  /** Devices of the readings' sensors, by position; null where a sensor has none. */
  | { kind: 'devices'; devices: ({ tenantId: number; deviceId: string } | null)[] };

/** A message in the pipeline, until its commit. */
export interface PendingSubmission {
  owner: LedgerOwner;
  /** Tenant that quarantined items without a sensor belong to. */
  tenantId: number;
  deviceId: string | null;
  protocol: string;
  receivedAt: number;
  /** Codes by position; may change until the commit. */
  outcomes: Uint8Array;
  faults: TelemetryFault[];
  /** Bytes of one item, or of the whole message for -1. */
  rawOf: (index: number) => Uint8Array;
  settled: (error?: Error) => void;
}

const MINUTE_MS = 60_000;

/** What is committed together. */
export class PendingBatch {
  rows: RowColumns;
  quarantine: QuarantineRow[] = [];
  readonly submissions: PendingSubmission[] = [];
  receivedAt = 0;

  /** @param expected - readings that will probably come together */
  constructor(expected: number) {
    this.rows = new RowColumns(expected);
  }

  /** @returns the number by which rows name this submission as their owner */
  add(submission: PendingSubmission): number {
    this.receivedAt = Math.max(this.receivedAt, submission.receivedAt);
    return this.submissions.push(submission) - 1;
  }

  /** Marks the reading behind a row. */
  mark(row: number, outcome: number): void {
    const submission = this.submissions[this.rows.owners[row] as number] as PendingSubmission;
    submission.outcomes[this.rows.positions[row] as number] = outcome;
  }

  /** Number of readings by outcome over all submissions. */
  counts(): number[] {
    const total = [0, 0, 0, 0, 0];
    for (const { outcomes } of this.submissions) {
      countOutcomes(outcomes).forEach((count, code) => (total[code] = (total[code] as number) + count));
    }
    return total;
  }

  /** What the devices' ledgers gain, ascending by device. */
  ledger(): LedgerEntry[] {
    const entries = new Map<string, LedgerEntry>();
    for (const submission of this.submissions) {
      const { owner, outcomes, receivedAt } = submission;
      if (owner.kind === 'device') {
        const counts = countOutcomes(outcomes);
        // A message that was refused whole has no items and counts as one.
        if (outcomes.length === 0 && submission.faults.length > 0) counts[OutcomeCode.quarantined] = 1;
        count(entries, owner, receivedAt, counts);
      } else {
        owner.devices.forEach((device, position) => {
          if (device === null) return;
          const counts = [0, 0, 0, 0, 0];
          counts[outcomes[position] as number] = 1;
          count(entries, device, receivedAt, counts);
        });
      }
    }
    return [...entries.values()].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  }
}

function count(
  entries: Map<string, LedgerEntry>,
  { tenantId, deviceId }: { tenantId: number; deviceId: string },
  receivedAt: number,
  counts: readonly number[],
): void {
  const minute = Math.floor(receivedAt / MINUTE_MS) * MINUTE_MS;
  const key = `${deviceId} ${minute}`;
  let entry = entries.get(key);
  if (entry === undefined) {
    entry = { tenantId, deviceId, minute, stored: 0, duplicate: 0, conflict: 0, late: 0, quarantined: 0 };
    entries.set(key, entry);
  }
  entry.stored += counts[OutcomeCode.stored] ?? 0;
  entry.duplicate += counts[OutcomeCode.duplicate] ?? 0;
  entry.conflict += counts[OutcomeCode.conflict] ?? 0;
  entry.late += counts[OutcomeCode.late] ?? 0;
  entry.quarantined += counts[OutcomeCode.quarantined] ?? 0;
}
