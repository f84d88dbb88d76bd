import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { z } from 'zod';
import { type FakeHost, fakeHost } from './fake-context';
import type { PluginContext, RunningPlugin } from './gateway';
import { type PluginKind, type PluginManifest, parseManifest } from './manifest';
import { SDK_VERSION, satisfies } from './version';

/** What runs tests: Jest, Vitest, Mocha or `node:test`. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void> | void) => unknown;
}

/** What plugins of all kinds give to their conformance test. */
export interface ConformanceSubject<Running extends RunningPlugin> {
  /** Folder that holds `plugin.json`. */
  folder: string;
  plugin: { readonly kind: PluginKind; readonly config: z.ZodType; create(config: never, context: never): Running };
  /** A configuration that works on the machine that runs the test. */
  valid: unknown;
  /** Configurations that must be refused. */
  invalid: unknown[];
  /** Gives the fake host what the plugin needs to know: names, secrets, what servers answer. */
  prepare?: ((host: FakeHost) => void) | undefined;
}

/** A running plugin and its fake host, for one test. */
export interface Lab<Running extends RunningPlugin> {
  readonly manifest: () => PluginManifest;
  /** Starts the plugin, does something with it, and stops it whatever happens. */
  readonly running: (action: (plugin: Running, host: FakeHost) => Promise<void>) => Promise<void>;
}

/** The functions of the test runner at hand: its globals, or else those of `node:test`. */
export function testRunner(): TestRunner {
  const { describe, it } = globalThis as unknown as Partial<TestRunner>;
  if (typeof describe === 'function' && typeof it === 'function') return { describe, it };
  return createRequire(__filename)('node:test') as TestRunner;
}

/** Whether two values say the same, compared as texts: runners may have globals, and so prototypes, of their own. */
export function same(actual: unknown, expected: unknown, message?: string): void {
  assert.equal(text(actual), text(expected), message);
}

/** The rules that plugins of every kind keep: manifest, configuration, life cycle. */
export function lifeCycle<Running extends RunningPlugin>(
  { folder, plugin, valid, invalid, prepare }: ConformanceSubject<Running>,
  kind: PluginKind,
  { it }: TestRunner,
): Lab<Running> {
  const manifest = () => parseManifest(readFileSync(path.join(folder, 'plugin.json'), 'utf8'));
  const make = () => {
    const host = fakeHost(manifest().capabilities);
    prepare?.(host);
    const context: PluginContext = host.context;
    return { host, running: plugin.create(plugin.config.parse(valid) as never, context as never) };
  };
  const running: Lab<Running>['running'] = async (action) => {
    const made = make();
    await made.running.start();
    try {
      await action(made.running, made.host);
    } finally {
      await made.running.stop();
    }
  };

  it('has a manifest with the name of its folder that fits this SDK', () => {
    assert.equal(plugin.kind, kind);
    assert.equal(manifest().kind, kind);
    assert.equal(manifest().id, path.basename(folder));
    assert.ok(satisfies(SDK_VERSION, manifest().sdk), `it needs ${manifest().sdk} of the SDK, this is ${SDK_VERSION}`);
  });

  it('takes a valid configuration and refuses invalid ones', () => {
    const parsed = plugin.config.safeParse(valid);
    assert.ok(parsed.success, `the valid configuration is refused: ${parsed.error?.message}`);
    for (const config of [...invalid, null, 'text', { unknownField: 1 }]) {
      assert.ok(!plugin.config.safeParse(config).success, `${JSON.stringify(config)} is taken`);
    }
  });

  it('describes its configuration as a JSON Schema of an object', () => {
    const schema = plugin.config.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as {
      type?: unknown;
      anyOf?: unknown;
      oneOf?: unknown;
    };
    assert.ok(schema.type === 'object' || schema.anyOf !== undefined || schema.oneOf !== undefined);
  });

  it('does nothing before it is started, and is not up then', async () => {
    const made = make();
    same(made.host.calls, []);
    assert.notEqual((await made.running.health()).status, 'up');
    await made.running.stop();
  });

  it('starts, is up, stops twice without a fault, and is not up then', async () => {
    const made = make();
    await made.running.start();
    assert.equal((await made.running.health()).status, 'up');
    await made.running.stop();
    await made.running.stop();
    assert.notEqual((await made.running.health()).status, 'up');
  });

  it('can run again after it was stopped, as another instance', async () => {
    await running(async (each) => assert.equal((await each.health()).status, 'up'));
    await running(async (each) => assert.equal((await each.health()).status, 'up'));
  });

  return { manifest, running };
}

function text(value: unknown): string {
  return JSON.stringify(plain(value), null, 1);
}

function plain(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<number>, String);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, plain(inner)]));
}
