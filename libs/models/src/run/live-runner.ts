import { SensorModelError, SiteModelError } from '@app/detection';
import { UnitOfWork, type Work } from '@app/database';
import { type Clock, systemClock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable, Logger } from '@nestjs/common';
import { namedSensors, scopeOf, type ModelScope } from '../data/model-scope';
import { readHistory, readTable } from '../data/stored-series';
import { type ModelContent, ModelContents } from '../model-contents';
import { type ModelRecord, date, readModels } from '../model-record';
import { DetectionWriter } from './detection-writer';
import { type LiveEvent, type LiveMemory, LiveScorer } from './live-scorer';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Readings that arrive within this time after later ones of the same sensor still count, ms. */
export const LATE_MS = 2 * HOUR_MS;
/** Readings before its first one from which a scorer finds its feet, ms. */
const WARM_UP_MS = 3 * DAY_MS;
/** Readings judged in one transaction. */
const MOST_ROWS = 20_000;
/** A zone's row waits for sensors that are late by no more than so many steps. */
const WAIT_STEPS = 3;
/** Days of counts that are kept to tell drift. */
const KEPT_DAYS = 14;

interface RunRow {
  version: number;
  since: string;
  settled_at: string | null;
  memory: LiveMemory | null;
  days: Record<string, [number, number]>;
}

interface DueRow {
  tenant_id: number;
  model_id: string;
  version: number;
}

/** Rows to be judged, as columns. */
interface Rows {
  timesMs: Float64Array;
  columns: readonly Float64Array[];
}

/**
 * Follows stored readings with the versions that are active or on trial. What a version found up to two hours before its
 * newest reading is settled and stays in its memory; what came after is judged anew at each look, so that late readings
 * count and a crash loses or repeats nothing: memory, detections and alarms are written in one transaction.
 */
@Injectable()
export class LiveRunner {
  private readonly log = new Logger(LiveRunner.name);
  private readonly clock: Clock = systemClock;

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly contents: ModelContents,
    private readonly writer: DetectionWriter,
  ) {}

  /** Judges what has come since the last look. @returns how many versions had something to judge */
  async runAll(signal?: AbortSignal): Promise<{ judged: number; failed: number }> {
    await this.endOutOfService();
    const due = await this.units.run(this.tree.all(), (work) => work.sql<DueRow>(DUE));
    let failed = 0;
    for (const { tenant_id: tenantId, model_id: modelId, version } of due) {
      if (signal?.aborted === true) break;
      try {
        await this.run(tenantId, modelId, version);
      } catch (error) {
        failed += 1;
        this.log.warn(`Version ${version} of model ${modelId} could not judge: ${String(error)}`);
        await this.noteFailure(tenantId, modelId, version, error);
      }
    }
    return { judged: due.length - failed, failed };
  }

  /** One version, in one transaction; does nothing while another process does it. */
  async run(tenantId: number, modelId: string, version: number): Promise<void> {
    await this.units.run([tenantId], async (work) => {
      const [row] = await work.sql<RunRow>(
        `select version, since, settled_at, memory, days from model_runs where model_id = ? and version = ?
         for update skip locked`,
        [modelId, version],
      );
      const [model] = await readModels(work, 'm.id = ?', [modelId]);
      if (row === undefined || model === undefined) return;
      const content = await this.contents.get(work, model.kind, modelId, version);
      if (content !== null) await this.judge(work, model, row, content);
    });
  }

  private async judge(work: Work, model: ModelRecord, row: RunRow, content: ModelContent): Promise<void> {
    const whole = await scopeOf(work, model);
    const stepMs = content.model.stepMs;
    const scope = { ...whole, stepMs };
    const since = (date(row.since) as Date).getTime();
    const scorer = new LiveScorer(content, scope, namedSensors([...(scope.own ? [scope.own] : []), ...scope.others]));
    const settledAt = date(row.settled_at)?.getTime() ?? null;
    // What went on at a sensor that has left the scope would never end: the scorer begins anew where it stands.
    const open = row.memory?.events.open?.peak.sensor.id;
    const hasLeft = open !== undefined && ![scope.own, ...scope.others].some((sensor) => sensor?.id === open);
    const goesOn = settledAt !== null && row.memory !== null && !hasLeft && scorer.load(row.memory);
    const from =
      settledAt !== null && (goesOn || hasLeft) ? settledAt : Math.floor((since - WARM_UP_MS) / stepMs) * stepMs;
    const rows = await readRows(work, scope, content, from, this.clock.now() + HOUR_MS);
    const newest = rows.timesMs.at(-1);
    if (newest === undefined) return;
    const settle = Math.max(from, Math.floor((newest - LATE_MS) / stepMs) * stepMs);
    const days = { ...row.days };
    const found = new Map<number, LiveEvent>();
    const carried = scorer.open;
    if (carried !== null) found.set(carried.startedMs, carried);
    let settled: LiveMemory | null = null;
    for (let n = 0; n < rows.timesMs.length; n += 1) {
      const timeMs = rows.timesMs[n] as number;
      if (settled === null && timeMs >= settle) settled = scorer.save();
      const silent = timeMs < since;
      const event = scorer.push({ timeMs, values: rows.columns, at: n }, silent);
      if (event !== null && event !== undefined) found.set(event.startedMs, event);
      if (event !== undefined && !silent && timeMs < settle) count(days, timeMs, scorer.score >= 0.5);
    }
    // The one that goes on may have a new peak.
    const ongoing = scorer.open;
    if (ongoing !== null) found.set(ongoing.startedMs, ongoing);
    const { tenantId, id: modelId, priority } = model;
    const mode = model.activeVersion === row.version ? 'active' : 'shadow';
    const owner = { tenantId, modelId, version: row.version, mode, priority } as const;
    await this.writer.write(work, owner, [...found.values()], Math.max(from, since), this.clock.now());
    await work.sql(
      `update model_runs set settled_at = to_timestamp(?), seen_at = to_timestamp(?), memory = ?::jsonb, days = ?::jsonb,
         failure = null, updated_at = now() where model_id = ? and version = ?`,
      [
        settle / 1_000,
        newest / 1_000,
        JSON.stringify(settled ?? scorer.save()),
        JSON.stringify(recent(days, newest)),
        modelId,
        row.version,
      ],
    );
  }

  /** Nobody waits for a sensor out of service to become usual again: what goes on there is over, and its alarm clears. */
  private endOutOfService(): Promise<void> {
    const now = this.clock.now();
    return this.units.run(this.tree.all(), async (work) => {
      const ended = await work.sql<{ tenant_id: number; sensor_number: number; historical: boolean; mode: string }>(
        `update model_detections d set ended_at = greatest(to_timestamp(?), d.started_at) from sensors s
         where s.tenant_id = d.tenant_id and s.id = d.sensor_id and s.status = 'out_of_service' and d.ended_at is null
         returning d.tenant_id, d.sensor_number, d.historical, d.mode`,
        [now / 1_000],
      );
      for (const row of ended) if (row.mode === 'active') await this.writer.clear(work, row.tenant_id, row, now);
    });
  }

  private async noteFailure(tenantId: number, modelId: string, version: number, error: unknown): Promise<void> {
    const unusable = error instanceof SensorModelError || error instanceof SiteModelError;
    const failure = unusable ? 'Stored by another version of the platform: train it anew.' : (error as Error).message;
    await this.units.run([tenantId], (work) =>
      work.sql(`update model_runs set failure = ? where model_id = ? and version = ?`, [failure, modelId, version]),
    );
  }
}

