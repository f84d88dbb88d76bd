import type { PluginInstance, PluginProcess } from '@app/contracts';
import type { TenantTree } from '@app/tenancy';
import { type PluginCatalogue, defaultInstanceId } from '../host/plugin-catalogue';
import type { InstanceRow } from './instance-store';
import { worstOf } from './instance-status';

/** Rows of instances as the API shows them. */
export class InstanceViews {
  constructor(
    private readonly tree: TenantTree,
    private readonly catalogue: PluginCatalogue,
    private readonly publicUrl: string,
  ) {}

  of(row: InstanceRow, processes: PluginProcess[]): PluginInstance {
    const found = this.catalogue.get(row.plugin);
    const capabilities = found?.manifest.capabilities ?? [];
    const confirmed = row.confirmed_capabilities;
    const node = this.tree.node(row.tenant_id);
    const worst = worstOf(processes);
    const unusable =
      found === undefined ? (this.catalogue.refusalOf(row.plugin) ?? 'The plugin is not installed') : null;
    const now = worst ?? { status: unusable === null ? ('idle' as const) : ('down' as const), reason: unusable };
    const needsConfirmation =
      found !== undefined && !found.builtIn && !capabilities.every((each) => confirmed?.includes(each) === true);
    return {
      id: row.id,
      version: row.version,
      createdAt: new Date(row.created_at).toISOString(),
      updatedAt: new Date(row.updated_at).toISOString(),
      plugin: row.plugin,
      pluginTitle: found?.manifest.title ?? null,
      kind: found?.manifest.kind ?? null,
      builtIn: found?.builtIn ?? false,
      isDefault: row.id === defaultInstanceId(row.plugin),
      name: row.name,
      scopeId: node.kind === 'nation' ? null : node.uid,
      enabled: row.enabled,
      disabledReason: row.disabled_reason,
      config: row.config,
      secretsSet: row.secret_fields,
      capabilities,
      confirmation:
        confirmed === null || row.confirmed_at === null
          ? null
          : { by: row.confirmed_by ?? '', at: new Date(row.confirmed_at).toISOString(), capabilities: confirmed },
      needsConfirmation,
      hookUrl: `${this.publicUrl.replace(/\/$/, '')}/api/v1/hooks/${row.id}`,
      status: row.enabled ? now.status : 'stopped',
      reason: row.disabled_reason ?? (row.enabled ? now.reason : null),
      restarts: processes.reduce((sum, { restarts }) => sum + restarts, 0),
      processes,
    };
  }
}
