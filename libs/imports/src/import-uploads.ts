import type { Readable } from 'node:stream';
import { type Principal, assertAllowed } from '@app/access';
import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import type { HistoryImport } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { ImportFiles, TooManyBytes } from './import-files';
import { asProblem, assertState } from './import-problems';
import { type ImportRecord, readImports } from './import-record';
import { ImportsService } from './imports.service';
import { jsonText } from './json-text';
import { tooLarge } from './source/refusal';
import { analyseInThread } from './thread/import-threads';

/** What is known of a body before it comes. */
export interface UploadFacts {
  fileName: string;
  /** Size of the whole file, bytes; undefined: all of it is in this body. */
  size: number | undefined;
}

/** Takes in files, in one go or in parts, and finds out what they are. */
@Injectable()
export class ImportUploads {
  private readonly underWay = new Set<string>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly files: ImportFiles,
    private readonly imports: ImportsService,
  ) {}

  /**
   * Takes a file, or its first part.
   * @throws {DomainError} too-large, invalid when it is no file that can be imported
   */
  async begin(principal: Principal, { fileName, size }: UploadFacts, body: Readable): Promise<HistoryImport> {
    const { tenantId } = principal;
    assertAllowed(principal, 'import', 'Reading', { tenantId });
    const most = this.settings.IMPORT_MAX_BYTES;
    if (size !== undefined && size > most) throw this.tooLarge();
    const id = uuidv7();
    await this.units.run([tenantId], async (work) => {
      await work.sql(
        `insert into imports (tenant_id, id, state, file_name, size_bytes, created_by) values (?, ?, 'uploading', ?, ?, ?)`,
        [tenantId, id, fileName, size ?? 0, principal.name],
      );
    });
    this.underWay.add(id);
    try {
      return await this.receive(principal, id, 0, size, body);
    } catch (error) {
      // Of a file that comes in parts the part that came is kept: the sender may go on.
      if (size === undefined || error instanceof DomainError) await this.forget(tenantId, id);
      throw error;
    } finally {
      this.underWay.delete(id);
    }
  }

  /**
   * Takes the next part of a file.
   * @param offset - place of the part: what was received so far
   * @throws {DomainError} not-found, conflict when the part does not follow, too-large, invalid
   */
  async append(principal: Principal, id: string, offset: number, body: Readable): Promise<HistoryImport> {
    // Before the look: a sender that gave up waiting repeats a part whose first copy may just be ending.
    const isFree = !this.underWay.has(id);
    if (isFree) this.underWay.add(id);
    try {
      return await this.take(principal, id, offset, body, isFree);
    } finally {
      if (isFree) this.underWay.delete(id);
    }
  }

  private async take(
    principal: Principal,
    id: string,
    offset: number,
    body: Readable,
    isFree: boolean,
  ): Promise<HistoryImport> {
    const [record] = await this.units.run(principal.tenants, (work) => readImports(work, 'i.id = ?', [id]));
    if (record === undefined) throw notFound('import', id);
    assertAllowed(principal, 'import', 'Reading', { tenantId: record.tenantId });
    assertState(record, ['uploading']);
    if (record.receivedBytes !== offset || !isFree) {
      throw new DomainError('conflict', 'import.wrong-offset', 'The part does not follow', {
        detail: `${record.receivedBytes} bytes have come in: go on there.`,
        extra: { receivedBytes: record.receivedBytes },
      });
    }
    try {
      return await this.receive(principal, id, offset, record.sizeBytes, body);
    } catch (error) {
      if (error instanceof DomainError) await this.forget(record.tenantId, id);
      throw error;
    }
  }

  private async receive(
    principal: Principal,
    id: string,
    offset: number,
    size: number | undefined,
    body: Readable,
  ): Promise<HistoryImport> {
    let received = offset;
    try {
      const most = (size ?? this.settings.IMPORT_MAX_BYTES) - offset;
      await this.files.write(id, offset, body, most, (count) => (received = offset + count));
    } catch (error) {
      if (error instanceof TooManyBytes) {
        throw size === undefined
          ? this.tooLarge()
          : new DomainError('invalid', 'import.wrong-size', 'Wrong size', { detail: `More came than ${size} bytes.` });
      }
      throw error;
    } finally {
      await this.update(principal, id, `received_bytes = ?`, [received]);
    }
    if (size !== undefined && received < size) return this.imports.get(principal, id);
    const detected = await asProblem(() => analyseInThread(this.files.pathOf(id), this.settings.IMPORT_MAX_BYTES));
    await this.units.run(principal.tenants, async (work) => {
      const [row] = await work.sql<{ tenant_id: number; file_name: string }>(
        `update imports set state = 'uploaded', size_bytes = ?, detected = ?::jsonb, updated_at = now() where id = ?
         returning tenant_id, file_name`,
        [received, jsonText(detected), id],
      );
      if (row === undefined) throw notFound('import', id);
      const { tenant_id: tenantId, file_name: fileName } = row;
      const after = { fileName, sizeBytes: received, format: detected.format };
      this.trail.record(work, { action: 'create', objectType: 'Import', objectId: id, tenantId, after });
    });
    return this.imports.get(principal, id);
  }

  private async update(principal: Principal, id: string, assignments: string, values: unknown[]): Promise<void> {
    await this.units.run(principal.tenants, (work) =>
      work.sql(`update imports set ${assignments}, updated_at = now() where id = ?`, [...values, id]),
    );
  }

  private async forget(tenantId: ImportRecord['tenantId'], id: string): Promise<void> {
    await this.units.run([tenantId], (work) => work.sql(`delete from imports where id = ?`, [id]));
    await this.files.remove(id);
  }

  private tooLarge(): DomainError {
    const detail = tooLarge(this.settings.IMPORT_MAX_BYTES).message;
    return new DomainError('too-large', 'import.too-large', 'File is too large', { detail });
  }
}
