import type { Principal } from '@app/access';
import type {
  MaintenanceModel,
  MaintenanceModels,
  MaintenanceRisk,
  Page,
  RiskEstimate,
  RiskKind,
  RiskMatrix,
  RiskQuery,
} from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { notFound } from '@app/kernel';
import { containing, narrow, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { FAR_DAYS, FAR_YEARS, type TimeSplit, levelOf } from '../core';
import { maintenanceTenants } from '../maintenance-scope';

interface RiskRow {
  tenant_id: number;
  id: string;
  kind: RiskKind;
  code: string;
  name: string;
  likelihood: number;
  consequence: number;
  risk: number;
  probability: number | null;
  probability_low: number | null;
  probability_high: number | null;
  horizon_days: number;
  per_metre: number | null;
  inspection: number | null;
  health_score: number | null;
  remaining: number | null;
  remaining_low: number | null;
  remaining_high: number | null;
  basis: MaintenanceRisk['basis'];
  reasons: MaintenanceRisk['reasons'];
  consequence_parts: MaintenanceRisk['consequenceParts'];
  measures: MaintenanceRisk['measures'];
  computed_at: Date | string;
}

const sortColumns: Record<string, string> = {
  risk: 'r.risk',
  likelihood: 'r.likelihood',
  consequence: 'r.consequence',
  probability: 'r.probability',
  inspection: 'r.inspection',
  healthScore: 'r.health_score',
  remaining: 'r.remaining',
  code: 't.code',
  name: 't.name',
};
const levelRanges: Record<string, string> = {
  low: 'r.risk <= 4',
  medium: 'r.risk between 5 and 9',
  high: 'r.risk between 10 and 14',
  very_high: 'r.risk >= 15',
};

/** Thing that is judged, by kind; one of our own tables, never user input. */
const tableOf: Record<RiskKind, string> = { pipe: 'assets', pump: 'assets', sensor: 'sensors' };
const joined = (kind: RiskKind) =>
  `maintenance_risks r join ${tableOf[kind]} t on t.tenant_id = r.tenant_id and t.id = r.id`;

/** What is judged, as screens ask for it. */
@Injectable()
export class RiskReadModel {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
  ) {}

  /** @throws {DomainError} not-found for a municipality out of sight */
  async list(principal: Principal, query: RiskQuery): Promise<Page<MaintenanceRisk>> {
    const tenants = this.tenants(principal, query.municipalityId);
    const { where, parameters } = conditionsOf(query, tenants);
    const terms = query.sort ?? [{ field: 'risk', descending: true }];
    const order = terms
      .map(({ field, descending }) => `${sortColumns[field] ?? 'r.risk'} ${descending ? 'desc' : 'asc'} nulls last`)
      .join(', ');
    return this.units.run(tenants, async (work) => {
      const from = joined(query.kind);
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from ${from} where ${where}`,
        parameters,
      );
      const rows = await work.sql<RiskRow>(
        `select r.*, t.code, t.name from ${from} where ${where} order by ${order}, r.probability desc nulls last, r.id limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return {
        data: rows.map((row) => this.view(row)),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }

  async matrix(principal: Principal, kind: RiskKind, municipalities: string[] | undefined): Promise<RiskMatrix> {
    const tenants = this.tenants(principal, municipalities);
    return this.units.run(tenants, async (work) => {
      const length = kind === 'pipe' ? 'coalesce(sum(t.length_m), 0)' : '0';
      const cells = await work.sql<RiskMatrix['cells'][number] & { oldest: Date | string }>(
        `select r.likelihood::int, r.consequence::int, count(*)::int as count, ${length}::float8 as "lengthM",
           min(r.computed_at) as oldest
         from ${joined(kind)} where r.kind = ? and r.tenant_id = any (?::int[]) group by 1, 2 order by 1, 2`,
        [kind, pgArray(tenants)],
      );
      const oldest = cells.map((cell) => new Date(cell.oldest).getTime());
      return {
        kind,
        total: cells.reduce((sum, { count }) => sum + count, 0),
        computedAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)).toISOString(),
        cells: cells.map(({ likelihood, consequence, count, lengthM }) => ({
          likelihood,
          consequence,
          count,
          lengthM,
        })),
      };
    });
  }

  /** @throws {DomainError} not-found when it is out of sight, or not judged (yet) */
  async ofAsset(principal: Principal, id: string): Promise<MaintenanceRisk> {
    return this.one(principal, ['pipe', 'pump'], id);
  }

  /** @throws {DomainError} not-found when it is out of sight, or not judged (yet) */
  async ofSensor(principal: Principal, id: string): Promise<MaintenanceRisk> {
    return this.one(principal, ['sensor'], id);
  }

  /** Models of the municipalities asked for, and the nation's for those who see it. */
  async models(principal: Principal, municipalities: string[] | undefined): Promise<MaintenanceModels> {
    const tenants = this.tenants(principal, municipalities);
    return this.units.run(tenants, async (work) => ({
      data: (await modelsOf(work, tenants)).map((row) => this.model(row)),
    }));
  }

  private async one(principal: Principal, kinds: readonly RiskKind[], id: string): Promise<MaintenanceRisk> {
    const tenants = this.tenants(principal, undefined);
    return this.units.run(tenants, async (work) => {
      const [row] = await work.sql<RiskRow>(
        `select r.*, t.code, t.name from ${joined(kinds[0] as RiskKind)} where r.id = ? and r.kind = any (?::text[])`,
        [id, pgArray(kinds)],
      );
      if (row === undefined) throw notFound(kinds[0] === 'sensor' ? 'judged sensor' : 'judged asset', id);
      return this.view(row);
    });
  }

  private tenants(principal: Principal, municipalities: string[] | undefined): number[] {
    return maintenanceTenants(principal, 'read', narrow(principal, this.tree, municipalities));
  }

  private view(row: RiskRow): MaintenanceRisk {
    const years = row.kind === 'pipe';
    return {
      id: row.id,
      kind: row.kind,
      municipalityId: this.tree.uidOf(row.tenant_id),
      code: row.code,
      name: row.name,
      likelihood: row.likelihood,
      consequence: row.consequence,
      risk: row.risk,
      level: levelOf(row.risk),
      probability: estimateOf(row.probability, row.probability_low, row.probability_high),
      horizonDays: row.horizon_days,
      perMetre: row.per_metre,
      inspection: row.inspection,
      healthScore: row.health_score,
      remaining: estimateOf(row.remaining, row.remaining_low, row.remaining_high),
      remainingUnit: years ? 'years' : 'days',
      remainingBeyond: years ? FAR_YEARS : FAR_DAYS,
      basis: row.basis,
      reasons: row.reasons,
      consequenceParts: row.consequence_parts,
      measures: row.measures,
      computedAt: new Date(row.computed_at).toISOString(),
    };
  }

  private model(row: ModelRow): MaintenanceModel {
    const { validation } = row;
    return {
      scopeId: this.tree.uidOf(row.tenant_id),
      basis: row.basis,
      trainedAt: row.trained_at === null ? null : new Date(row.trained_at).toISOString(),
      recordsFrom: row.records_from,
      recordsTo: row.records_to,
      pipes: row.pipes,
      breaks: row.breaks,
      validation: validation && {
        auc: validation.auc,
        topTenth: validation.topTenth,
        knownTo: validation.known,
        predictedTo: validation.until,
        pipes: validation.pipes,
        breaks: validation.breaks,
        calibration: validation.calibration,
        ageTimesLength: { auc: validation.ageTimesLength.auc, topTenth: validation.ageTimesLength.topTenth },
      },
    };
  }
}

interface ModelRow {
  tenant_id: number;
  basis: MaintenanceModel['basis'];
  trained_at: Date | string | null;
  records_from: number | null;
  records_to: string | null;
  pipes: number;
  breaks: number;
  validation: TimeSplit | null;
}

function modelsOf(work: Work, tenants: readonly number[]): Promise<ModelRow[]> {
  return work.sql<ModelRow>(
    `select tenant_id, basis, trained_at, records_from, records_to::text, pipes, breaks, validation
     from maintenance_models where tenant_id = any (?::int[]) order by breaks desc, tenant_id`,
    [pgArray(tenants)],
  );
}

function conditionsOf(query: RiskQuery, tenants: readonly number[]): { where: string; parameters: unknown[] } {
  const conditions = [`r.kind = ?`, `r.tenant_id = any (?::int[])`];
  const parameters: unknown[] = [query.kind, pgArray(tenants)];
  const also = (condition: string, values: readonly (string | number)[] | undefined) => {
    if (values === undefined) return;
    conditions.push(condition);
    parameters.push(pgArray(values));
  };
  also(`r.basis = any (?::text[])`, query.basis);
  also(`r.likelihood = any (?::int[])`, query.likelihood);
  also(`r.consequence = any (?::int[])`, query.consequence);
  also(`t.zone_id = any (?::uuid[])`, query.zoneId);
  also(`r.id = any (?::uuid[])`, query.id);
  if (query.level !== undefined) conditions.push(`(${query.level.map((level) => levelRanges[level]).join(' or ')})`);
  if (query.q !== undefined && query.q.trim() !== '') {
    conditions.push(`(t.code ilike ? or t.name ilike ?)`);
    parameters.push(containing(query.q.trim()), containing(query.q.trim()));
  }
  return { where: conditions.join(' and '), parameters };
}

function estimateOf(value: number | null, low: number | null, high: number | null): RiskEstimate | null {
  return value === null ? null : { value, low: low ?? value, high: high ?? value };
}
