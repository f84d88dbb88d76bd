import { Client } from 'pg';
import { INGEST_INSTANCE } from '../log/batch-log';
import { SHARDS } from '../log/logged-batch';
import { runScript } from './commit-query';
import {
  KEY_COLUMNS,
  type KeyRow,
  LOG_COLUMNS,
  QUARANTINE_COLUMNS,
  type QuarantineRow,
  READING_COLUMNS,
  copyKeys,
  copyLog,
  copyQuarantine,
  copyReadings,
} from './copy-encoder';
import type { RowColumns } from './row-columns';

/** What one transaction stores. */
export interface CommitContent {
  rows: RowColumns;
  quarantine: readonly QuarantineRow[];
  /** In one order over all processes. */
  keys: readonly KeyRow[];
  /** Packed batches, ascending by shard, one for a shard at most. */
  log: readonly { shard: number; payload: Uint8Array }[];
}

const COMMIT_TIMEOUT_MS = 60_000;

/**
 * The connection of the ingest role: one transaction after the other, in the order of the calls, durable when it resolves.
 * The next may be sent before one is done; if that one fails, so does the next (25P02). Opens itself when needed and
 * forgets a broken connection.
 */
export class IngestConnection {
  private client: Client | undefined;
  private opening: Promise<Client> | undefined;
  private bypasses = true;
  private failing = false;

  constructor(private readonly url: string) {}

  /**
   * Stores everything in one transaction.
   * @returns number in the log of each shard that got a batch, by shard
   * @throws {ServerError} with a SQLSTATE when nothing was stored; without one the connection broke and the outcome is
   *   unknown
   */
  async commit(content: CommitContent): Promise<Map<number, number>> {
    const client = await this.open();
    const { script, inputs } = this.bypasses ? direct(content) : staged(content);
    try {
      const rows = await runScript(client, script, inputs);
      this.failing = false;
      return new Map(rows.map(([shard, head]) => [Number(shard), Number(head)]));
    } catch (error) {
      this.failing = true;
      await this.recover(client);
      throw error;
    }
  }

  /** Opens the connection if there is none. @throws when the server cannot be reached */
  open(): Promise<Client> {
    if (this.client !== undefined) return Promise.resolve(this.client);
    // One connection for all who ask meanwhile: on it, what is sent keeps its order.
    this.opening ??= this.connect().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: INGEST_INSTANCE,
      connectionTimeoutMillis: 10_000,
      statement_timeout: COMMIT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => this.forget(client));
    client.on('end', () => this.forget(client));
    await client.connect();
    const [row] = await runScript(client, `select rolbypassrls or rolsuper from pg_roles where rolname = current_user`);
    this.bypasses = row?.[0] === 't';
    if (!this.bypasses) await runScript(client, stagingTables);
    this.client = client;
    return client;
  }

  /** True when the role passes row security; else rows are staged, which costs more. Known once open. */
  get bypassesRowSecurity(): boolean {
    return this.bypasses;
  }

  /** False from a failed transaction to the next that succeeds. */
  get steady(): boolean {
    return !this.failing;
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async recover(client: Client): Promise<void> {
    try {
      await runScript(client, 'rollback');
    } catch {
      this.forget(client);
    }
  }

  private forget(client: Client): void {
    if (this.client === client) this.client = undefined;
    client.end().catch(() => undefined);
  }
}

interface Script {
  script: string;
  inputs: Uint8Array[];
}

function direct({ rows, quarantine, keys, log }: CommitContent): Script {
  const statements = ['begin'];
  const inputs: Uint8Array[] = [];
  // First, as a repeat makes the rest needless.
  if (keys.length > 0) {
    statements.push(`copy message_keys (${KEY_COLUMNS}) from stdin (format binary)`);
    inputs.push(copyKeys(keys));
  }
  if (rows.count > 0) {
    statements.push(`copy readings (${READING_COLUMNS}) from stdin (format binary)`);
    inputs.push(copyReadings(rows));
  }
  if (quarantine.length > 0) {
    statements.push(`copy quarantine (${QUARANTINE_COLUMNS}) from stdin (format binary)`);
    inputs.push(copyQuarantine(quarantine));
  }
  return finish(statements, inputs, log);
}

const stagingTables = `
  create temporary table staged_readings on commit delete rows as select ${emptyReading()} where false;
  create temporary table staged_quarantine (tenant_id int, id uuid, device_id uuid, received_at timestamptz,
    protocol text, reason text, detail text, raw bytea, format text, digest bytea) on commit delete rows;
  create temporary table staged_keys (tenant_id int, device_id uuid, key text, digest bytea,
    received_at timestamptz, report bytea) on commit delete rows`;

function emptyReading(): string {
  return `0::int as tenant_id, 0::int as sensor_id, now()::timestamptz(3) as time, 0::float8 as value, 0::int2 as quality`;
}

/** COPY FROM is refused for a role that row security binds: the rows go by way of a temporary table. */
function staged({ rows, quarantine, keys, log }: CommitContent): Script {
  const tenants = new Set([...quarantine, ...keys].map(({ tenantId }) => tenantId));
  for (let i = 0; i < rows.count; i += 1) tenants.add(rows.tenantIds[i] as number);
  const statements = ['begin', `set local app.tenants = '${[...tenants].join(',')}'`];
  const inputs: Uint8Array[] = [];
  if (keys.length > 0) {
    statements.push(
      `copy staged_keys (${KEY_COLUMNS}) from stdin (format binary)`,
      `insert into message_keys (${KEY_COLUMNS}) select ${KEY_COLUMNS} from staged_keys`,
    );
    inputs.push(copyKeys(keys));
  }
  if (rows.count > 0) {
    statements.push(
      `copy staged_readings (${READING_COLUMNS}) from stdin (format binary)`,
      `insert into readings (${READING_COLUMNS}) select ${READING_COLUMNS} from staged_readings`,
    );
    inputs.push(copyReadings(rows));
  }
  if (quarantine.length > 0) {
    statements.push(
      `copy staged_quarantine (${QUARANTINE_COLUMNS}) from stdin (format binary)`,
      `insert into quarantine (${QUARANTINE_COLUMNS}) select ${QUARANTINE_COLUMNS} from staged_quarantine`,
    );
    inputs.push(copyQuarantine(quarantine));
  }
  return finish(statements, inputs, log);
}

/** The shards are locked last, and read once more for the numbers that the log gave. */
function finish(statements: string[], inputs: Uint8Array[], log: CommitContent['log']): Script {
  if (log.length > 0) {
    statements.push(
      `copy ingest_log (${LOG_COLUMNS}) from stdin (format binary)`,
      `select shard, head from ingest_heads where shard between 0 and ${SHARDS - 1}`,
    );
    inputs.push(copyLog(log));
  }
  statements.push('commit');
  return { script: statements.join(';\n'), inputs };
}
