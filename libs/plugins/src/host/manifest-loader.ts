import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ManifestError, type PluginManifest, SDK_VERSION, parseManifest, satisfies } from '@app/plugin-sdk';
import { ChildCode } from '../child/child-code';
import { InProcessCode } from './in-process-code';
import type { FoundPlugin, RefusedPlugin } from './plugin-code';

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

/** Where plugins are looked for. */
export interface PluginPlaces {
  /** Folder of the installation. */
  root?: string;
  /** Folder that holds the platform's own code in the same layout. */
  code?: string;
  /** `HYDRANT_DATA_DIR`; undefined: none. */
  dataDir?: string;
}

interface Finding {
  found: FoundPlugin[];
  refused: RefusedPlugin[];
}

/**
 * Reads the manifests of all plugins: `plugins/<id>` of the installation, `plugins/<id>` of the data folder, and npm
 * packages in the `node_modules` of both. A faulty one is refused and spoils no other; of two with one id the first
 * counts. No code of theirs runs. Those whose compiled code came with the platform are built in.
 */
export function findPlugins({ root = installationRoot(), code = codeRoot, dataDir }: PluginPlaces = {}): Finding {
  const finding: Finding = { found: [], refused: [] };
  readFolders(path.join(root, 'plugins'), finding, (folder, manifest) => {
    const own = path.join(code, 'plugins', path.basename(folder));
    return isOurs(own, manifest) ? builtIn(folder, own, manifest) : thirdParty(folder, manifest);
  });
  readPackages(path.join(root, 'node_modules'), finding);
  if (dataDir !== undefined) {
    const extra = path.resolve(dataDir, 'plugins');
    readFolders(extra, finding, thirdParty);
    readPackages(path.join(extra, 'node_modules'), finding);
  }
  return finding;
}

function builtIn(folder: string, code: string, manifest: PluginManifest): FoundPlugin {
  // oxlint-disable-next-line typescript/no-require-imports -- found at run time, and loaded only once its manifest is checked
  const load = () => (require(path.join(code, manifest.entry)) as { default?: unknown }).default;
  return { manifest, builtIn: true, folder, code: new InProcessCode(manifest, load) };
}

function thirdParty(folder: string, manifest: PluginManifest): FoundPlugin {
  return { manifest, builtIn: false, folder, code: new ChildCode(folder, manifest) };
}

/** Code of ours lies below the platform's code folder and is no npm package of its own. */
function isOurs(folder: string, { entry }: PluginManifest): boolean {
  if (existsSync(path.join(folder, 'package.json'))) return false;
  return ['.ts', '.js'].some((extension) => existsSync(path.join(folder, `${entry}${extension}`)));
}

function readFolders(
  folder: string,
  finding: Finding,
  make: (folder: string, manifest: PluginManifest) => FoundPlugin,
) {
  for (const name of list(folder)) {
    const file = path.join(folder, name, 'plugin.json');
    if (name === 'node_modules' || !existsSync(file)) continue;
    add(finding, path.join(folder, name), () => make(path.join(folder, name), readManifest(file, name)));
  }
}

/** Packages that say so in `package.json` (`"hydrant": { "plugin": "plugin.json" }`) or have a `plugin.json` beside it. */
function readPackages(modules: string, finding: Finding): void {
  const names = list(modules).flatMap((name) =>
    name.startsWith('@') ? list(path.join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  for (const name of names) {
    const folder = path.join(modules, name);
    const file = manifestOf(folder);
    if (file !== null) add(finding, folder, () => thirdParty(path.dirname(file), readManifest(file, null)));
  }
}

function manifestOf(folder: string): string | null {
  const usual = path.join(folder, 'plugin.json');
  try {
    const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
    if (!text.includes('"hydrant"')) return existsSync(usual) ? usual : null;
    const { hydrant } = JSON.parse(text) as { hydrant?: { plugin?: unknown } };
    const named = hydrant?.plugin;
    const file = typeof named === 'string' ? path.resolve(folder, named) : usual;
    return file.startsWith(`${folder}${path.sep}`) && existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function add({ found, refused }: Finding, folder: string, make: () => FoundPlugin): void {
  try {
    const plugin = make();
    const known = found.find(({ manifest }) => manifest.id === plugin.manifest.id);
    if (known !== undefined) throw new ManifestError(`its id is that of the plugin in ${known.folder}`);
    found.push(plugin);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    refused.push({ folder, reason: error instanceof ManifestError ? said : `it cannot be read: ${said}` });
  }
}

/** @param name - what the id must be; null: any */
function readManifest(file: string, name: string | null): PluginManifest {
  const manifest = parseManifest(readFileSync(file, 'utf8'));
  if (name !== null && manifest.id !== name)
    throw new ManifestError(`its id is "${manifest.id}", its folder "${name}": they must be the same`);
  if (!satisfies(SDK_VERSION, manifest.sdk)) {
    throw new ManifestError(
      `it needs version ${manifest.sdk} of the plugin SDK, and this is ${SDK_VERSION}: install a version of the plugin made for it`,
    );
  }
  return manifest;
}

/** Names in a folder; none when there is no such folder, or it may not be read. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
