import { AlertConditions, type ConditionReport, type ReportedFinding, storedFinding } from '@app/alerts';
import type { TwinQuality } from '@app/contracts';
import type { Work } from '@app/database';
import type { Finding } from '../core/findings';
import type { MeteredArea } from '../core/metered-areas';
import type { SlotResult, TwinMemory } from '../core/run-slots';
import type { LinkRow, LinkState } from '../store/link-rows';
import type { TwinRecord } from '../store/twin-record';

/** Below this share of measured boundaries a run is doubtful. */
const DOUBTFUL_SHARE = 0.5;

/** What a stretch of moments led to. */
export interface RunOutcome {
  readonly results: readonly SlotResult[];
  readonly memory: TwinMemory;
  readonly links: readonly LinkRow[];
  readonly areas: readonly MeteredArea[];
  readonly notes: readonly string[];
  readonly durationMs: number;
  /** What holds after the last moment; null while the past is being worked through. */
  readonly findings: readonly Finding[] | null;
}

/** Stores what was calculated. Storing the same moments again changes nothing but the newest figures. */
export async function storeRun(
  work: Work,
  alerts: AlertConditions,
  twin: TwinRecord,
  outcome: RunOutcome,
): Promise<void> {
  const { results, links } = outcome;
  const last = results.at(-1);
  if (last === undefined) return;
  await storeValues(work, twin, results);
  await storeRuns(work, twin, outcome);
  await storeShown(work, twin, links, last, outcome.findings);
  await work.sql(
    `update twins set memory = ?::jsonb, last_slot = to_timestamp(?), failure = ?, updated_at = now() where id = ?`,
    [JSON.stringify(outcome.memory), last.at / 1000, last.failure, twin.id],
  );
  if (outcome.findings !== null) await report(work, alerts, twin, links, last.at, outcome.findings);
}

/** Ends all alarms of a twin at its sensors. */
export async function clearAlarms(
  work: Work,
  alerts: AlertConditions,
  twin: Pick<TwinRecord, 'tenantId' | 'id'>,
  links: readonly LinkRow[],
  at: number,
): Promise<void> {
  await report(work, alerts, twin, links, at, []);
}

/** Ends alarms of sensors at which no twin finds anything: their twin is gone. @returns how many */
export async function clearOrphans(work: Work, alerts: AlertConditions, at: number): Promise<number> {
  const rows = await work.sql<{ tenantId: number; sensorNumber: number }>(
    `select a.tenant_id as "tenantId", s.number as "sensorNumber" from alerts a
     join sensors s on s.tenant_id = a.tenant_id and s.id = a.sensor_id
     where a.kind = 'twin' and a.condition_active and a.state <> 'normal' and not a.historical
       and not exists (select 1 from twin_links l where l.tenant_id = a.tenant_id and l.sensor_id = a.sensor_id)`,
  );
  await alerts.apply(
    work,
    rows.map((row) => reportOf(row.tenantId, row.sensorNumber, at, undefined)),
  );
  return rows.length;
}

/** Tells alarms what holds; a sensor at which another twin of the municipality finds something is left to that one. */
async function report(
  work: Work,
  alerts: AlertConditions,
  twin: Pick<TwinRecord, 'tenantId' | 'id'>,
  links: readonly LinkRow[],
  at: number,
  findings: readonly Finding[],
): Promise<void> {
  const held = new Map(findings.map((finding) => [finding.key, finding]));
  const others = await work.sql<{ id: string }>(
    `select sensor_id as id from twin_links where tenant_id = ? and twin_id <> ? and memory ->> 'finding' is not null`,
    [twin.tenantId, twin.id],
  );
  const elsewhere = new Set(others.map(({ id }) => id));
  const reports = links
    .filter(({ sensorId }) => held.has(sensorId) || !elsewhere.has(sensorId))
    .map(({ sensorId, sensorNumber }) => reportOf(twin.tenantId, sensorNumber, at, held.get(sensorId)));
  await alerts.apply(work, reports);
}

async function storeValues(work: Work, twin: TwinRecord, results: readonly SlotResult[]): Promise<void> {
  const rows = results.flatMap(({ at, values }) =>
    values.map(({ key, measured, simulated, z }) => ({
      s: key,
      t: at / 1000,
      m: measured,
      c: simulated,
      z: rounded(z),
    })),
  );
  await work.sql(
    `insert into twin_values (tenant_id, twin_id, sensor_id, at, measured, simulated, z)
     select ?, ?, s, to_timestamp(t), m, c, z
     from jsonb_to_recordset(?::jsonb) as given (s uuid, t float8, m float8, c float8, z float4)
     on conflict (tenant_id, twin_id, sensor_id, at)
       do update set measured = excluded.measured, simulated = excluded.simulated, z = excluded.z`,
    [twin.tenantId, twin.id, JSON.stringify(rows)],
  );
}

