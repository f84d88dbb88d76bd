import { type Gateway, type GatewayContext, defineGateway, parseManifest } from '@app/plugin-sdk';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import type { HostParts } from '../context/plugin-context';
import { HttpMounts } from '../http/http-mounts';
import { InstanceLog, type LogLine } from '../instances/instance-log';
import { InProcessCode } from './in-process-code';
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
const route = { path: '/x', bodyLimit: 1, summary: '', body: z.unknown(), result: z.unknown() };

/** Not real: the plugins, the clock and all that the host has to give. */
describe('SupervisedPlugin', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    Logger.overrideLogger(false);
    failures = 0;
    lines.length = 0;
    givenUp.length = 0;
  });
  afterEach(() => {
    jest.useRealTimers();
    Logger.overrideLogger(true);
  });

  let starts = 0;
  let failures = 0;
  let context: GatewayContext;
  const lines: LogLine[] = [];
  const givenUp: string[] = [];
  const supervise = (gateway: Partial<Gateway> = {}, config: Record<string, unknown> = {}, builtIn = true) => {
    starts = 0;
    const plugin = defineGateway(z.strictObject({ password: z.string().optional() }), (_config, given) => {
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
    const parsed = parseManifest(JSON.stringify(manifest));
    const parts = {
      gateway: {},
      mounts: new HttpMounts(null, 'http://test', () => true),
      states: { of: () => ({}) },
      serves: () => true,
    } as unknown as HostParts;
    const secrets = Object.values(config).filter((value) => typeof value === 'string');
    return new SupervisedPlugin(
      { manifest: parsed, builtIn, folder: '/nowhere', code: new InProcessCode(parsed, () => plugin) },
      { id: '1', plugin: parsed.id, name: 'sample', tenantId: null, config, secrets, revision: '1' },
      parts,
      new InstanceLog('sample', '1', secrets, { admit: () => true, keep: (line) => void lines.push(line) }),
      (reason) => givenUp.push(reason),
    );
  };
  /** Lets everything that waits for nothing but its turn happen. */
  const settle = () => jest.advanceTimersByTimeAsync(0);

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
    expect(await plugin.state()).toMatchObject({ status: 'up', reason: null, restarts: 2 });
  });

  it('starts again what fails while it runs, and takes back what it had mounted', async () => {
    const plugin = supervise();
    await plugin.start();
    context.http.post(route, async () => ({ status: 200, body: null }));
    const first = context;
    first.fail(new Error('lost'));
    await settle();
    expect(await plugin.health()).toEqual({ status: 'down', reason: 'lost' });
    expect(() => first.http.post(route, async () => ({ status: 200, body: null }))).toThrow(
      /run of the plugin is over/,
    );
    await jest.advanceTimersByTimeAsync(1_000);
    expect(starts).toBe(2);
    expect(() => context.http.post(route, async () => ({ status: 200, body: null }))).not.toThrow();
    first.fail(new Error('an echo of the run before'));
    await settle();
    expect(await plugin.health()).toEqual({ status: 'up' });
  });

  it('gives up what fails again and again while it runs, and says so', async () => {
    const plugin = supervise();
    await plugin.start();
    for (let failure = 0; failure < 6; failure += 1) {
      context.fail(new Error('lost'));
      await jest.advanceTimersByTimeAsync(60_000);
    }
    expect(givenUp).toEqual(['Disabled after 6 failures within 10 minutes; the last: lost']);
    expect(await plugin.state()).toMatchObject({ status: 'stopped', reason: givenUp[0] });
    expect(lines.at(-1)?.message).toBe(givenUp[0]);
    const before = starts;
    await jest.advanceTimersByTimeAsync(600_000);
    expect(starts).toBe(before);
  });

  it('gives up a third-party plugin that never starts, and never a built-in one: its port may be away for hours', async () => {
    failures = 100;
    await supervise({}, {}, false).start();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(givenUp).toHaveLength(1);
    failures = 100;
    await supervise().start();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(givenUp).toHaveLength(1);
    expect(starts).toBeGreaterThan(50);
  });

  it('ends a start that hangs, and takes a plugin down that answers no health check', async () => {
    const hanging = supervise({ start: () => new Promise(() => undefined) });
    const started = hanging.start();
    await jest.advanceTimersByTimeAsync(30_000);
    await started;
    expect((await hanging.health()).reason).toBe('No end of its start within 30 s');
    await hanging.stop();

    const silent = supervise({ health: () => new Promise(() => undefined) });
    await silent.start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(lines.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^It hangs/));
  });

  it('stops at once what hangs in its start', async () => {
    let stops = 0;
    const hanging = supervise({
      start: () => new Promise(() => undefined),
      stop: async () => void (stops += 1),
    });
    void hanging.start();
    await settle();
    let over = false;
    void hanging.stop().then(() => (over = true));
    await settle();
    expect([over, stops]).toEqual([true, 1]);
    await jest.advanceTimersByTimeAsync(120_000);
    expect((await hanging.state()).status).toBe('stopped');
  });

  it('is not brought down by a configuration that is wrong, a health check that throws or a stop that never ends', async () => {
    const wrong = supervise({}, { unknown: 1 });
    expect(await wrong.start()).toBeUndefined();
    expect((await wrong.health()).reason).toBe(
      'The configuration cannot be used: /unknown is not a field of this plugin',
    );
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

  it('keeps secrets out of the log', async () => {
    await supervise({}, { password: 'correct horse' }).start();
    context.logger.warn('refused with correct horse, twice: correct horse');
    expect(lines.at(-1)?.message).toBe('refused with [secret], twice: [secret]');
  });

  it('keeps secrets out of reasons and details, and texts that no database takes', async () => {
    const secret = 'correct horse';
    const plugin = supervise(
      {
        health: async () => ({
          status: 'degraded',
          reason: `as ${secret}`,
          details: { peer: `${secret}\0\ud800`, n: 1 },
        }),
      },
      { password: secret },
    );
    await plugin.start();
    expect(await plugin.state()).toMatchObject({
      reason: 'as [secret]',
      details: { peer: '[secret]\ufffd\ufffd', n: 1 },
    });
    for (let failure = 0; failure < 6; failure += 1) {
      context.fail(new Error(`refused ${secret}\0`));
      await settle();
      if (failure === 0) expect(await plugin.health()).toEqual({ status: 'down', reason: 'refused [secret]\ufffd' });
      await jest.advanceTimersByTimeAsync(60_000);
    }
    expect(givenUp).toEqual(['Disabled after 6 failures within 10 minutes; the last: refused [secret]\ufffd']);
  });

  it('gives nothing that the manifest does not ask for', async () => {
    const plugin = supervise();
    await plugin.start();
    await expect(context.devices.isActive('x')).rejects.toThrow(/does not ask for the capability "devices"/);
    await expect(context.telemetry.submit({} as never, { whenBusy: 'wait' })).rejects.toThrow(/"telemetry"/);
    await expect(context.state.get('x')).rejects.toThrow(/"state"/);
    await expect(context.fetch.request({ method: 'GET', url: 'https://example.org' })).rejects.toThrow(/"fetch"/);
    expect(() => context.broker).toThrow(/"broker"/);
  });
});
