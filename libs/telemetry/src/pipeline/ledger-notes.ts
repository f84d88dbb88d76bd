import { UnitOfWork } from '@app/database';
import { systemClock } from '@app/kernel';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DeviceRegistry } from '../registry/device-registry';

interface Note {
  t: number;
  d: string;
  /** Start of the minute, Unix ms. */
  m: number;
  duplicate: number;
  refused: number;
}

const FLUSH_MS = 1_000;
const MINUTE_MS = 60_000;
/** Notes of so many devices and minutes are held while the database is away. */
const NOTES_AT_MOST = 100_000;

const upsert = `insert into device_ledger as l (tenant_id, device_id, minute, duplicate, refused)
  select r.t, r.d, to_timestamp(r.m / 1000), r.duplicate, r.refused
  from jsonb_to_recordset(?::jsonb) as r (t int, d uuid, m float8, duplicate int, refused int)
  order by r.t, r.d, r.m
  on conflict (tenant_id, device_id, minute) do update
    set duplicate = l.duplicate + excluded.duplicate, refused = l.refused + excluded.refused`;

/**
 * What the ledgers of devices gain beside the commits: messages turned away before they could be read, and repeats that were
 * answered from memory. Written once a second; a process that is killed loses the last second of it.
 */
@Injectable()
export class LedgerNotes implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(LedgerNotes.name);
  private notes = new Map<string, Note>();
  private timer: NodeJS.Timeout | undefined;
  private failing = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly registry: DeviceRegistry,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Counts messages turned away; of an unknown device it counts none. */
  refused(deviceId: string, count: number): void {
    const note = this.noteOf(deviceId);
    if (note !== null) note.refused += count;
  }

  /** Counts the readings of a message that came before. */
  repeated(deviceId: string, readings: number): void {
    const note = this.noteOf(deviceId);
    if (note !== null) note.duplicate += readings;
  }

  /** Writes what is noted; keeps it for the next time when the database is away. */
  async flush(): Promise<void> {
    if (this.notes.size === 0) return;
    const rows = [...this.notes.values()];
    this.notes = new Map();
    try {
      const tenants = [...new Set(rows.map(({ t }) => t))];
      await this.work.run(tenants, (work) => work.sql(upsert, [JSON.stringify(rows)]));
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.warn(`Refusals cannot be written into the ledger: ${String(error)}`);
      this.failing = true;
      for (const row of rows) {
        const note = this.noteOf(row.d, row.m);
        if (note === null) continue;
        note.duplicate += row.duplicate;
        note.refused += row.refused;
      }
    }
  }

  private noteOf(deviceId: string, minute = systemClock.now()): Note | null {
    const device = this.registry.snapshot.devices.get(deviceId);
    if (device === undefined) return null;
    const m = minute - (minute % MINUTE_MS);
    const name = `${deviceId} ${m}`;
    let note = this.notes.get(name);
    if (note === undefined) {
      if (this.notes.size >= NOTES_AT_MOST) return null;
      note = { t: device.tenantId, d: deviceId, m, duplicate: 0, refused: 0 };
      this.notes.set(name, note);
    }
    return note;
  }
}
