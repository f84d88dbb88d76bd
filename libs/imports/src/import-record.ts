import type {
  HistoryImport,
  ImportDetected,
  ImportDryRun,
  ImportMapping,
  ImportProgress,
  ImportState,
} from '@app/contracts';
import type { Work } from '@app/database';

/** A row of `imports` with its newest checkpoint. */
export interface ImportRecord {
  tenantId: number;
  id: string;
  state: ImportState;
  fileName: string;
  sizeBytes: number;
  receivedBytes: number;
  detected: ImportDetected | null;
  mapping: ImportMapping | null;
  dryRun: ImportDryRun | null;
  /** Internal numbers of the tenants whose sensors may be written to; set by the start. */
  scope: number[];
  failure: string | null;
  cancelRequested: boolean;
  createdBy: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  last: ChunkTotals | null;
  /** An earlier checkpoint, to tell the present speed. */
  earlier: { handled: number; at: Date } | null;
}

/** Sums over all chunks that were stored. */
export interface ChunkTotals {
  seq: number;
  position: number;
  bytesRead: number;
  rows: number;
  stored: number;
  duplicates: number;
  conflicts: number;
  missing: number;
  rejected: number;
  doubledHours: number;
  errors: ImportProgress['errors'];
  errorBytes: number;
  firstMs: number | null;
  lastMs: number | null;
  at: Date;
}

/** Chunks over which the present speed is told. */
const RATE_CHUNKS = 12;

const columns = `i.tenant_id, i.id, i.state, i.file_name, i.size_bytes, i.received_bytes, i.detected, i.mapping, i.dry_run,
  array_to_string(i.scope, ',') as scope, i.failure, i.cancel_requested, i.created_by, i.started_at, i.finished_at, i.version,
  i.created_at, i.updated_at, to_jsonb(c) as last, to_jsonb(e) as earlier`;
const source = `imports i
  left join lateral (select * from import_chunks c where c.tenant_id = i.tenant_id and c.import_id = i.id
    order by c.seq desc limit 1) c on true
  left join import_chunks e on e.tenant_id = i.tenant_id and e.import_id = i.id and e.seq = c.seq - ${RATE_CHUNKS}`;

type Row = Record<string, unknown>;

/** Imports that fit a condition on `i`. */
export async function readImports(
  work: Work,
  condition: string,
  parameters: readonly unknown[],
  rest = '',
): Promise<ImportRecord[]> {
  const rows = await work.sql<Row>(`select ${columns} from ${source} where ${condition} ${rest}`, parameters);
  return rows.map(toRecord);
}

function toRecord(row: Row): ImportRecord {
  const last = row['last'] as Row | null;
  const earlier = row['earlier'] as Row | null;
  const scope = row['scope'] as string | null;
  return {
    tenantId: row['tenant_id'] as number,
    id: row['id'] as string,
    state: row['state'] as ImportState,
    fileName: row['file_name'] as string,
    sizeBytes: Number(row['size_bytes']),
    receivedBytes: Number(row['received_bytes']),
    detected: row['detected'] as ImportDetected | null,
    mapping: row['mapping'] as ImportMapping | null,
    dryRun: row['dry_run'] as ImportDryRun | null,
    scope: scope === null || scope === '' ? [] : scope.split(',').map(Number),
    failure: row['failure'] as string | null,
    cancelRequested: row['cancel_requested'] as boolean,
    createdBy: row['created_by'] as string | null,
    startedAt: date(row['started_at']),
    finishedAt: date(row['finished_at']),
    version: row['version'] as number,
    createdAt: date(row['created_at']) as Date,
    updatedAt: date(row['updated_at']) as Date,
    last: last === null ? null : toTotals(last),
    earlier: earlier === null ? null : { handled: handledOf(toTotals(earlier)), at: toTotals(earlier).at },
  };
}

function toTotals(row: Row): ChunkTotals {
  return {
    seq: Number(row['seq']),
    position: Number(row['position']),
    bytesRead: Number(row['bytes_read']),
    rows: Number(row['rows_read']),
    stored: Number(row['stored']),
    duplicates: Number(row['duplicates']),
    conflicts: Number(row['conflicts']),
    missing: Number(row['missing']),
    rejected: Number(row['rejected']),
    doubledHours: Number(row['doubled_hours']),
    errors: row['errors'] as ImportProgress['errors'],
    errorBytes: Number(row['error_bytes']),
    firstMs: row['first_ms'] as number | null,
    lastMs: row['last_ms'] as number | null,
    at: date(row['created_at']) as Date,
  };
}

function date(value: unknown): Date | null {
  return value === null || value === undefined ? null : new Date(value as string);
}

function handledOf({ stored, duplicates, conflicts }: ChunkTotals): number {
  return stored + duplicates + conflicts;
}

/** An import as the API shows it. @param scopeId - public id of its tenant */
export function viewOf(record: ImportRecord, scopeId: string): HistoryImport {
  const { id, version, state, fileName, sizeBytes, receivedBytes, detected, mapping, dryRun, failure, createdBy } =
    record;
  return {
    id,
    version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    scopeId,
    state,
    fileName,
    sizeBytes,
    receivedBytes,
    detected,
    mapping,
    dryRun,
    progress: record.startedAt === null ? null : progressOf(record),
    failure,
    createdBy,
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
  };
}

const nothing: Omit<ChunkTotals, 'seq' | 'position' | 'errorBytes' | 'at'> = {
  bytesRead: 0,
  rows: 0,
  stored: 0,
  duplicates: 0,
  conflicts: 0,
  missing: 0,
  rejected: 0,
  doubledHours: 0,
  errors: {},
  firstMs: null,
  lastMs: null,
};

function progressOf({ state, sizeBytes, startedAt, finishedAt, last, earlier }: ImportRecord): ImportProgress {
  const { bytesRead, rows, stored, duplicates, conflicts, missing, rejected, doubledHours, errors, firstMs, lastMs } =
    last ?? nothing;
  const finished = state === 'finished';
  const share = finished ? 1 : sizeBytes === 0 ? 0 : Math.min(1, bytesRead / sizeBytes);
  const rate = rateOf(state, startedAt, finishedAt, last, earlier);
  const elapsedS = last === null || startedAt === null ? 0 : (last.at.getTime() - startedAt.getTime()) / 1_000;
  const timeOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    rows,
    missing,
    rejected,
    doubledHours,
    errors,
    firstTime: timeOf(firstMs),
    lastTime: timeOf(lastMs),
    stored,
    duplicates,
    conflicts,
    bytes: finished ? sizeBytes : bytesRead,
    percent: Math.round(share * 1_000) / 10,
    rowsPerSecond: rate,
    etaS: state === 'running' && share > 0 && share < 1 ? Math.round((elapsedS / share) * (1 - share)) : null,
  };
}

/** Of a running import over its last chunks; of one that has ended over its whole time. */
function rateOf(
  state: ImportState,
  startedAt: Date | null,
  finishedAt: Date | null,
  last: ChunkTotals | null,
  earlier: ImportRecord['earlier'],
): number | null {
  if (last === null || startedAt === null) return null;
  const running = state === 'running';
  const from = running ? (earlier?.at ?? startedAt) : startedAt;
  const to = running ? last.at : (finishedAt ?? last.at);
  const handled = handledOf(last) - (running ? (earlier?.handled ?? 0) : 0);
  const seconds = (to.getTime() - from.getTime()) / 1_000;
  return seconds > 0 ? Math.round(handled / seconds) : null;
}
