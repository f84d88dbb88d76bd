import type { Settings } from '@app/config';
import { Client } from 'pg';
import { READING_BYTES } from '../core/reading-columns';
import type { ChunkTotals } from '../import-record';
import { copyRows } from './copy-rows';

const COLUMNS = 'tenant_id, sensor_id, time, value, quality';
const UNIQUE_VIOLATION = '23505';
const STATEMENT_MS = 300_000;

/** Rows of binary COPY with the rows of the file that they come from. */
export interface PackedRows {
  rows: Uint8Array;
  lines: Uint32Array;
  count: number;
}

/** Another worker has stored this chunk: this one must stop. */
export class FencedOut extends Error {
  override readonly name = 'FencedOut';
}

/** Some key of the chunk is stored already; nothing of the chunk was. */
export class KeysTaken extends Error {
  override readonly name = 'KeysTaken';
}

/** What a checkpoint keeps beside the sums. */
export interface Checkpoint extends Omit<ChunkTotals, 'at'> {
  tenantId: number;
  importId: string;
  state: object;
}

/** The two connections of an import: one stores chunks at the speed of COPY, the other looks for keys that are taken. */
export class ChunkSink {
  private writer: Client | undefined;
  private reader: Client | undefined;
  private bypasses = true;

  /** @param scope - internal numbers of the tenants whose readings may be seen and written */
  constructor(
    private readonly settings: Pick<Settings, 'DATABASE_URL' | 'DATABASE_INGEST_URL'>,
    private readonly scope: readonly number[],
  ) {}

  /**
   * Stores readings and the checkpoint behind them in one transaction.
   * @throws {KeysTaken | FencedOut} when nothing was stored
   */
  async store(packed: PackedRows, checkpoint: Checkpoint): Promise<void> {
    const client = await this.openWriter();
    try {
      await client.query('begin');
      if (!this.bypasses) await client.query(`select set_config('app.tenants', $1, true)`, [this.tenants(checkpoint)]);
      if (packed.count > 0) await this.copy(client, packed.rows);
      await client.query(insertChunk, chunkValues(checkpoint));
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => this.close());
      const { code, table } = error as { code?: string; table?: string };
      if (code !== UNIQUE_VIOLATION) throw error;
      throw table === 'import_chunks'
        ? new FencedOut('Another worker goes on with this import')
        : new KeysTaken('Keys are taken');
    }
  }

  /** Which rows have a reading stored under their key: by place, and whether it has the same value. */
  async findTaken({ rows, count }: PackedRows, firstMs: number, lastMs: number): Promise<Map<number, boolean>> {
    if (count === 0) return new Map();
    const client = await this.openReader();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenants', $1, true)`, [this.scope.join(',')]);
      await client.query('truncate import_probe restart identity');
      await copyRows(client, `copy import_probe (${COLUMNS}) from stdin (format binary)`, rows);
      await client.query('analyze import_probe');
      const { rows: found } = await client.query<{ place: number; same: boolean }>(
        // The outer bounds let the planner leave out partitions.
        `select p.place, p.value = r.value as same from import_probe p
         join readings r on r.tenant_id = p.tenant_id and r.sensor_id = p.sensor_id and r.time = p.time
         where r.time between to_timestamp($1::float8 / 1000) and to_timestamp($2::float8 / 1000)`,
        [firstMs, lastMs],
      );
      await client.query('commit');
      return new Map(found.map(({ place, same }) => [place - 1, same]));
    } catch (error) {
      await client.query('rollback').catch(() => this.close());
      throw error;
    }
  }

  async close(): Promise<void> {
    const { writer, reader } = this;
    this.writer = undefined;
    this.reader = undefined;
    await Promise.all([writer?.end().catch(() => undefined), reader?.end().catch(() => undefined)]);
  }

  /** COPY FROM is refused for a role that row security binds: the rows go by way of a temporary table. */
  private async copy(client: Client, rows: Uint8Array): Promise<void> {
    if (this.bypasses) {
      await copyRows(client, `copy readings (${COLUMNS}) from stdin (format binary)`, rows);
      return;
    }
    await copyRows(client, `copy import_staged (${COLUMNS}) from stdin (format binary)`, rows);
    await client.query(`insert into readings (${COLUMNS}) select ${COLUMNS} from import_staged`);
  }

  private async openWriter(): Promise<Client> {
    if (this.writer !== undefined) return this.writer;
    const client = await connect(this.settings.DATABASE_INGEST_URL as string);
    const { rows } = await client.query<{ free: boolean }>(
      'select rolbypassrls or rolsuper as free from pg_roles where rolname = current_user',
    );
    this.bypasses = rows[0]?.free ?? false;
    if (!this.bypasses) await client.query(temporary('import_staged', '', 'delete rows'));
    this.writer = client;
    return client;
  }

  private async openReader(): Promise<Client> {
    if (this.reader !== undefined) return this.reader;
    const client = await connect(this.settings.DATABASE_URL);
    await client.query(temporary('import_probe', 'place int generated always as identity, ', 'delete rows'));
    this.reader = client;
    return client;
  }

  private tenants({ tenantId }: Checkpoint): string {
    return [...new Set([...this.scope, tenantId])].join(',');
  }
}

/** Leaves out rows. @param without - their places */
export function withoutRows({ rows, lines, count }: PackedRows, without: { has(place: number): boolean }): PackedRows {
  const kept = Buffer.allocUnsafe(rows.length);
  const keptLines = new Uint32Array(count);
  let left = 0;
  for (let place = 0; place < count; place += 1) {
    if (without.has(place)) continue;
    kept.set(rows.subarray(place * READING_BYTES, (place + 1) * READING_BYTES), left * READING_BYTES);
    keptLines[left] = lines[place] as number;
    left += 1;
  }
  return { rows: kept.subarray(0, left * READING_BYTES), lines: keptLines.subarray(0, left), count: left };
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'hydrant-import',
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function temporary(name: string, first: string, atCommit: string): string {
  return `create temporary table ${name} (${first}tenant_id int, sensor_id int, time timestamptz(3), value float8, quality int2)
    on commit ${atCommit}`;
}

const insertChunk = `insert into import_chunks (tenant_id, import_id, seq, position, bytes_read, rows_read, stored, duplicates,
  conflicts, missing, rejected, doubled_hours, errors, error_bytes, first_ms, last_ms, state)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`;

function chunkValues(at: Checkpoint): unknown[] {
  return [
    at.tenantId,
    at.importId,
    at.seq,
    at.position,
    at.bytesRead,
    at.rows,
    at.stored,
    at.duplicates,
    at.conflicts,
    at.missing,
    at.rejected,
    at.doubledHours,
    JSON.stringify(at.errors),
    at.errorBytes,
    at.firstMs,
    at.lastMs,
    JSON.stringify(at.state),
  ];
}
