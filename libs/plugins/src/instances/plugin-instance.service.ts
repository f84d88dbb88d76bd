import type { Principal } from '@app/access';
import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import type {
  NewPluginInstance,
  PluginConfirmation,
  PluginInstance,
  PluginInstancePatch,
  PluginLog,
} from '@app/contracts';
import { UnitOfWork, type Work } from '@app/database';
import { type IfMatchHeader, assertVersion } from '@app/http';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Inject, Injectable } from '@nestjs/common';
import { PluginCatalogue, defaultInstanceId } from '../host/plugin-catalogue';
import { type Checked, InstanceChecks } from './instance-checks';
import { KEPT_LINES } from './instance-journal';
import { readStatuses } from './instance-status';
import { type InstanceRow, InstanceStore } from './instance-store';
import { InstanceViews } from './instance-views';

/** Instances of plugins as administrators of the nation see and change them. Hosts follow each change within a moment. */
@Injectable()
export class PluginInstanceService {
  private readonly views: InstanceViews;

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly store: InstanceStore,
    private readonly catalogue: PluginCatalogue,
    private readonly checks: InstanceChecks,
    private readonly trail: AuditTrail,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.views = new InstanceViews(tree, catalogue, settings.HYDRANT_PUBLIC_URL ?? `http://localhost:${settings.PORT}`);
  }

  list(principal: Principal): Promise<PluginInstance[]> {
    return this.enter(principal, async (work) => {
      const statuses = await readStatuses(work);
      const rows = await work.sql<InstanceRow>('select * from plugin_instances order by plugin, name');
      return rows.map((row) => this.views.of(row, statuses.get(row.id) ?? []));
    });
  }

  get(principal: Principal, id: string): Promise<PluginInstance> {
    return this.enter(principal, async (work) => this.view(work, await this.find(work, id)));
  }

  /** @throws {DomainError} invalid, with pointers, when the configuration does not fit the plugin */
  async create(principal: Principal, draft: NewPluginInstance): Promise<PluginInstance> {
    this.checks.assertNational(principal);
    const { plugin, name, enabled, scopeId } = draft;
    const tenantId = scopeId === null ? this.tree.nation().id : this.tree.idOf(scopeId);
    if (tenantId === undefined) throw notFound('municipality or region', scopeId ?? '');
    const { config, secrets, fields } = await this.checks.checked(plugin, draft, {}, null);
    const id = uuidv7();
    return this.enter(principal, async (work) => {
      const [row] = await work.sql<InstanceRow>(
        `insert into plugin_instances (tenant_id, id, plugin, name, enabled, config, secrets_sealed, secret_fields)
         values (?, ?, ?, ?, ?, ?::jsonb, ?, ?::text[]) on conflict (tenant_id, plugin, name) do nothing returning *`,
        [tenantId, id, plugin, name, enabled, JSON.stringify(config), this.store.seal(id, secrets), textArray(fields)],
      );
      if (row === undefined) throw nameTaken(name);
      const view = await this.view(work, row);
      this.note(work, row, 'create', null, view);
      return view;
    });
  }

  async update(
    principal: Principal,
    id: string,
    seen: IfMatchHeader,
    patch: PluginInstancePatch,
  ): Promise<PluginInstance> {
    const known = await this.enter(principal, (work) => this.find(work, id));
    assertVersion(known.version, seen);
    const given = { config: patch.config ?? known.config, secrets: patch.secrets ?? {} };
    const touched = patch.config !== undefined || patch.secrets !== undefined;
    const checked = touched && (await this.checks.checked(known.plugin, given, this.store.openable(known), id));
    const enabled = patch.enabled ?? known.enabled;
    return this.change(principal, id, seen, 'update', [
      ['name', patch.name ?? known.name],
      ['enabled', enabled],
      ...(checked === false ? [] : this.stored(id, checked)),
      ['disabled_reason', enabled ? null : known.disabled_reason],
    ]);
  }

  /** @throws {DomainError} conflict for an instance that runs without being asked: it can be disabled */
  async remove(principal: Principal, id: string, seen: IfMatchHeader): Promise<void> {
    await this.enter(principal, async (work) => {
      const row = await this.find(work, id);
      assertVersion(row.version, seen);
      if (row.id === defaultInstanceId(row.plugin) && this.catalogue.get(row.plugin) !== undefined) {
        throw new DomainError('conflict', 'plugin-instance.default', 'Instance belongs to the platform', {
          detail: 'This instance comes with the platform. Disable it instead.',
        });
      }
      const before = await this.view(work, row);
      for (const table of ['plugin_instances', 'plugin_status', 'plugin_state', 'plugin_log']) {
        await work.sql(`delete from ${table} where ${table === 'plugin_instances' ? 'id' : 'instance_id'} = ?`, [id]);
      }
      this.note(work, row, 'delete', before, null);
    });
  }

  setEnabled(principal: Principal, id: string, enabled: boolean): Promise<PluginInstance> {
    return this.change(principal, id, null, enabled ? 'plugin-instance.enable' : 'plugin-instance.disable', [
      ['enabled', enabled],
      ['disabled_reason', null],
    ]);
  }

  restart(principal: Principal, id: string): Promise<PluginInstance> {
    return this.change(principal, id, null, 'plugin-instance.restart', [], 'restarts = restarts + 1');
  }

  /** Lets an instance of a third-party plugin run with what its manifest asks for now. */
  async confirm(principal: Principal, id: string, { capabilities }: PluginConfirmation): Promise<PluginInstance> {
    const row = await this.enter(principal, (work) => this.find(work, id));
    const asked = this.checks.installed(row.plugin).manifest;
    const same = [...asked.capabilities].sort().join() === [...capabilities].sort().join();
    if (!same) {
      throw new DomainError('conflict', 'plugin-instance.capabilities', 'Capabilities have changed', {
        detail: `The plugin asks for: ${asked.capabilities.join(', ') || 'nothing'}. Confirm just these.`,
      });
    }
    return this.change(principal, id, null, 'plugin-instance.confirm', [
      ['confirmed_capabilities', textArray(capabilities)],
      ['confirmed_version', asked.version],
      ['confirmed_by', principal.name],
      ['confirmed_at', new Date().toISOString()],
    ]);
  }

  /** The last lines that an instance wrote, newest first. */
  log(principal: Principal, id: string, limit: number): Promise<PluginLog> {
    return this.enter(principal, async (work) => {
      await this.find(work, id);
      const rows = await work.sql<{ id: string; at: Date; process: string; level: 'info'; message: string }>(
        `select id::text, at, process, level, message from plugin_log where instance_id = ? order by plugin_log.id desc limit ?`,
        [id, Math.min(limit, KEPT_LINES)],
      );
      return { data: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })) };
    });
  }

  private stored(id: string, { config, secrets, fields }: Checked): [column: string, value: unknown][] {
    return [
      ['config', JSON.stringify(config)],
      ['secrets_sealed', this.store.seal(id, secrets)],
      ['secret_fields', textArray(fields)],
    ];
  }

  private change(
    principal: Principal,
    id: string,
    seen: IfMatchHeader | null,
    action: string,
    values: [column: string, value: unknown][],
    also = 'updated_at = now()',
  ): Promise<PluginInstance> {
    return this.enter(principal, async (work) => {
      const before = await this.find(work, id, true);
      if (seen !== null) assertVersion(before.version, seen);
      const sets = [...values.map(([column]) => `${column} = ?`), also, 'version = version + 1'].join(', ');
      const [row] = await work
        .sql<InstanceRow>(`update plugin_instances set ${sets} where id = ? returning *`, [
          ...values.map(([, value]) => value),
          id,
        ])
        .catch((error: unknown) => {
          if ((error as { code?: string }).code !== '23505') throw error;
          const name = values.find(([column]) => column === 'name')?.[1];
          throw nameTaken(typeof name === 'string' ? name : before.name);
        });
      const view = await this.view(work, row as InstanceRow);
      this.note(work, before, action, await this.view(work, before), view);
      return view;
    });
  }

  private enter<T>(principal: Principal, action: (work: Work) => Promise<T>): Promise<T> {
    this.checks.assertNational(principal);
    return this.units.run(principal.tenants, action);
  }

  private async find(work: Work, id: string, lock = false): Promise<InstanceRow> {
    const [row] = await work.sql<InstanceRow>(
      `select * from plugin_instances where id = ?${lock ? ' for update' : ''}`,
      [id],
    );
    if (row === undefined) throw notFound('plugin instance', id);
    return row;
  }

  private async view(work: Work, row: InstanceRow): Promise<PluginInstance> {
    return this.views.of(row, (await readStatuses(work)).get(row.id) ?? []);
  }

  private note(
    work: Work,
    { id, tenant_id: tenantId }: InstanceRow,
    action: string,
    before: PluginInstance | null,
    after: PluginInstance | null,
  ): void {
    const kept = (view: PluginInstance | null) =>
      view === null
        ? null
        : { plugin: view.plugin, name: view.name, enabled: view.enabled, config: view.config, filled: view.secretsSet };
    const change = { before: kept(before), after: kept(after) };
    this.trail.record(work, { action, objectType: 'PluginInstance', objectId: id, tenantId, ...change });
  }
}

function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function nameTaken(name: string): DomainError {
  return new DomainError('conflict', 'plugin-instance.name-taken', 'Name is taken', {
    detail: `The plugin has an instance called "${name}" already. Choose another name.`,
    errors: [{ pointer: '/name', detail: 'is taken' }],
  });
}
