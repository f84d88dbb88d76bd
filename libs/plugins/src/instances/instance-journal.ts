import { UnitOfWork, type Work } from '@app/database';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { InstanceState } from '../host/supervised-plugin';
import type { LineKeeper, LogLine } from './instance-log';

const FLUSH_MS = 1_000;
/** Lines of one instance that are kept. */
export const KEPT_LINES = 500;
/** Lines of one instance that are taken within a second; more are counted only. */
const MOST_A_SECOND = 100;

/** Keeps what instances say, and how they are in this process, in the database for people to read. */
@Injectable()
export class InstanceJournal implements BeforeApplicationShutdown, LineKeeper {
  private readonly logger = new Logger(InstanceJournal.name);
  private lines: LogLine[] = [];
  private counts = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private process = '';
  private failing = false;

  constructor(private readonly units: UnitOfWork) {}

  /** @param process - stable name of this process */
  open(process: string): void {
    this.process = process;
    this.timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  admit(instance: string): boolean {
    const count = (this.counts.get(instance) ?? 0) + 1;
    this.counts.set(instance, count);
    return count <= MOST_A_SECOND;
  }

  /** Takes a line; written within a second. */
  keep(line: LogLine): void {
    this.lines.push(line);
  }

  /** Writes how the instances of this process are; those that it runs no more are taken out. */
  async note(states: ReadonlyMap<string, InstanceState>): Promise<void> {
    await this.quietly((work) => writeStates(work, this.process, states));
  }

  private async flush(): Promise<void> {
    const { lines, counts } = this;
    this.lines = [];
    this.counts = new Map();
    for (const [instance, count] of counts) {
      if (count <= MOST_A_SECOND) continue;
      const message = `${count - MOST_A_SECOND} more lines within a second are left out`;
      lines.push({ instance, at: Date.now(), level: 'warn', message });
      this.logger.warn(`Instance ${instance}: ${message}`);
    }
    if (lines.length === 0) return;
    await this.quietly((work) => writeLines(work, this.process, lines));
  }

  private async quietly(action: (work: Work) => Promise<void>): Promise<void> {
    try {
      await this.units.runApart([], action);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.warn(`What plugins say cannot be kept: ${String(error)}`);
      this.failing = true;
    }
  }
}

async function writeLines(work: Work, process: string, lines: readonly LogLine[]): Promise<void> {
  const rows = lines.map(({ instance, at, level, message }) => ({
    instance_id: instance,
    process,
    at: new Date(at).toISOString(),
    level,
    message,
  }));
  await work.sql(
    `insert into plugin_log (instance_id, process, at, level, message)
     select instance_id, process, at, level, message
     from jsonb_to_recordset(?::jsonb) as t(instance_id uuid, process text, at timestamptz, level text, message text)`,
    [JSON.stringify(rows)],
  );
  for (const instance of new Set(lines.map((line) => line.instance))) {
    await work.sql(
      `delete from plugin_log where instance_id = ? and id <= (
         select id from plugin_log where instance_id = ? order by id desc offset ${KEPT_LINES} limit 1)`,
      [instance, instance],
    );
  }
}

async function writeStates(work: Work, process: string, states: ReadonlyMap<string, InstanceState>): Promise<void> {
  const rows = [...states].map(([instance, { status, reason, details, restarts, since }]) => ({
    instance_id: instance,
    status,
    reason,
    details,
    restarts,
    since: new Date(since).toISOString(),
  }));
  await work.sql(
    `insert into plugin_status (instance_id, process, status, reason, details, restarts, since, seen_at)
     select instance_id, ?, status, reason, details, restarts, since, now()
     from jsonb_to_recordset(?::jsonb)
       as t(instance_id uuid, status text, reason text, details jsonb, restarts int, since timestamptz)
     on conflict (instance_id, process) do update set status = excluded.status, reason = excluded.reason,
       details = excluded.details, restarts = excluded.restarts, since = excluded.since, seen_at = excluded.seen_at`,
    [process, JSON.stringify(rows)],
  );
  await work.sql(
    `delete from plugin_status where (process = ? and not instance_id = any(?::uuid[])) or seen_at < now() - interval '1 day'`,
    [process, `{${[...states.keys()].join(',')}}`],
  );
}