/** Versions for whose sensors something newer has come than they have seen. */
const DUE = `select r.tenant_id, r.model_id, r.version from model_runs r
  join models m on m.tenant_id = r.tenant_id and m.id = r.model_id
  where exists (
    select 1 from sensors s join sensor_latest l on l.tenant_id = s.tenant_id and l.sensor_id = s.number
    where s.tenant_id = m.tenant_id and s.status = 'active' and (s.id = m.sensor_id or s.zone_id = m.zone_id)
      and l.time > coalesce(r.seen_at, '-infinity'))
  order by r.updated_at`;

async function readRows(
  work: Work,
  scope: ModelScope,
  content: ModelContent,
  fromMs: number,
  toMs: number,
): Promise<Rows> {
  if (content.kind === 'sensor') {
    const only = content.model.neighbours.map(({ id }) => id);
    const history = await readHistory(work, scope, { fromMs, toMs }, { only, most: MOST_ROWS });
    const missing = new Float64Array(history.timesMs.length).fill(Number.NaN);
    const beside = only.map((id) => history.neighbours.find((other) => other.id === id)?.values ?? missing);
    return { timesMs: history.timesMs, columns: [history.values, ...beside] };
  }
  const { names } = content.model;
  const present = scope.others.filter(({ id }) => names.includes(id));
  const newest = await reportedUpTo(
    work,
    scope,
    present.map(({ number }) => number),
  );
  const end = Math.min(toMs, newest + 1, fromMs + MOST_ROWS * scope.stepMs);
  const table = await readTable(work, scope, present, { fromMs, toMs: end });
  const missing = new Float64Array(table.timesMs.length).fill(Number.NaN);
  const columns = names.map((name) => table.columns[table.names.indexOf(name)] ?? missing);
  return { timesMs: table.timesMs, columns };
}

/** Up to when all sensors of a zone have reported, but for those that are long overdue; Unix ms. */
async function reportedUpTo(work: Work, scope: ModelScope, numbers: readonly number[]): Promise<number> {
  const rows = await work.sql<{ time: string }>(
    `select time from sensor_latest where tenant_id = ? and sensor_id = any (?::int[])`,
    [scope.tenantId, `{${numbers.join(',')}}`],
  );
  const times = rows.map(({ time }) => (date(time) as Date).getTime());
  const newest = Math.max(0, ...times);
  return Math.min(newest, ...times.filter((time) => time >= newest - WAIT_STEPS * scope.stepMs));
}

function count(days: Record<string, [number, number]>, timeMs: number, over: boolean): void {
  const day = String(Math.floor(timeMs / DAY_MS));
  const [readings, unusual] = days[day] ?? [0, 0];
  days[day] = [readings + 1, unusual + (over ? 1 : 0)];
}

function recent(days: Record<string, [number, number]>, newestMs: number): Record<string, [number, number]> {
  const first = Math.floor(newestMs / DAY_MS) - KEPT_DAYS;
  return Object.fromEntries(Object.entries(days).filter(([day]) => Number(day) > first));
}
