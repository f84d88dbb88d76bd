import { type Action, type Principal, assertAllowed } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { AssetBreak, BreakImport, BreakImportResult, BreakKind, NewAssetBreak, Page } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type IfMatchHeader, assertVersion, invalidInput } from '@app/http';
import { DomainError, isUuid, notFound, uuidv7 } from '@app/kernel';
import { owningMunicipality, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { maintenanceTenants } from '../maintenance-scope';

interface BreakRow {
  tenant_id: number;
  id: string;
  asset_id: string;
  broke_on: string;
  kind: BreakKind;
  note: string;
  version: number;
  created_at: Date | string;
  updated_at: Date | string;
}

const columns = `tenant_id, id, asset_id, broke_on::text, kind, note, version, created_at, updated_at`;
const DAY_MS = 86_400_000;

/** Breaks of pipes, singly and many at once. */
@Injectable()
export class BreaksService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly trail: AuditTrail,
  ) {}

  /** Newest first. @throws {DomainError} not-found for an asset out of sight */
  async list(principal: Principal, assetId: string, page: number, pageSize: number): Promise<Page<AssetBreak>> {
    return this.units.run(maintenanceTenants(principal, 'read'), async (work) => {
      await this.asset(work, principal, assetId, 'read');
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from asset_breaks where asset_id = ?`,
        [assetId],
      );
      const rows = await work.sql<BreakRow>(
        `select ${columns} from asset_breaks where asset_id = ? order by broke_on desc, id limit ? offset ?`,
        [assetId, pageSize, (page - 1) * pageSize],
      );
      return {
        data: rows.map((row) => this.view(row)),
        page: { number: page, size: pageSize, total: count?.total ?? 0 },
      };
    });
  }

  /**
   * @throws {DomainError} not-found, forbidden, invalid for what is no pipe or a day to come, conflict when the same break is there
   */
  async record(principal: Principal, assetId: string, draft: NewAssetBreak): Promise<AssetBreak> {
    return this.units.run(principal.tenants, async (work) => {
      const { tenantId, kind } = await this.asset(work, principal, assetId, 'create');
      if (kind !== 'pipe') throw fault('/assetId', 'must be that of a pipe');
      if (isFuture(draft.brokeOn)) throw fault('/brokeOn', 'must not lie in the future');
      const id = uuidv7();
      const [row] = await work.sql<BreakRow>(
        `insert into asset_breaks (tenant_id, id, asset_id, broke_on, kind, note) values (?, ?, ?, ?::date, ?, ?)
         on conflict (tenant_id, asset_id, broke_on, kind) do nothing returning ${columns}`,
        [tenantId, id, assetId, draft.brokeOn, draft.kind, draft.note],
      );
      if (row === undefined) {
        throw new DomainError('conflict', 'maintenance.break-known', 'The break is known', {
          detail: 'A break of this kind on this day is recorded for the pipe.',
        });
      }
      const view = this.view(row);
      this.note(work, tenantId, 'create', id, null, view);
      return view;
    });
  }

  /** Takes away a break that was recorded by mistake. @throws {DomainError} not-found, forbidden, precondition-failed */
  async remove(principal: Principal, assetId: string, id: string, seen: IfMatchHeader): Promise<void> {
    await this.units.run(principal.tenants, async (work) => {
      const { tenantId } = await this.asset(work, principal, assetId, 'delete');
      const [row] = await work.sql<BreakRow>(
        `select ${columns} from asset_breaks where id = ? and asset_id = ? for update`,
        [id, assetId],
      );
      if (row === undefined) throw notFound('break', id);
      assertVersion(row.version, seen);
      await work.sql(`delete from asset_breaks where id = ?`, [id]);
      this.note(work, tenantId, 'delete', id, this.view(row), null);
    });
  }

  /** Stores many breaks of one municipality; those that are there already stay as they are. @throws {DomainError} not-found, forbidden */
  async import(principal: Principal, { municipalityId, breaks }: BreakImport): Promise<BreakImportResult> {
    return this.units.run(principal.tenants, async (work) => {
      const { id: tenantId } = await owningMunicipality(work, principal, this.tree, municipalityId);
      assertAllowed(principal, 'import', 'Maintenance', { tenantId });
      const assets = await assetsOf(work, tenantId, breaks);
      const rejected: BreakImportResult['rejected'] = [];
      const rows = breaks.flatMap(({ asset, brokeOn, kind, note }, index) => {
        const found = assets.get(asset);
        if (found === undefined) rejected.push({ index, reason: 'unknown_asset' });
        else if (found.kind !== 'pipe') rejected.push({ index, reason: 'not_a_pipe' });
        else if (isFuture(brokeOn)) rejected.push({ index, reason: 'in_future' });
        else return [{ id: uuidv7(), asset_id: found.id, broke_on: brokeOn, kind, note }];
        return [];
      });
      const stored = await work.sql(
        `insert into asset_breaks (tenant_id, id, asset_id, broke_on, kind, note)
         select ?, id, asset_id, broke_on, kind, note from jsonb_to_recordset(?::jsonb)
           as given (id uuid, asset_id uuid, broke_on date, kind text, note text)
         on conflict (tenant_id, asset_id, broke_on, kind) do nothing returning id`,
        [tenantId, JSON.stringify(rows)],
      );
      const result = { stored: stored.length, duplicate: rows.length - stored.length, rejected };
      this.trail.record(work, {
        action: 'maintenance.import-breaks',
        objectType: 'Municipality',
        objectId: this.tree.uidOf(tenantId),
        tenantId,
        after: { stored: result.stored, duplicate: result.duplicate, rejected: rejected.length },
      });
      return result;
    });
  }

  private async asset(
    work: Work,
    principal: Principal,
    id: string,
    action: Action,
  ): Promise<{ tenantId: number; kind: string }> {
    const [row] = await work.sql<{ tenant_id: number; class: string }>(
      `select tenant_id, class from assets where id = ?`,
      [id],
    );
    if (row === undefined) throw notFound('asset', id);
    assertAllowed(principal, action, 'Maintenance', { tenantId: row.tenant_id });
    return { tenantId: row.tenant_id, kind: row.class };
  }

  private view(row: BreakRow): AssetBreak {
    return {
      id: row.id,
      version: row.version,
      createdAt: new Date(row.created_at).toISOString(),
      updatedAt: new Date(row.updated_at).toISOString(),
      municipalityId: this.tree.uidOf(row.tenant_id),
      assetId: row.asset_id,
      brokeOn: row.broke_on,
      kind: row.kind,
      note: row.note,
    };
  }

  private note(
    work: Work,
    tenantId: number,
    action: string,
    id: string,
    before: AssetBreak | null,
    after: AssetBreak | null,
  ) {
    this.trail.record(work, { action, objectType: 'AssetBreak', objectId: id, tenantId, before, after });
  }
}

/** Assets that a file names, by code or id as it names them. */
async function assetsOf(
  work: Work,
  tenantId: number,
  breaks: BreakImport['breaks'],
): Promise<Map<string, { id: string; kind: string }>> {
  const names = [...new Set(breaks.map(({ asset }) => asset))];
  const rows = await work.sql<{ id: string; code: string; class: string }>(
    `select id, code, class from assets where tenant_id = ? and (code = any (?::text[]) or id = any (?::uuid[]))`,
    [tenantId, pgArray(names), pgArray(names.filter(isUuid))],
  );
  return new Map(
    rows.flatMap(({ id, code, class: kind }) => [
      [id, { id, kind }],
      [code, { id, kind }],
    ]),
  );
}

/** Later than today, wherever on Earth it is latest. */
function isFuture(day: string): boolean {
  return Date.parse(day) > Date.now() + DAY_MS;
}

function fault(pointer: string, detail: string): DomainError {
  return invalidInput([{ pointer, detail }]);
}
