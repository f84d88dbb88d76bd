import {
  type MessageKey,
  NOT_TAKEN,
  OverloadedError,
  type TelemetryColumns,
  type TelemetryFault,
  type TelemetryReport,
} from '@app/plugin-sdk';
import type { LedgerEntry } from '../log/logged-batch';
import type { QuarantineRow } from './copy-encoder';
import { OutcomeCode, countOutcomes } from './outcome';
import { quarantineRow } from './quarantine-row';
import type { Resolved } from './resolved';
import { RowColumns } from './row-columns';

/** A device as its ledger knows it. */
export interface Sender {
  tenantId: number;
  /** UUID */
  id: string;
}

/** Who sent a submission: its ledger. */
export type LedgerOwner =
  | { kind: 'device'; device: Sender }
  /** Each item is a message of its own: its device, by position. */
  | { kind: 'senders'; devices: readonly Sender[] }
  /** Devices of the readings' sensors, by position; null where a sensor has none. */
  | { kind: 'devices'; devices: (Sender | null)[] };

/** A message whose sender is known and whose items have been looked up. */
export interface Submission {
  owner: LedgerOwner;
  /** Tenant that quarantined items without a sensor belong to. */
  tenantId: number;
  /** UUID; null for users and API keys, and where each item has its own sender */
  deviceId: string | null;
  protocol: string;
  /** Unix ms */
  receivedAt: number;
  columns: TelemetryColumns;
  resolved: Resolved;
  /** Bytes of one item, or of the whole message for -1. */
  rawOf: (index: number) => Uint8Array;
  format: 'json' | 'opaque';
  key?: MessageKey | undefined;
  /** When a quarantined message came again, Unix ms: it has its row in quarantine already. */
  replayedAt?: number;
}

/** A message in the pipeline, until its commit. */
export class PendingSubmission {
  /** Codes by position; may change until the commit. */
  readonly outcomes: Uint8Array;
  readonly faults: TelemetryFault[] = [];
  /** Resolves after the commit. */
  readonly done: Promise<TelemetryReport>;
  readonly owner: LedgerOwner;
  readonly tenantId: number;
  readonly deviceId: string | null;
  readonly protocol: string;
  readonly receivedAt: number;
  readonly rawOf: (index: number) => Uint8Array;
  readonly format: 'json' | 'opaque';
  readonly key: MessageKey | undefined;
  readonly replayedAt: number | undefined;
  /** Set where the message itself is a repeat, or may not be stored: its answer. */
  answer: TelemetryReport | Error | undefined;
  /** Numbers of sensors, times and positions, in turn. */
  private repetitions: number[] | undefined;
  /** Why, and for whom, the frame is kept. */
  private kept: Set<string> | undefined;
  private resolve!: (report: TelemetryReport) => void;
  private reject!: (error: Error) => void;

  constructor(submission: Submission) {
    const { owner, tenantId, deviceId, protocol, receivedAt, rawOf, columns } = submission;
    this.format = submission.format;
    this.key = submission.key;
    this.replayedAt = submission.replayedAt;
    this.owner = owner;
    this.tenantId = tenantId;
    this.deviceId = deviceId;
    this.protocol = protocol;
    this.receivedAt = receivedAt;
    this.rawOf = rawOf;
    this.outcomes = new Uint8Array(columns.count);
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Messages that it stands for. */
  get messages(): number {
    return this.owner.kind === 'senders' ? this.owner.devices.length : 1;
  }

  /** Device that sent an item; null for users and API keys. */
  senderOf(index: number): string | null {
    return this.owner.kind === 'senders' ? (this.owner.devices[index] as Sender).id : this.deviceId;
  }

  /** Tenant that an item without a sensor belongs to. */
  tenantOf(index: number): number {
    return this.owner.kind === 'senders' ? (this.owner.devices[index] as Sender).tenantId : this.tenantId;
  }

  /** Notes a reading that is taken for a repetition of what may still be on its way. */
  noteRepetition(sensor: number, time: number, position: number): void {
    (this.repetitions ??= []).push(sensor, time, position);
  }

  /**
   * What some of its readings were taken for repetitions of is not stored: the message, or of several messages each that
   * has such a reading, must come again.
   * @param keys - sensors and times, parted by a blank
   */
  withdraw(keys: ReadonlySet<string>): void {
    const { repetitions = [], owner } = this;
    for (let i = 0; i < repetitions.length; i += 3) {
      if (!keys.has(`${repetitions[i]} ${repetitions[i + 1]}`)) continue;
      if (owner.kind === 'senders') this.outcomes[repetitions[i + 2] as number] = NOT_TAKEN;
      else this.answer = new OverloadedError('The reading is not stored that it was taken for a repetition of', 1);
    }
  }

  /** @returns true once for each tenant and reason */
  isFirst(tenantId: number, reason: string): boolean {
    const name = `${tenantId} ${reason}`;
    this.kept ??= new Set();
    return !this.kept.has(name) && this.kept.add(name).size > 0;
  }

  /** Tells the sender what became of the message, or that it was not stored. */
  settle(failure: Error | undefined): void {
    const { answer } = this;
    if (failure !== undefined) this.reject(failure);
    else if (answer instanceof Error) this.reject(answer);
    else this.resolve(answer ?? this.report());
  }

  /** What became of the message, as far as is known. */
  report(): TelemetryReport {
    const { outcomes, faults } = this;
    const [stored, duplicate, conflict, late, quarantined] = countOutcomes(outcomes);
    let whole = 0;
    for (const { index } of faults) if (index < 0) whole += 1;
    if (faults.length > 1) faults.sort((a, b) => a.index - b.index);
    return { stored, duplicate, conflict, late, quarantined: quarantined + whole, outcomes, faults };
  }
}

const MINUTE_MS = 60_000;

/** What is committed together. */
export class PendingBatch {
  rows: RowColumns;
  quarantine: QuarantineRow[] = [];
  private quarantineOwners: PendingSubmission[] = [];
  readonly submissions: PendingSubmission[] = [];
  /** Messages that its submissions stand for. */
  messages = 0;
  receivedAt = 0;
  /** When it was opened, on the clock of `performance`, ms. */
  readonly openedAt = performance.now();