async function storeRuns(work: Work, twin: TwinRecord, outcome: RunOutcome): Promise<void> {
  const each = outcome.durationMs / outcome.results.length;
  const rows = outcome.results.map((result) => {
    const quality = qualityOf(result, outcome, each);
    return { t: result.at / 1000, s: stateOf(result, quality), q: quality };
  });
  await work.sql(
    `insert into twin_runs (tenant_id, twin_id, at, revision, state, quality)
     select ?, ?, to_timestamp(t), ?, s, q from jsonb_to_recordset(?::jsonb) as given (t float8, s text, q jsonb)
     on conflict (tenant_id, twin_id, at)
       do update set revision = excluded.revision, state = excluded.state, quality = excluded.quality`,
    [twin.tenantId, twin.id, twin.revision, JSON.stringify(rows)],
  );
}

function qualityOf(result: SlotResult, { links, areas, notes }: RunOutcome, durationMs: number): TwinQuality {
  const fresh = new Set(result.values.filter(({ measured }) => measured !== null).map(({ key }) => key));
  const stale = links.filter(({ usage, sensorId }) => usage !== 'ignored' && !fresh.has(sensorId));
  const own = result.failure === null ? [] : [result.failure];
  if (result.warning !== null) own.push(`EPANET warns (${result.warning}): the solution is uncertain.`);
  return {
    measuredShare: result.measurable === 0 ? 0 : (rounded(result.measured / result.measurable) ?? 0),
    balanceErrorShare: rounded(result.balanceErrorShare),
    compared: result.values.filter(({ measured, simulated }) => measured !== null && simulated !== null).length,
    staleSensors: stale.map(({ sensorCode }) => sensorCode).slice(0, 50),
    notes: [...notes, ...own],
    areas: result.areas.flatMap(({ key, useM3h, expectedM3h, z }) => {
      const area = areas.find((candidate) => candidate.key === key);
      if (area === undefined || area.meters.length === 0 || area.reservoirIds.length > 0) return [];
      const zone = zoneOf(area, links);
      return [
        {
          key,
          zoneId: zone?.zoneId ?? null,
          zoneName: zone?.zoneName ?? null,
          inflowM3h: rounded(useM3h),
          expectedM3h: rounded(expectedM3h),
          z: rounded(z),
        },
      ];
    }),
    durationMs: Math.round(durationMs * 10) / 10,
  };
}

/** The zone of an area: that of its meters, where it has use at all. */
export function zoneOf(area: MeteredArea, links: readonly LinkRow[]): LinkRow | undefined {
  const keys = new Set(area.meters.filter(({ sign }) => sign === 1).map(({ key }) => key));
  return area.demandNodeIds.length === 0
    ? undefined
    : links.find(({ sensorId, zoneId }) => keys.has(sensorId) && zoneId !== null);
}

function stateOf({ failure, warning }: SlotResult, { measuredShare }: TwinQuality): 'good' | 'doubtful' | 'failed' {
  if (failure !== null) return 'failed';
  return warning !== null || measuredShare < DOUBTFUL_SHARE ? 'doubtful' : 'good';
}

async function storeShown(
  work: Work,
  twin: TwinRecord,
  links: readonly LinkRow[],
  { at, values, failure }: SlotResult,
  findings: readonly Finding[] | null,
): Promise<void> {
  // Without a solution what was shown last stands.
  if (failure !== null) return;
  const found = new Map(findings?.map((finding) => [finding.key, finding.found]));
  const quantities = new Map(links.map(({ sensorId, quantity }) => [sensorId, quantity]));
  const rows = values
    .filter(({ key }) => quantities.has(key))
    .map(({ key, measured, simulated, bias, z, holds }): { s: string; m: LinkState } => {
      const finding = shownFinding(found.get(key), quantities.get(key) ?? '');
      return { s: key, m: { at: new Date(at).toISOString(), measured, simulated, bias, z, holds, finding } };
    });
  await work.sql(
    `update twin_links set memory = given.m from jsonb_to_recordset(?::jsonb) as given (s uuid, m jsonb)
     where twin_id = ? and sensor_id = given.s`,
    [JSON.stringify(rows), twin.id],
  );
}

function reportOf(tenantId: number, sensorNumber: number, time: number, finding: Finding | undefined): ConditionReport {
  return {
    tenantId,
    sensorId: sensorNumber,
    kind: 'twin',
    limitName: 'twin',
    active: finding !== undefined,
    time,
    value: finding?.value ?? null,
    limit: finding?.expected ?? null,
    priority: finding?.priority ?? 'medium',
    historical: false,
    finding: finding?.found,
  };
}

function shownFinding(finding: ReportedFinding | undefined, quantity: string): LinkState['finding'] {
  const data = storedFinding({ finding }, quantity);
  return finding === undefined || data === null ? null : { ...data, text: finding.text };
}

function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(6));
}
