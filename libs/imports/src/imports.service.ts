import type { Readable } from 'node:stream';
import { type Principal, allowed, assertAllowed } from '@app/access';
import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import type { HistoryImport, ImportMapping, ListQuery, Page } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type IfMatchHeader, assertVersion } from '@app/http';
import { Outbox } from '@app/jobs';
import { notFound } from '@app/kernel';
import { containing, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Inject, Injectable } from '@nestjs/common';
import { ImportFiles } from './import-files';
import { asProblem, assertMapping, assertState, unusable } from './import-problems';
import { type ImportRecord, readImports, viewOf } from './import-record';
import { assertColumns } from './mapped-columns';
import { jsonText } from './json-text';
import { RUN_IMPORT } from './run/imports.jobs';
import { loadSensors } from './run/sensor-source';
import { sourceFileOf } from './source-file';
import { previewInThread } from './thread/import-threads';

const DAY_MS = 86_400_000;
const PREVIEW_ROWS = 500_000;
const PREVIEW_MS = 10_000;

const sortColumns: Record<string, string> = { createdAt: 'i.created_at', state: 'i.state', fileName: 'i.file_name' };

/** Commands on imports and what is shown of them. What comes in of their files is {@link ImportUploads}. */
@Injectable()
export class ImportsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly outbox: Outbox,
    private readonly tree: TenantTree,
    private readonly files: ImportFiles,
  ) {}

  async list(principal: Principal, query: ListQuery & { state?: string[] | undefined }): Promise<Page<HistoryImport>> {
    const tenants = this.tenantsOf(principal);
    const conditions = [`i.tenant_id = any (?::int[])`];
    const parameters: unknown[] = [pgArray(tenants)];
    if (query.state !== undefined) {
      conditions.push(`i.state = any (?::text[])`);
      parameters.push(pgArray(query.state));
    }
    if (query.q !== undefined) {
      conditions.push(`i.file_name ilike ?`);
      parameters.push(containing(query.q));
    }
    const where = conditions.join(' and ');
    const order = (query.sort ?? [{ field: 'createdAt', descending: true }])
      .map(({ field, descending }) => `${sortColumns[field] ?? 'i.created_at'} ${descending ? 'desc' : 'asc'}`)
      .join(', ');
    return this.units.run(tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from imports i where ${where}`,
        parameters,
      );
      const rest = `order by ${order}, i.id limit ? offset ?`;
      const offset = (query.page - 1) * query.pageSize;
      const rows = await readImports(work, where, [...parameters, query.pageSize, offset], rest);
      return {
        data: rows.map((row) => this.view(row)),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }

  /** @throws {DomainError} not-found */
  async get(principal: Principal, id: string): Promise<HistoryImport> {
    return this.view(await this.find(principal, id));
  }

  /**
   * Says how the file is to be read.
   * @throws {DomainError} not-found, conflict when it is not waiting for that, invalid when it does not fit the file
   */
  async map(principal: Principal, id: string, mapping: ImportMapping): Promise<HistoryImport> {
    return this.change(principal, id, 'import.map', async (work, record) => {
      assertState(record, ['uploaded', 'mapped']);
      assertMapping(record, mapping);
      await work.sql(`update imports set state = 'mapped', mapping = ?::jsonb, dry_run = null where id = ?`, [
        JSON.stringify(mapping),
        id,
      ]);
    });
  }

  /**
   * Reads the file, or its beginning, as an import would, and stores nothing but the result of the trial.
   * @throws {DomainError} not-found, conflict without a mapping, invalid when the file cannot be read
   */
  async dryRun(principal: Principal, id: string): Promise<HistoryImport> {
    const record = await this.find(principal, id);
    assertState(record, ['mapped', 'cancelled', 'failed']);
    if (!this.files.exists(id)) throw unusable('The file is no longer there. Send it again.');
    const sensors = await loadSensors(this.units, this.tenantsOf(principal));
    const dryRun = await asProblem(() =>
      previewInThread({
        task: 'preview',
        ...sourceFileOf(record, this.files.pathOf(id), this.settings.IMPORT_MAX_BYTES),
        sensors,
        nowMs: Date.now(),
        retentionMs: this.settings.RETENTION_DAYS * DAY_MS,
        sizeBytes: record.sizeBytes,
        mostRows: PREVIEW_ROWS,
        mostMs: PREVIEW_MS,
      }),
    );
    return this.change(principal, id, 'import.dry-run', async (work, current) => {
      if (current.version !== record.version) assertState(current, []);
      await work.sql(`update imports set dry_run = ?::jsonb where id = ?`, [jsonText(dryRun), id]);
    });
  }

  /**
   * Asks for the import; a cancelled or failed one goes on where it ended.
   * @throws {DomainError} not-found, conflict, invalid when a mapped column has no sensor
   */
  async start(principal: Principal, id: string): Promise<HistoryImport> {
    const scope = this.tenantsOf(principal);
    const { mapping } = await this.find(principal, id);
    if (mapping?.form === 'wide') assertColumns(mapping, await loadSensors(this.units, scope));
    return this.change(principal, id, 'import.start', async (work, record) => {
      assertState(record, ['mapped', 'cancelled', 'failed']);
      if (record.mapping === null || !this.files.exists(id))
        throw unusable('The file is no longer there. Send it again.');
      await work.sql(
        `update imports set state = 'queued', scope = ?::int[], failure = null, cancel_requested = false, attempts = 0,
           finished_at = null where id = ?`,
        [pgArray(scope), id],
      );
      await this.outbox.enqueue(work, record.tenantId, RUN_IMPORT, { tenantId: record.tenantId, id });
    });
  }

  /** Ends an import; what is stored stays. @throws {DomainError} not-found, conflict */
  async cancel(principal: Principal, id: string): Promise<HistoryImport> {
    return this.change(principal, id, 'import.cancel-request', async (work, record) => {
      assertState(record, ['queued', 'running']);
      await work.sql(
        record.state === 'queued'
          ? `update imports set state = 'cancelled', finished_at = now() where id = ?`
          : `update imports set cancel_requested = true where id = ?`,
        [id],
      );
    });
  }

  /**
   * Takes away the import with its files; readings that it stored stay.
   * @throws {DomainError} not-found, precondition-failed, conflict while it is running
   */
  async remove(principal: Principal, id: string, seen: IfMatchHeader): Promise<void> {
    await this.units.run(principal.tenants, async (work) => {
      const record = await this.findIn(work, principal, id, true);
      assertVersion(record.version, seen);
      assertState(record, ['uploading', 'uploaded', 'mapped', 'finished', 'failed', 'cancelled']);
      await work.sql(`delete from imports where id = ?`, [id]);
      this.note(work, record, 'import.delete');
      work.afterCommit(() => this.files.remove(id));
    });
  }

  /** The error file as far as it belongs to stored chunks. @throws {DomainError} not-found */
  async errors(principal: Principal, id: string): Promise<{ name: string; content: Readable | string }> {
    const record = await this.find(principal, id);
    return { name: `${id}-errors.csv`, content: this.files.errors(id, record.last?.errorBytes ?? 0) };
  }

  /** Tenants whose readings the principal may import. */
  tenantsOf(principal: Principal): number[] {
    return principal.tenants.filter((tenantId) => allowed(principal, 'import', 'Reading', { tenantId }));
  }

  view(record: ImportRecord): HistoryImport {
    return viewOf(record, this.tree.uidOf(record.tenantId));
  }

  private find(principal: Principal, id: string): Promise<ImportRecord> {
    return this.units.run(principal.tenants, (work) => this.findIn(work, principal, id, false));
  }

  private async findIn(work: Work, principal: Principal, id: string, lock: boolean): Promise<ImportRecord> {
    const [record] = await readImports(work, 'i.id = ?', [id], lock ? 'for update of i' : '');
    if (record === undefined) throw notFound('import', id);
    assertAllowed(principal, 'import', 'Reading', { tenantId: record.tenantId });
    return record;
  }

  private change(
    principal: Principal,
    id: string,
    action: string,
    change: (work: Work, record: ImportRecord) => Promise<void>,
  ): Promise<HistoryImport> {
    return this.units.run(principal.tenants, async (work) => {
      const before = await this.findIn(work, principal, id, true);
      await change(work, before);
      await work.sql(`update imports set version = version + 1, updated_at = now() where id = ?`, [id]);
      const after = await this.findIn(work, principal, id, false);
      this.note(work, after, action);
      return this.view(after);
    });
  }

  private note(work: Work, record: ImportRecord, action: string): void {
    const { tenantId, id, state, fileName, sizeBytes, mapping } = record;
    const after = action === 'import.delete' ? null : { state, fileName, sizeBytes, mapping };
    this.trail.record(work, { action, objectType: 'Import', objectId: id, tenantId, after });
  }
}
