import { type Principal, assertAllowed } from '@app/access';
import { AuditTrail } from '@app/audit';
import type { ListQuery, MaintenanceRun, NewMaintenanceRun, Page } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { Outbox } from '@app/jobs';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { pgArray, visibleTenant } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { maintenanceTenants } from '../maintenance-scope';
import { RUN_MAINTENANCE } from './maintenance.jobs';
import { type RunRow, endDeadRuns, insertRun, runView } from './run-store';

const sortColumns: Record<string, string> = { createdAt: 'created_at', state: 'state' };

/** Asks for runs and tells how far they have come. */
@Injectable()
export class MaintenanceRunsService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly trail: AuditTrail,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {DomainError} not-found, forbidden, conflict while one of this scope is under way */
  async start(principal: Principal, { scopeId }: NewMaintenanceRun): Promise<MaintenanceRun> {
    const tenantId = scopeId === undefined ? principal.tenantId : visibleTenant(principal, this.tree, scopeId).id;
    assertAllowed(principal, 'update', 'Maintenance', { tenantId });
    const id = uuidv7();
    return this.units.run(principal.tenants, async (work) => {
      await work.sql(`select pg_advisory_xact_lock(hashtext('maintenance-run'), ?)`, [tenantId]);
      await endDeadRuns(work);
      const [under] = await work.sql(
        `select 1 from maintenance_runs where tenant_id = ? and state in ('queued', 'running')`,
        [tenantId],
      );
      if (under !== undefined) {
        throw new DomainError('conflict', 'maintenance.running', 'A run is under way', {
          detail: 'A run of this scope is under way. Wait for its end.',
        });
      }
      await insertRun(work, tenantId, id, principal.name);
      await this.outbox.enqueue(work, tenantId, RUN_MAINTENANCE, { tenantId, id });
      this.trail.record(work, {
        action: 'maintenance.run',
        objectType: 'MaintenanceRun',
        objectId: id,
        tenantId,
        after: { scopeId: this.tree.uidOf(tenantId) },
      });
      const [row] = await work.sql<RunRow>(`select * from maintenance_runs where id = ?`, [id]);
      return runView(row as RunRow, this.tree.uidOf(tenantId));
    });
  }

  async list(principal: Principal, query: ListQuery & { state?: string[] | undefined }): Promise<Page<MaintenanceRun>> {
    const tenants = maintenanceTenants(principal, 'read');
    const where = `tenant_id = any (?::int[]) and (?::text[] is null or state = any (?::text[]))`;
    const states = query.state === undefined ? null : pgArray(query.state);
    const parameters = [pgArray(tenants), states, states];
    const order = (query.sort ?? [{ field: 'createdAt', descending: true }])
      .map(({ field, descending }) => `${sortColumns[field] ?? 'created_at'} ${descending ? 'desc' : 'asc'}`)
      .join(', ');
    return this.units.run(tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from maintenance_runs where ${where}`,
        parameters,
      );
      const rows = await work.sql<RunRow>(
        `select * from maintenance_runs where ${where} order by ${order}, id limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return {
        data: rows.map((row) => runView(row, this.tree.uidOf(row.tenant_id))),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }

  /** @throws {DomainError} not-found */
  async get(principal: Principal, id: string): Promise<MaintenanceRun> {
    return this.units.run(maintenanceTenants(principal, 'read'), async (work) => {
      const [row] = await work.sql<RunRow>(`select * from maintenance_runs where id = ?`, [id]);
      if (row === undefined) throw notFound('maintenance run', id);
      return runView(row, this.tree.uidOf(row.tenant_id));
    });
  }
}
