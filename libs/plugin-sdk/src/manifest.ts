import { z } from 'zod';

/** What a plugin may ask its host for. */
export const capabilities = [
  'devices',
  'device-secrets',
  'telemetry',
  'commands',
  'codecs',
  'broker',
  'http-mount',
  'fetch',
  'state',
] as const;
export type Capability = (typeof capabilities)[number];

/** What a plugin does: bring readings in, read payloads, or carry messages to people and systems. */
export const pluginKinds = ['gateway', 'codec', 'channel'] as const;
export type PluginKind = (typeof pluginKinds)[number];

/** `plugin.json`: read and checked before any code of the plugin runs. */
export const pluginManifest = z.strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{2,63}$/, 'must be lower-case words joined by hyphens')
    .describe('Unique; the same as the name of the folder'),
  kind: z.enum(pluginKinds),
  protocols: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/))
    .default([])
    .describe('Gateways: protocols that it speaks, as devices and ledger name them'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version like 1.2.3'),
  sdk: z
    .string()
    .regex(/^(\^|~|>=)?\d+\.\d+\.\d+$/, 'must be a range like ^1.0.0')
    .describe('Versions of the SDK it works with'),
  title: z.string().min(1).max(80),
  entry: z
    .string()
    .regex(/^(?!.*\.\.)[A-Za-z0-9_./-]+$/, 'must be a path inside the plugin')
    .describe('Module whose default export is the plugin, relative to its folder, without extension'),
  capabilities: z.array(z.enum(capabilities)).describe('All it will ask the host for'),
  default: z.boolean().default(false).describe('Runs one instance without being asked, configured by `settings`'),
  settings: z
    .record(z.string(), z.string())
    .default({})
    .describe("Which fields of the plugin's configuration come from which settings of the installation"),
});
export type PluginManifest = z.infer<typeof pluginManifest>;

/** A manifest that cannot be used; the message lists every fault. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * @param text - contents of a `plugin.json`
 * @throws {ManifestError}
 */
export function parseManifest(text: string): PluginManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ManifestError('plugin.json is no JSON text', { cause: error });
  }
  const parsed = pluginManifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.') || '(manifest)'}: ${message}`);
  throw new ManifestError(`plugin.json has faults:\n${faults.join('\n')}`);
}
