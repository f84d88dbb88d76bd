import { type Principal, forbidden } from '@app/access';
import { invalidInput } from '@app/http';
import { DomainError, notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable } from '@nestjs/common';
import { PluginCatalogue, defaultInstanceId } from '../host/plugin-catalogue';
import type { FoundPlugin } from '../host/plugin-code';
import { secretFields } from './secret-fields';

interface Given {
  config: Readonly<Record<string, unknown>>;
  /** null takes a secret away. */
  secrets: Readonly<Record<string, unknown>>;
}

/** A configuration that fits its plugin. */
export interface Checked {
  config: Record<string, unknown>;
  secrets: Record<string, unknown>;
  /** Names of secrets that have a value. */
  fields: string[];
}

/** What must hold before an instance is made or changed. */
@Injectable()
export class InstanceChecks {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly tree: TenantTree,
  ) {}

  /** @throws {DomainError} forbidden: plugins serve the whole nation */
  assertNational(principal: Principal): void {
    if (this.tree.node(principal.tenantId).kind === 'nation') return;
    throw forbidden('Plugins are set up by administrators of the nation.');
  }

  /** @throws {DomainError} not-found; conflict, with the reason, for one that is there and cannot be used */
  installed(plugin: string): FoundPlugin {
    let found = this.catalogue.get(plugin);
    if (found === undefined) {
      this.catalogue.refresh();
      found = this.catalogue.get(plugin);
    }
    if (found !== undefined) return found;
    const refusal = this.catalogue.refusalOf(plugin);
    if (refusal === null) throw notFound('plugin', plugin);
    throw unusable(`The plugin ${plugin} is not used: ${refusal}`);
  }

  /** JSON Schema of its configuration. @throws {DomainError} conflict, with the reason, when its code cannot be loaded */
  async schemaOf({ code }: FoundPlugin): Promise<Record<string, unknown>> {
    try {
      return { ...(await code.configSchema()) };
    } catch (error) {
      throw unusable(cannotLoad(error));
    }
  }

  /**
   * Asks the plugin's own schema about a whole configuration.
   * @param before - secrets that are set
   * @param instance - id; null: it is being made
   * @throws {DomainError} invalid, with pointers
   */
  async checked(
    plugin: string,
    { config, secrets: given }: Given,
    before: Readonly<Record<string, unknown>>,
    instance: string | null,
  ): Promise<Checked> {
    const { code, manifest } = this.installed(plugin);
    const known = await this.described(async () => secretFields(await code.configSchema()));
    const misplaced = [
      ...Object.keys(config)
        .filter((field) => known.has(field))
        .map((field) => ({ pointer: `/config/${field}`, detail: 'is a secret: send it among the secrets' })),
      ...Object.keys(given)
        .filter((field) => !known.has(field))
        .map((field) => ({ pointer: `/secrets/${field}`, detail: 'is no secret of this plugin' })),
    ];
    if (misplaced.length > 0) throw invalidInput(misplaced);
    const merged = Object.entries({ ...before, ...given }).filter(
      ([field, value]) => value !== null && known.has(field),
    );
    const secrets = Object.fromEntries(merged);
    const settings = instance === defaultInstanceId(plugin) ? this.catalogue.settingsOf(manifest) : {};
    const faults = await this.described(() => code.check({ ...settings, ...config, ...secrets }));
    if (faults.length > 0) {
      throw invalidInput(
        faults.map(({ pointer, detail }) => {
          const place = known.has(pointer.split('/')[1] ?? '') ? 'secrets' : 'config';
          return { pointer: `/${place}${pointer}`, detail };
        }),
      );
    }
    return { config: { ...config }, secrets, fields: Object.keys(secrets) };
  }

  private async described<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw invalidInput([{ pointer: '/plugin', detail: cannotLoad(error) }]);
    }
  }
}

function cannotLoad(error: unknown): string {
  return `The plugin cannot be loaded: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
}

function unusable(detail: string): DomainError {
  return new DomainError('conflict', 'plugin.unusable', 'Plugin cannot be used', { detail });
}
