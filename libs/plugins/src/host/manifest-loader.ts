import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  type GatewayPlugin,
  ManifestError,
  type PluginManifest,
  SDK_VERSION,
  parseManifest,
  satisfies,
} from '@app/plugin-sdk';

/** A plugin as found on disk: its checked manifest, and a way to its code. */
export interface FoundPlugin {
  manifest: PluginManifest;
  /** Loads the code of the plugin; only now does any of it run. @throws when its entry exports no plugin */
  load(): GatewayPlugin;
}

/** A folder of plugins that cannot be used, and why. */
export interface RefusedPlugin {
  folder: string;
  reason: string;
}

/** Folder of the compiled (or, in tests, uncompiled) code that this file belongs to. */
const codeRoot = path.resolve(__dirname, '../../../..');

/** Folder of the installation: the nearest one above the code with a `plugins` folder that holds manifests. */
export function installationRoot(from: string = codeRoot): string {
  const here = path.join(from, 'plugins');
  const hasManifests =
    existsSync(here) && readdirSync(here).some((name) => existsSync(path.join(here, name, 'plugin.json')));
  const parent = path.dirname(from);
  if (hasManifests || parent === from) return from;
  return installationRoot(parent);
}

/**
 * Reads the manifests in `plugins/<id>/plugin.json`, by name of folder. A faulty one is refused and spoils no other.
 * @param root - folder of the installation
 * @param code - folder that holds the plugins' code in the same layout
 */
export function findPlugins(
  root: string = installationRoot(),
  code: string = codeRoot,
): { found: FoundPlugin[]; refused: RefusedPlugin[] } {
  const found: FoundPlugin[] = [];
  const refused: RefusedPlugin[] = [];
  const folder = path.join(root, 'plugins');
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const file = path.join(folder, name, 'plugin.json');
    if (!existsSync(file)) continue;
    try {
      const manifest = readManifest(file, name);
      found.push({ manifest, load: () => loadEntry(path.join(code, 'plugins', name, manifest.entry), name) });
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      refused.push({ folder: name, reason: error.message });
    }
  }
  return { found, refused };
}

function readManifest(file: string, folder: string): PluginManifest {
  const manifest = parseManifest(readFileSync(file, 'utf8'));
  if (manifest.id !== folder)
    throw new ManifestError(`its id is "${manifest.id}", its folder "${folder}": they must be the same`);
  if (!satisfies(SDK_VERSION, manifest.sdk)) {
    throw new ManifestError(
      `it needs version ${manifest.sdk} of the plugin SDK, and this is ${SDK_VERSION}: install a version of the plugin made for it`,
    );
  }
  return manifest;
}

function loadEntry(entry: string, id: string): GatewayPlugin {
  // oxlint-disable-next-line typescript/no-require-imports -- found at run time, and loaded only once its manifest is checked
  const module = require(entry) as { default?: Partial<GatewayPlugin> };
  const plugin = module.default;
  if (plugin?.kind !== 'gateway' || typeof plugin.create !== 'function') {
    throw new ManifestError(`${id}: the default export of its entry must be made by defineGateway`);
  }
  return plugin as GatewayPlugin;
}
