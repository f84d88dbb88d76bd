import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPlugins } from './manifest-loader';

const manifest = {
  id: 'gateway-sample',
  kind: 'gateway',
  version: '1.0.0',
  sdk: '^1.0.0',
  title: 'Sample',
  entry: 'index',
  capabilities: ['http-mount'],
};

/** Real: folders on disk, and the plugins of this repository. */
describe('findPlugins', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'hydrant-plugins-'));
  const dataDir = mkdtempSync(path.join(tmpdir(), 'hydrant-data-'));
  const write = (file: string, content: unknown) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  };
  const inRoot = (folder: string) => path.join(root, 'plugins', folder, 'plugin.json');
  const ids = (places: Parameters<typeof findPlugins>[0]) =>
    Object.fromEntries(findPlugins(places).found.map(({ manifest: { id }, builtIn }) => [id, builtIn]));

  it('reads manifests without running code, and refuses faulty ones with a reason', () => {
    write(inRoot('gateway-sample'), manifest);
    write(inRoot('gateway-newer'), { ...manifest, id: 'gateway-newer', sdk: '^9.0.0' });
    write(inRoot('gateway-renamed'), manifest);
    write(inRoot('gateway-broken'), '{');
    mkdirSync(path.join(root, 'plugins/no-plugin'));
    const { found, refused } = findPlugins({ root, code: root });
    expect(found.map((plugin) => plugin.manifest.id)).toEqual(['gateway-sample']);
    expect(Object.fromEntries(refused.map(({ folder, reason }) => [path.basename(folder), reason]))).toEqual({
      'gateway-broken': expect.stringContaining('no JSON'),
      'gateway-newer': expect.stringContaining('needs version ^9.0.0 of the plugin SDK, and this is 1.'),
      'gateway-renamed': expect.stringContaining('they must be the same'),
    });
  });

  it('finds folders and packages of the data folder, and takes none of them for its own', () => {
    write(path.join(dataDir, 'plugins/gateway-folder/plugin.json'), { ...manifest, id: 'gateway-folder' });
    write(path.join(dataDir, 'plugins/gateway-folder/index.js'), '');
    const modules = path.join(dataDir, 'plugins/node_modules');
    write(path.join(modules, 'hydrant-one/package.json'), {
      name: 'hydrant-one',
      hydrant: { plugin: 'etc/plugin.json' },
    });
    write(path.join(modules, 'hydrant-one/etc/plugin.json'), { ...manifest, id: 'gateway-one' });
    write(path.join(modules, '@vendor/two/package.json'), { name: '@vendor/two' });
    write(path.join(modules, '@vendor/two/plugin.json'), { ...manifest, id: 'gateway-two' });
    write(path.join(modules, 'escape/package.json'), {
      name: 'escape',
      hydrant: { plugin: '../hydrant-one/etc/plugin.json' },
    });
    write(path.join(modules, 'plain/package.json'), { name: 'plain' });
    expect(ids({ root, code: '/nowhere', dataDir })).toEqual({
      'gateway-sample': false,
      'gateway-folder': false,
      'gateway-one': false,
      'gateway-two': false,
    });
  });

  it('refuses what cannot be read, and goes on', () => {
    mkdirSync(path.join(root, 'plugins/gateway-folder-for-file/plugin.json'), { recursive: true });
    write(path.join(root, 'node_modules/@file'), 'no folder');
    const { found, refused } = findPlugins({ root, code: root });
    expect(found.map((plugin) => plugin.manifest.id)).toEqual(['gateway-sample']);
    expect(refused).toContainEqual({
      folder: path.join(root, 'plugins/gateway-folder-for-file'),
      reason: expect.stringContaining('cannot be read'),
    });
  });

  it('lets no other plugin take the id of one that it has', () => {
    write(path.join(dataDir, 'plugins/node_modules/copy/package.json'), { name: 'copy' });
    write(path.join(dataDir, 'plugins/node_modules/copy/plugin.json'), manifest);
    const { refused } = findPlugins({ root, code: '/nowhere', dataDir });
    expect(refused).toContainEqual({
      folder: path.join(dataDir, 'plugins/node_modules/copy'),
      reason: expect.stringContaining(`its id is that of the plugin in ${path.join(root, 'plugins/gateway-sample')}`),
    });
  });

  it('knows its own by their code, and every one of them can be loaded and says what it can be told', async () => {
    const { found, refused } = findPlugins();
    expect(refused).toEqual([]);
    expect(found.filter(({ builtIn }) => !builtIn)).toEqual([]);
    expect(found.map(({ manifest: { id } }) => id)).toEqual(expect.arrayContaining(['gateway-http', 'gateway-mqtt']));
    for (const { code } of found) expect(await code.configSchema()).toMatchObject({ type: 'object' });
  });
});
