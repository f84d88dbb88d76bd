import { type Principal, allowed, assertAllowed } from '@app/access';
import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import type {
  CloseLeakSuspect,
  LeakSuspect,
  LeakSuspectQuery,
  LocaliseLeak,
  Page,
  TwinAreaBalance,
} from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { invalidInput } from '@app/http';
import { DomainError, notFound } from '@app/kernel';
import { narrow, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Inject, Injectable } from '@nestjs/common';
import { TwinAccess } from '../twin-access';
import { CalculationSlots } from '../what-if/calculation-slots';
import { modelState } from '../what-if/model-state';
import { LeakSearch } from './leak-search';
import { type SuspectFinding, storeSuspect } from './suspect-store';

const LONGEST_MS = 14 * 86_400_000;
const sortColumns: Record<string, string> = { foundAt: 's.found_at', beganAt: 's.began_at' };

interface SuspectRow {
  id: string;
  tenant_id: number;
  twin_id: string;
  area_key: string;
  origin: LeakSuspect['origin'];
  state: LeakSuspect['state'];
  finding: SuspectFinding;
  area: string | null;
  began_at: Date | string;
  found_at: Date | string;
  outcome_asset_id: string | null;
  outcome_comment: string | null;
  closed_at: Date | string | null;
  closed_by: string | null;
  version: number;
  created_at: Date | string;
  updated_at: Date | string;
}

const columns = `s.id, s.tenant_id, s.twin_id, s.area_key, s.origin, s.state, s.finding, st_asgeojson(s.area, 6) as area, s.began_at,
  s.found_at, s.outcome_asset_id, s.outcome_comment, s.closed_at, s.closed_by, s.version, s.created_at, s.updated_at`;

