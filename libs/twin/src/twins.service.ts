import type { Principal } from '@app/access';
import { AlertConditions } from '@app/alerts';
import { AuditTrail } from '@app/audit';
import type { ActivateTwin, Page, Twin, TwinInpQuery, TwinQuery, TwinRevision, TwinRevisions } from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { writeInp } from '@app/hydraulics';
import { notFound } from '@app/kernel';
import { containing, narrow, pgArray } from '@app/resources';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { clearAlarms } from './run/run-store';
import { readLinks } from './store/link-rows';
import { type TwinRecord, readInp, readNetwork } from './store/twin-record';
import { TwinAccess } from './twin-access';

interface TwinRow {
  id: string;
  tenant_id: number;
  municipality: string;
  zone_id: string | null;
  name: string;
  state: Twin['state'];
  revision: number;
  counts: Twin['counts'];
  sensors: Twin['sensors'];
  suspects: number;
  run: { at: string; revision: number; state: NonNullable<Twin['lastRun']>['state']; quality: never } | null;
  failure: string | null;
  version: number;
  created_at: Date | string;
  updated_at: Date | string;
}

const columns = `t.id, t.tenant_id, m.name as municipality, t.zone_id, t.name, t.state, t.revision, r.counts, t.failure, t.version,
  t.created_at, t.updated_at,
  (select jsonb_build_object('boundary', count(*) filter (where usage = 'boundary'),
     'compare', count(*) filter (where usage = 'compare'), 'ignored', count(*) filter (where usage = 'ignored'),
     'suggested', count(*) filter (where source = 'suggested' and usage <> 'ignored'),
     'conspicuous', count(*) filter (where memory ->> 'finding' is not null))
   from twin_links l where l.tenant_id = t.tenant_id and l.twin_id = t.id) as sensors,
  (select count(*)::int from leak_suspects s where s.tenant_id = t.tenant_id and s.twin_id = t.id and s.state = 'open') as suspects,
  (select jsonb_build_object('at', to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'revision', x.revision,
     'state', x.state, 'quality', x.quality)
   from twin_runs x where x.tenant_id = t.tenant_id and x.twin_id = t.id order by x.at desc limit 1) as run`;
const source = `twins t
  join municipalities m on m.tenant_id = t.tenant_id
  join twin_revisions r on r.tenant_id = t.tenant_id and r.twin_id = t.id and r.revision = t.revision`;

/** Twins as people see and steer them. */
@Injectable()
export class TwinsService {
  constructor(
    private readonly units: UnitOfWork,
    private readonly trail: AuditTrail,
    private readonly tree: TenantTree,
    private readonly alerts: AlertConditions,
    private readonly access: TwinAccess,
  ) {}

  /** @throws {DomainError} not-found for a municipality that is not visible */
  list(principal: Principal, query: TwinQuery): Promise<Page<Twin>> {
    const readable = new Set(this.access.tenantsOf(principal));
    const tenants = narrow(principal, this.tree, query.municipalityId).filter((tenant) => readable.has(tenant));
    const conditions = ['t.tenant_id = any (?::int[])'];
    const parameters: unknown[] = [pgArray(tenants)];
    if (query.q !== undefined) {
      conditions.push('(t.name ilike ? or m.name ilike ?)');
      parameters.push(containing(query.q), containing(query.q));
    }
    const where = conditions.join(' and ');
    const order = (query.sort ?? [{ field: 'name', descending: false }])
      .map(
        ({ field, descending }) =>
          `${field === 'createdAt' ? 't.created_at' : 'm.name'} ${descending ? 'desc' : 'asc'}`,
      )
      .join(', ');
    return this.units.run(tenants, async (work) => {
      const [count] = await work.sql<{ total: number }>(
        `select count(*)::int as total from ${source} where ${where}`,
        parameters,
      );
      const rows = await work.sql<TwinRow>(
        `select ${columns} from ${source} where ${where} order by ${order}, t.id limit ? offset ?`,
        [...parameters, query.pageSize, (query.page - 1) * query.pageSize],
      );
      return {
        data: rows.map((row) => this.view(row)),
        page: { number: query.page, size: query.pageSize, total: count?.total ?? 0 },
      };
    });
  }

