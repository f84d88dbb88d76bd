import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Capability, type PluginManifest, parseManifest } from '@app/plugin-sdk';

/** Writes a third-party plugin in plain JavaScript to a folder of its own. */
export interface SamplePlugin {
  folder: string;
  manifest: PluginManifest;
}

/**
 * @param body - of the function `create(config, context)`: JavaScript that returns parts of a running plugin
 * @param parent - folder to write into; default: a new one
 */
export function samplePlugin(
  body: string,
  capabilities: readonly Capability[] = [],
  { id = 'gateway-sample', kind = 'gateway', parent = mkdtempSync(path.join(tmpdir(), 'hydrant-sample-')) } = {},
): SamplePlugin {
  const folder = path.join(parent, id);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    id,
    kind,
    version: '1.0.0',
    sdk: '^1.0.0',
    title: 'Sample',
    entry: 'index',
    protocols: kind === 'gateway' ? ['sample'] : [],
    capabilities,
  };
  writeFileSync(path.join(folder, 'plugin.json'), JSON.stringify(manifest));
  writeFileSync(
    path.join(folder, 'index.js'),
    `'use strict';
const usual = { start: async () => {}, stop: async () => {}, health: async () => ({ status: 'up' }) };
const validate = (value) => typeof value?.bad === 'undefined'
  ? { value } : { issues: [{ message: 'must not be there', path: ['bad'] }] };
exports.default = {
  kind: '${kind}',
  config: { '~standard': { validate }, toJSONSchema: () => ({ type: 'object' }) },
  create(config, context) { return { ...usual, ...(() => { ${body} })() }; },
};
`,
  );
  return { folder, manifest: parseManifest(JSON.stringify(manifest)) };
}