/** Where leaks are suspected, and what became of it. */
@Injectable()
export class LeakSuspectsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly tree: TenantTree,
    private readonly access: TwinAccess,
    private readonly search: LeakSearch,
    private readonly slots: CalculationSlots,
  ) {}

  /** @throws {DomainError} not-found for a municipality that is not visible */
  list(principal: Principal, query: LeakSuspectQuery): Promise<Page<LeakSuspect>> {
    const readable = new Set(this.access.tenantsOf(principal));
    const tenants = narrow(principal, this.tree, query.municipalityId).filter((tenant) => readable.has(tenant));
    const conditions = ['s.tenant_id = any (?::int[])'];
    const parameters: unknown[] = [pgArray(tenants)];
    if (query.twinId !== undefined) {
      conditions.push('s.twin_id = any (?::uuid[])');
      parameters.push(pgArray(query.twinId));
    }
    if (query.open !== undefined) conditions.push(query.open ? `s.state = 'open'` : `s.state <> 'open'`);
    const where = conditions.join(' and ');
    const order = (query.sort ?? [{ field: 'foundAt', descending: true }])
      .map(({ field, descending }) => `${sortColumns[field] ?? 's.found_at'} ${descending ? 'desc' : 'asc'}`)
      .join(', ');
    return this.units.run(tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from leak_suspects s where ${where}`,
        parameters,
      );
      const rows = await work.sql<SuspectRow>(
        `select ${columns} from leak_suspects s where ${where} order by ${order}, s.id limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return {
        data: rows.map((row) => this.view(row)),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }

  /** @throws {DomainError} not-found */
  get(principal: Principal, id: string): Promise<LeakSuspect> {
    return this.units.run(principal.tenants, async (work) => this.view(await this.find(work, principal, id)));
  }

  /**
   * Searches the area that lost most in a stretch of time.
   * @throws {DomainError} not-found, forbidden, invalid, conflict when no area lost water then, too-many
   */
  async localise(principal: Principal, twinId: string, request: LocaliseLeak): Promise<LeakSuspect> {
    const [from, to] = [Date.parse(request.from), Math.min(Date.parse(request.to), Date.now())];
    if (!(from < to && to - from <= LONGEST_MS))
      throw invalidInput([{ pointer: '/from', detail: 'must lie before the end, at most 14 days' }]);
    const { ground, worst } = await this.access.withTwin(principal, twinId, 'create', async (work, twin) => ({
      ground: await modelState(work, twin, this.settings, from, to),
      worst: await worstArea(work, twinId, from, to),
    }));
    if (worst === null) {
      throw new DomainError('conflict', 'twin.no-loss', 'No loss of water', {
        detail: 'In this stretch no metered area took in more than the model let expect.',
      });
    }
    const { key: areaKey, lossM3h, expectedM3h } = worst;
    const loss = await this.slots.run(() =>
      this.search.search(ground, { origin: 'request', areaKey, beganMs: from, lossM3h, expectedM3h }),
    );
    if (loss === null) throw notFound('area', areaKey);
    return this.access.withTwin(principal, twinId, 'read', async (work, twin) => {
      const id = await storeSuspect(work, twin, ground.source.assets, loss);
      const row = await this.find(work, principal, id);
      this.note(work, row, 'leak-suspect.localise', { from: request.from, to: request.to });
      return this.view(row);
    });
  }

  /**
   * Closes a suspicion with what was found. What was no leak counts as usual from now on.
   * @throws {DomainError} not-found, forbidden, conflict when it is closed, invalid for a pipe that is not of the municipality
   */
  close(principal: Principal, id: string, { outcome, assetId, comment }: CloseLeakSuspect): Promise<LeakSuspect> {
    return this.units.run(principal.tenants, async (work) => {
      const row = await this.find(work, principal, id, true);
      assertAllowed(principal, 'update', 'Twin', { tenantId: row.tenant_id });
      if (row.state !== 'open') {
        throw new DomainError('conflict', 'leak-suspect.closed', 'Closed already', {
          detail: `It was closed as ${row.state}.`,
        });
      }
      if (assetId !== undefined) {
        const known = await work.sql(`select 1 from assets where tenant_id = ? and id = ?`, [row.tenant_id, assetId]);
        if (known.length === 0)
          throw invalidInput([{ pointer: '/assetId', detail: 'is no asset of the municipality' }]);
      }
      await work.sql(
        `update leak_suspects set state = ?, outcome_asset_id = ?, outcome_comment = ?, closed_at = now(), closed_by = ?,
           version = version + 1, updated_at = now() where id = ?`,
        [outcome, assetId ?? null, comment ?? null, principal.name, id],
      );
      if (outcome === 'not_found')
        await work.sql(
          `update twins set memory = memory #- array['areas', ?]::text[], version = version + 1 where id = ?`,
          [row.area_key, row.twin_id],
        );
      this.note(work, row, 'leak-suspect.close', { outcome, assetId, comment });
      return this.view(await this.find(work, principal, id));
    });
  }

  private async find(work: Work, principal: Principal, id: string, lock = false): Promise<SuspectRow> {
    const [row] = await work.sql<SuspectRow>(
      `select ${columns} from leak_suspects s where s.id = ? ${lock ? 'for update of s' : ''}`,
      [id],
    );
    if (row === undefined || !allowed(principal, 'read', 'Twin', { tenantId: row.tenant_id }))
      throw notFound('leak suspect', id);
    return row;
  }

  private note(work: Work, { id, tenant_id: tenantId }: SuspectRow, action: string, after: object): void {
    this.trail.record(work, { action, objectType: 'LeakSuspect', objectId: id, tenantId, after });
  }

  private view(row: SuspectRow): LeakSuspect {
    return {
      id: row.id,
      version: row.version,
      createdAt: iso(row.created_at),
      updatedAt: iso(row.updated_at),
      municipalityId: this.tree.uidOf(row.tenant_id),
      twinId: row.twin_id,
      origin: row.origin,
      state: row.state,
      ...row.finding,
      beganAt: iso(row.began_at),
      foundAt: iso(row.found_at),
      area: row.area === null ? null : (JSON.parse(row.area) as LeakSuspect['area']),
      outcomeAssetId: row.outcome_asset_id,
      outcomeComment: row.outcome_comment,
      closedAt: row.closed_at === null ? null : iso(row.closed_at),
      closedBy: row.closed_by,
    };
  }
}

/** The area with the largest mean surplus, by what was calculated then. */
async function worstArea(
  work: Work,
  twinId: string,
  from: number,
  to: number,
): Promise<{ key: string; lossM3h: number; expectedM3h: number } | null> {
  const runs = await work.sql<{ areas: TwinAreaBalance[] }>(
    `select quality -> 'areas' as areas from twin_runs where twin_id = ? and at between to_timestamp(?) and to_timestamp(?)`,
    [twinId, from / 1000, to / 1000],
  );
  const sums = new Map<string, { loss: number; expected: number; z: number; n: number }>();
  for (const { key, inflowM3h, expectedM3h, z } of runs.flatMap(({ areas }) => areas)) {
    if (inflowM3h === null || expectedM3h === null) continue;
    const sum = sums.get(key) ?? { loss: 0, expected: 0, z: 0, n: 0 };
    sums.set(key, {
      loss: sum.loss + inflowM3h - expectedM3h,
      expected: sum.expected + expectedM3h,
      z: sum.z + (z ?? 0),
      n: sum.n + 1,
    });
  }
  const [worst] = [...sums]
    .filter(([, { loss, z, n }]) => loss > 0 && z / n > 1)
    .sort((a, b) => b[1].z / b[1].n - a[1].z / a[1].n);
  if (worst === undefined) return null;
  const [key, { loss, expected, n }] = worst;
  return { key, lossM3h: loss / n, expectedM3h: expected / n };
}

function iso(time: Date | string): string {
  return new Date(time).toISOString();
}
