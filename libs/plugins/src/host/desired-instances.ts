import { AuditTrail } from '@app/audit';
import { SETTINGS, type Settings } from '@app/config';
import type { Work } from '@app/database';
import type { PluginKind } from '@app/plugin-sdk';
import { Inject, Injectable } from '@nestjs/common';
import { type InstanceRow, InstanceStore } from '../instances/instance-store';
import type { InstanceSpec } from '../instances/instance-spec';
import { PluginCatalogue, defaultInstanceId } from './plugin-catalogue';
import type { FoundPlugin } from './plugin-code';
import { textsIn } from '../instances/secret-fields';

const SEALED = 'Its secrets cannot be opened with the key of this installation: enter them again';

/** An instance that was given up. */
interface GivenUp {
  plugin: string;
  name: string;
  reason: string;
}

/** What should run: the rows of the database, and one instance of each built-in plugin that runs without being asked. */
@Injectable()
export class DesiredInstances {
  /** Ids of the plugins that this process is for; empty: all. */
  private readonly chosen: ReadonlySet<string>;
  private ids = new Set<string>();
  private failed = new Map<string, GivenUp>();

  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly store: InstanceStore,
    private readonly trail: AuditTrail,
    @Inject(SETTINGS) { PLUGINS }: Pick<Settings, 'PLUGINS'>,
  ) {
    const named = PLUGINS.split(',').map((id) => id.trim());
    this.chosen = new Set(named.filter((id) => id !== ''));
  }

  /** Whether there is an instance with this id, running or not. */
  knows(id: string): boolean {
    return this.ids.has(id);
  }

  /** Instances that were taken out of service because they failed again and again, or that cannot be run. */
  givenUp(): GivenUp[] {
    return [...this.failed.values()];
  }

  /** What a process for these kinds should run now, by id. */
  async read(kinds: ReadonlySet<PluginKind>): Promise<Map<string, InstanceSpec>> {
    let rows = await this.store.all();
    if (rows.some(({ plugin }) => this.catalogue.get(plugin) === undefined)) this.catalogue.refresh();
    const missing = this.defaults().filter(({ id }) => rows.every((row) => row.id !== id));
    if (missing.length > 0) {
      await this.store.ensure(missing);
      rows = await this.store.all();
    }
    const known = new Set(rows.map(({ id }) => id));
    for (const id of this.ids) if (!known.has(id)) this.failed.delete(id);
    for (const row of rows) this.noteFailure(row);
    const specs = [
      ...rows.filter((row) => this.mayRun(row)).flatMap((row) => this.specOf(row)),
      // There is no nation yet that the row could belong to.
      ...missing.filter(({ id }) => !known.has(id)).map((one) => this.plainSpec(one)),
    ];
    this.ids = new Set([...known, ...missing.map(({ id }) => id)]);
    return new Map(
      specs
        .filter(({ plugin }) => this.chosen.size === 0 || this.chosen.has(plugin))
        .filter(({ plugin }) => kinds.has((this.catalogue.get(plugin) as FoundPlugin).manifest.kind))
        .map((spec) => [spec.id, spec]),
    );
  }

  /** Takes an instance out of service, for all processes; it is started again by whoever enables it. */
  async giveUp({ id, plugin, name }: InstanceSpec, reason: string): Promise<void> {
    this.failed.set(id, { plugin, name, reason });
    await this.store.disable(id, reason, (work: Work, row) =>
      this.trail.record(work, {
        action: 'plugin-instance.give-up',
        objectType: 'PluginInstance',
        objectId: id,
        tenantId: row.tenant_id,
        after: { enabled: false, reason },
        actor: { kind: 'system', id: 'plugins', name: 'Plugin host' },
      }),
    );
  }

  private defaults(): { id: string; plugin: string; name: string }[] {
    return this.catalogue
      .all()
      .filter(({ builtIn, manifest }) => builtIn && manifest.default)
      .map(({ manifest: { id, title } }) => ({ id: defaultInstanceId(id), plugin: id, name: title }));
  }

  private mayRun({ enabled, plugin, confirmed_capabilities: confirmed }: InstanceRow): boolean {
    const found = this.catalogue.get(plugin);
    if (found === undefined || !enabled) return false;
    return found.builtIn || found.manifest.capabilities.every((capability) => confirmed?.includes(capability) === true);
  }

  /** Nothing for an instance whose secrets cannot be opened: the others run all the same. */
  private specOf(row: InstanceRow): InstanceSpec[] {
    const { id, plugin, name, version, restarts } = row;
    const { manifest } = this.catalogue.get(plugin) as FoundPlugin;
    const secrets = this.secretsOf(row);
    if (secrets === null) {
      this.failed.set(id, { plugin, name, reason: SEALED });
      return [];
    }
    const spec = {
      id,
      plugin,
      name,
      tenantId: row.tenant_id === this.store.nation() ? null : row.tenant_id,
      config: {
        ...(id === defaultInstanceId(plugin) && this.catalogue.settingsOf(manifest)),
        ...row.config,
        ...secrets,
      },
      secrets: textsIn(secrets),
      revision: `${version}.${restarts}.${manifest.version}`,
    };
    return [spec];
  }

  private secretsOf(row: InstanceRow): Record<string, unknown> | null {
    try {
      return this.store.secretsOf(row);
    } catch {
      return null;
    }
  }

  private plainSpec({ id, plugin, name }: { id: string; plugin: string; name: string }): InstanceSpec {
    const { manifest } = this.catalogue.get(plugin) as FoundPlugin;
    const config = this.catalogue.settingsOf(manifest);
    return { id, plugin, name, tenantId: null, config, secrets: [], revision: '0' };
  }

  private noteFailure({ id, plugin, name, enabled, disabled_reason: reason }: InstanceRow): void {
    if (enabled || reason === null) this.failed.delete(id);
    else this.failed.set(id, { plugin, name, reason });
  }
}