  /** @throws {DomainError} not-found */
  get(principal: Principal, id: string): Promise<Twin> {
    return this.access.withTwin(principal, id, 'read', (work) => this.shown(work, id));
  }

  /** @throws {DomainError} not-found */
  revisions(principal: Principal, id: string): Promise<TwinRevisions> {
    return this.access.withTwin(principal, id, 'read', async (work, twin) => {
      const rows = await work.sql<Omit<TwinRevision, 'active' | 'createdAt'> & { createdAt: Date | string }>(
        `select revision, title, counts, created_by as "createdBy", created_at as "createdAt" from twin_revisions
         where twin_id = ? order by revision desc`,
        [id],
      );
      return {
        data: rows.map((row) => ({
          ...row,
          createdAt: new Date(row.createdAt).toISOString(),
          active: row.revision === twin.revision,
        })),
      };
    });
  }

  /**
   * Has a twin calculated, with the present revision or another one. With another one it learns anew.
   * @throws {DomainError} not-found, forbidden
   */
  activate(principal: Principal, id: string, { revision }: ActivateTwin): Promise<Twin> {
    return this.access.withTwin(principal, id, 'update', async (work, twin) => {
      const wanted = revision ?? twin.revision;
      if ((await readInp(work, twin, wanted)) === null) throw notFound('revision', String(wanted));
      const anew = wanted === twin.revision ? '' : `memory = '{}', last_slot = null, suggested_at = null,`;
      await work.sql(
        `update twins set state = 'active', revision = ?, ${anew} failure = null, asked_slot = null, version = version + 1,
           updated_at = now() where id = ?`,
        [wanted, id],
      );
      return this.changed(work, twin, 'twin.activate');
    });
  }

  /** Lets a twin rest; its alarms end. @throws {DomainError} not-found, forbidden */
  pause(principal: Principal, id: string): Promise<Twin> {
    return this.access.withTwin(principal, id, 'update', async (work, twin) => {
      await work.sql(`update twins set state = 'paused', version = version + 1, updated_at = now() where id = ?`, [id]);
      await work.sql(`update twin_links set memory = null where twin_id = ?`, [id]);
      await clearAlarms(work, this.alerts, twin, await readLinks(work, id), Date.now());
      return this.changed(work, twin, 'twin.pause');
    });
  }

  /**
   * The network as a file of EPANET.
   * @throws {DomainError} not-found
   */
  inp(principal: Principal, id: string, { revision, form }: TwinInpQuery): Promise<{ name: string; text: string }> {
    return this.access.withTwin(principal, id, 'read', async (work, twin) => {
      const wanted = { ...twin, revision: revision ?? twin.revision };
      const file = await readInp(work, wanted, wanted.revision);
      if (file === null) throw notFound('revision', String(wanted.revision));
      const text = form === 'file' ? file : writeInp((await readNetwork(work, wanted)).network);
      return { name: `network-${wanted.revision}${form === 'file' ? '' : '-assets'}.inp`, text };
    });
  }

  private async changed(work: Work, { tenantId, id, state, revision }: TwinRecord, action: string): Promise<Twin> {
    const twin = await this.shown(work, id);
    this.trail.record(work, {
      action,
      objectType: 'Twin',
      objectId: id,
      tenantId,
      before: { state, revision },
      after: { state: twin.state, revision: twin.revision },
    });
    return twin;
  }

  private async shown(work: Work, id: string): Promise<Twin> {
    const [row] = await work.sql<TwinRow>(`select ${columns} from ${source} where t.id = ?`, [id]);
    if (row === undefined) throw notFound('twin', id);
    return this.view(row);
  }

  private view(row: TwinRow): Twin {
    return {
      id: row.id,
      version: row.version,
      createdAt: new Date(row.created_at).toISOString(),
      updatedAt: new Date(row.updated_at).toISOString(),
      municipalityId: this.tree.uidOf(row.tenant_id),
      municipalityName: row.municipality,
      zoneId: row.zone_id,
      name: row.name,
      state: row.state,
      revision: row.revision,
      counts: row.counts,
      sensors: row.sensors,
      openSuspects: row.suspects,
      lastRun: row.run,
      failure: row.failure,
    };
  }
}
