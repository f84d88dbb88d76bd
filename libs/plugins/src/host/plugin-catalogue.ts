import { createHash } from 'node:crypto';
import path from 'node:path';
import { SETTINGS, type Settings } from '@app/config';
import type { PluginManifest } from '@app/plugin-sdk';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { findPlugins } from './manifest-loader';
import type { FoundPlugin, RefusedPlugin } from './plugin-code';

/** The plugins of the installation, as found on disk. */
@Injectable()
export class PluginCatalogue {
  private readonly logger = new Logger(PluginCatalogue.name);
  private found = new Map<string, FoundPlugin>();
  private turnedAway: RefusedPlugin[] = [];

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.refresh();
  }

  /** Looks again for plugins that were added, replaced or taken away. */
  refresh(): void {
    const { found, refused } = findPlugins({ dataDir: this.settings.HYDRANT_DATA_DIR });
    const known = new Set(this.turnedAway.map(({ folder, reason }) => `${folder} ${reason}`));
    for (const { folder, reason } of refused) {
      if (!known.has(`${folder} ${reason}`)) this.logger.error(`Plugin ${folder} is not used: ${reason}`);
    }
    this.turnedAway = refused;
    this.found = new Map(found.map((plugin) => [plugin.manifest.id, this.kept(plugin)]));
  }

  get(id: string): FoundPlugin | undefined {
    return this.found.get(id);
  }

  all(): FoundPlugin[] {
    return [...this.found.values()];
  }

  refused(): readonly RefusedPlugin[] {
    return this.turnedAway;
  }

  /** Why the plugin that lies in a folder of this name cannot be used; null when there is none. */
  refusalOf(id: string): string | null {
    return this.turnedAway.find(({ folder }) => path.basename(folder) === id)?.reason ?? null;
  }

  /** What the settings of the installation say about a plugin's configuration. */
  settingsOf({ settings }: PluginManifest): Record<string, unknown> {
    const values = this.settings as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(settings)
        .map(([field, setting]) => [field, values[setting]] as const)
        .filter(([, value]) => value !== undefined),
    );
  }

  /** The one found before, if it is the same, so that its code is not loaded again. */
  private kept(plugin: FoundPlugin): FoundPlugin {
    const before = this.found.get(plugin.manifest.id);
    const same =
      before?.folder === plugin.folder && JSON.stringify(before.manifest) === JSON.stringify(plugin.manifest);
    return same ? before : plugin;
  }
}

/** Id of the instance that a built-in plugin runs without being asked: the same in every installation. */
export function defaultInstanceId(plugin: string): string {
  const hex = createHash('sha256').update(`hydrant plugin ${plugin}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
