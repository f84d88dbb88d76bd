import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Gateway, type GatewayContext, defineGateway, parseManifest } from '@app/plugin-sdk';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { HttpMounts } from './http-mounts';
import { findPlugins } from './manifest-loader';
import type { HostParts } from './plugin-context';
import { SupervisedPlugin } from './supervised-plugin';

const manifest = {
  id: 'gateway-sample',
  kind: 'gateway',
  version: '1.0.0',
  sdk: '^1.0.0',
  title: 'Sample',
  entry: 'index',
  capabilities: ['http-mount'],
};

/** Not real: the plugins, the clock and all that the host has to give. */
describe('SupervisedPlugin', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    Logger.overrideLogger(false);
  });
  afterEach(() => {
    jest.useRealTimers();
    Logger.overrideLogger(true);
  });

  let starts = 0;
  let failures = 0;
  let context: GatewayContext;
  const supervise = (gateway: Partial<Gateway> = {}, config: unknown = {}) => {
    starts = 0;
    const plugin = defineGateway(z.strictObject({}), (_config, given) => {
      context = given;
      return {
        start: async () => {
          starts += 1;
          if (failures > 0) {
            failures -= 1;
            throw new Error('no port');
          }
        },
        stop: async () => undefined,
        health: async () => ({ status: 'up' }),
        ...gateway,
      };
    });
    const parts = { mounts: new HttpMounts(null), instance: 'test' } as HostParts;
    return new SupervisedPlugin(
      { manifest: parseManifest(JSON.stringify(manifest)), load: () => plugin },
      config,
      parts,
    );
  };

  it('tries again after pauses that double, and says why it is down', async () => {
    failures = 2;
    const plugin = supervise();
    await plugin.start();
    expect(await plugin.health()).toEqual({ status: 'down', reason: 'no port' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(starts).toBe(2);
    await jest.advanceTimersByTimeAsync(1_999);
    expect(starts).toBe(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(await plugin.health()).toEqual({ status: 'up' });
  });

  it('starts again what fails while it runs, and takes back what it had mounted', async () => {
    const plugin = supervise();
    await plugin.start();
    const route = { path: '/x', bodyLimit: 1, summary: '', body: z.unknown(), result: z.unknown() };
    context.http.post(route, async () => ({ status: 200, body: null }));
    context.fail(new Error('lost'));
    await jest.advanceTimersByTimeAsync(0);
    expect(await plugin.health()).toEqual({ status: 'down', reason: 'lost' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(starts).toBe(2);
    expect(() => context.http.post(route, async () => ({ status: 200, body: null }))).not.toThrow();
  });

  it('is not brought down by a configuration that is wrong, a health check that throws or a stop that never ends', async () => {
    expect(await supervise({}, { unknown: 1 }).start()).toBeUndefined();
    const plugin = supervise({
      health: () => Promise.reject(new Error('sick')),
      stop: () => new Promise(() => undefined),
    });
    await plugin.start();
    expect(await plugin.health()).toMatchObject({ status: 'down', reason: expect.stringContaining('sick') });
    const stopped = plugin.stop();
    await jest.advanceTimersByTimeAsync(10_000);
    await stopped;
    await jest.advanceTimersByTimeAsync(120_000);
    expect(starts).toBe(1);
  });

  it('gives nothing that the manifest does not ask for', async () => {
    const plugin = supervise();
    await plugin.start();
    await expect(context.devices.isActive('x')).rejects.toThrow(/does not ask for the capability "devices"/);
    await expect(context.telemetry.submit({} as never, { whenBusy: 'wait' })).rejects.toThrow(/"telemetry"/);
    expect(() => context.broker).toThrow(/"broker"/);
  });
});

describe('findPlugins', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'hydrant-plugins-'));
  const write = (folder: string, text: string) => {
    mkdirSync(path.join(root, 'plugins', folder), { recursive: true });
    writeFileSync(path.join(root, 'plugins', folder, 'plugin.json'), text);
  };

  it('reads manifests without running code, and refuses faulty ones with a reason', () => {
    write('gateway-sample', JSON.stringify(manifest));
    write('gateway-newer', JSON.stringify({ ...manifest, id: 'gateway-newer', sdk: '^9.0.0' }));
    write('gateway-renamed', JSON.stringify(manifest));
    write('gateway-broken', '{');
    mkdirSync(path.join(root, 'plugins/no-plugin'));
    const { found, refused } = findPlugins(root, root);
    expect(found.map((plugin) => plugin.manifest.id)).toEqual(['gateway-sample']);
    expect(Object.fromEntries(refused.map(({ folder, reason }) => [folder, reason]))).toEqual({
      'gateway-broken': expect.stringContaining('no JSON'),
      'gateway-newer': expect.stringContaining('needs version ^9.0.0 of the plugin SDK, and this is 1.'),
      'gateway-renamed': expect.stringContaining('they must be the same'),
    });
  });

  it('finds the built-in gateways', () => {
    const { found, refused } = findPlugins();
    expect(refused).toEqual([]);
    expect(found.map((plugin) => plugin.load().kind)).toEqual(['gateway', 'gateway']);
  });
});