  /** @param expected - readings that will probably come together */
  constructor(expected: number) {
    this.rows = new RowColumns(expected);
  }

  /** @returns the number by which rows name this submission as their owner */
  add(submission: PendingSubmission): number {
    this.receivedAt = Math.max(this.receivedAt, submission.replayedAt ?? submission.receivedAt);
    this.messages += submission.messages;
    return this.submissions.push(submission) - 1;
  }

  /**
   * Quarantines an item, or for index -1 the whole message. A frame, which has no items of its own, is kept once for each reason.
   * @param untimed - readings of it have their arrival for a time
   */
  keepAside(submission: PendingSubmission, tenantId: number, fault: TelemetryFault, untimed = false): void {
    submission.faults.push(fault);
    if (submission.replayedAt !== undefined) return;
    if (submission.format === 'opaque' && !submission.isFirst(tenantId, fault.reason)) return;
    this.quarantine.push(quarantineRow(submission, tenantId, fault, untimed));
    this.quarantineOwners.push(submission);
  }

  /** The rows that some messages brought. */
  rowsOf(owners: ReadonlySet<PendingSubmission>): RowColumns {
    return this.rows.filter((row) => this.isOf(owners, row));
  }

  /** Takes out all that some messages brought; they keep their own answers. */
  remove(gone: ReadonlySet<PendingSubmission>): void {
    this.rows = this.rows.filter((row) => !this.isOf(gone, row));
    this.quarantine = this.quarantine.filter((_, n) => !gone.has(this.quarantineOwners[n] as PendingSubmission));
    this.quarantineOwners = this.quarantineOwners.filter((owner) => !gone.has(owner));
  }

  private isOf(owners: ReadonlySet<PendingSubmission>, row: number): boolean {
    return owners.has(this.submissions[this.rows.owners[row] as number] as PendingSubmission);
  }

  /** Marks the reading behind a row. */
  mark(row: number, outcome: number): void {
    const submission = this.submissions[this.rows.owners[row] as number] as PendingSubmission;
    submission.outcomes[this.rows.positions[row] as number] = outcome;
  }

  /** What the devices' ledgers gain, ascending by device. */
  ledger(): LedgerEntry[] {
    const gain = new LedgerGain();
    for (const { owner, outcomes, faults, receivedAt: came, replayedAt, answer } of this.submissions) {
      if (answer !== undefined) continue;
      const receivedAt = replayedAt ?? came;
      if (owner.kind === 'device') {
        const entry = gain.of(owner.device, receivedAt);
        for (const code of outcomes) add(entry, code);
        // A message that was refused whole has no items and counts as one.
        if (outcomes.length === 0 && faults.length > 0) entry.quarantined += 1;
      } else if (owner.kind === 'senders') {
        for (let i = 0; i < outcomes.length; i += 1) {
          add(gain.of(owner.devices[i] as Sender, receivedAt), outcomes[i] as number);
        }
      } else {
        owner.devices.forEach((device, position) => {
          if (device !== null) add(gain.of(device, receivedAt), outcomes[position] as number);
        });
      }
    }
    return gain.sorted();
  }
}

/** Entries by device and minute; nearly always all of one minute. */
class LedgerGain {
  private readonly entries: LedgerEntry[] = [];
  private readonly newest = new Map<string, LedgerEntry>();

  of({ tenantId, id: deviceId }: Sender, receivedAt: number): LedgerEntry {
    const minute = receivedAt - (receivedAt % MINUTE_MS);
    const known = this.newest.get(deviceId);
    if (known?.minute === minute) return known;
    const other = known && this.entries.find((entry) => entry.deviceId === deviceId && entry.minute === minute);
    const entry = other ?? {
      tenantId,
      deviceId,
      minute,
      stored: 0,
      duplicate: 0,
      conflict: 0,
      late: 0,
      quarantined: 0,
    };
    if (other === undefined) this.entries.push(entry);
    this.newest.set(deviceId, entry);
    return entry;
  }

  sorted(): LedgerEntry[] {
    return this.entries.sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  }
}

function add(entry: LedgerEntry, code: number): void {
  switch (code) {
    case OutcomeCode.stored:
      entry.stored += 1;
      break;
    case OutcomeCode.duplicate:
      entry.duplicate += 1;
      break;
    case OutcomeCode.conflict:
      entry.conflict += 1;
      break;
    case OutcomeCode.late:
      entry.late += 1;
      break;
    case OutcomeCode.quarantined:
      entry.quarantined += 1;
      break;
    default:
    // Nothing was taken.
  }
}
