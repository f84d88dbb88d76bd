import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import os from 'node:os';
import { deserialize, serialize } from 'node:v8';
import type { GatewayContext, MountedHandler, MountedRequest, MountedRoute, RunningPlugin } from '@app/plugin-sdk';
import type { ChildMessage, ChildStart, RunStart, SentError } from './protocol';

/*
 * The process of one run of a third-party plugin. It stands alone: it imports nothing of the platform, gets no
 * environment and no credentials, and reaches the host by messages only.
 */

interface Standard {
  '~standard': {
    validate(value: unknown): Outcome | Promise<Outcome>;
  };
  toJSONSchema?(options: object): unknown;
}
interface Outcome {
  value?: unknown;
  issues?: readonly { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }[] | undefined;
}
interface Definition {
  kind: string;
  config: Standard;
  create(config: unknown, context: GatewayContext): RunningPlugin & Record<string, unknown>;
}
type Listener = (...parameters: never[]) => void;

const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const cause = new AsyncLocalStorage<number>();
const handlers = new Map<number, MountedHandler>();
const listeners = new Map<number, Listener>();
let lastId = 0;
let start: ChildStart;
let definition: Definition;
let running: (RunningPlugin & Record<string, unknown>) | undefined;

const HEAD = 4;
/** To the host: each message is its length and its structured clone. */
const channel = new Socket({ fd: 3, readable: true, writable: true });

/** @throws what cannot be cloned */
function send(message: ChildMessage): void {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(HEAD + body.length);
  frame.writeUInt32LE(body.length);
  frame.set(body, HEAD);
  channel.write(frame);
}

const note = (method: string, ...parameters: unknown[]): void => send({ type: 'note', method, parameters });

function call(method: string, ...parameters: unknown[]): Promise<never> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
    send({ type: 'call', id, cause: cause.getStore() ?? null, method, parameters });
  });
}

function sentError(thrown: unknown): SentError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), fields: {} };
  const fields = Object.fromEntries(
    Object.entries(thrown).filter(([, value]) => typeof value !== 'function' && typeof value !== 'symbol'),
  );
  return { name: thrown.name, message: thrown.message, fields: cloneable(fields) };
}

function cloneable(fields: Record<string, unknown>): Record<string, unknown> {
  try {
    return structuredClone(fields);
  } catch {
    return {};
  }
}

function receivedError({ name, message, fields }: SentError): Error {
  const error = new Error(message);
  return Object.assign(error, fields, { name });
}

function need(capability: string): void {
  if ((start.manifest.capabilities as readonly string[]).includes(capability)) return;
  throw new Error(`The manifest of ${start.manifest.id} does not ask for the capability "${capability}"`);
}

/** Registers a listener here and there. @returns ends it */
function listen(capability: string, method: string, listener: Listener): () => void {
  need(capability);
  const id = ++lastId;
  listeners.set(id, listener);
  note(method, id);
  return () => {
    listeners.delete(id);
    note('unlisten', id);
  };
}

function mount(handler: MountedHandler): number {
  const id = ++lastId;
  handlers.set(id, handler);
  return id;
}

function contextOf({ instance, hookUrl, process: host }: RunStart): GatewayContext {
  return {
    instance,
    logger: {
      debug: (message) => note('logger', 'debug', message),
      log: (message) => note('logger', 'log', message),
      warn: (message) => note('logger', 'warn', message),
      error: (message) => note('logger', 'error', message),
    },
    metrics: {
      count: (name, help, amount = 1) => note('metrics.count', name, help, amount),
      gauge: (name, help, value) => note('metrics.gauge', name, help, value),
    },
    clock: { now: () => Date.now() },
    fail: (error) => note('fail', error instanceof Error ? error.message : String(error)),
    devices: {
      authenticate: (deviceId, token) => call('devices.authenticate', deviceId, token),
      byIdentity: (kind, name) => call('devices.byIdentity', kind, name),
      secretOf: (kind, name) => call('devices.secretOf', kind, name),
      identities: (kind) => call('devices.identities', kind),
      isActive: (deviceId) => call('devices.isActive', deviceId),
      onRevoked: (listener) => listen('devices', 'devices.onRevoked', listener as Listener),
      report(deviceId, state) {
        need('devices');
        note('devices.report', deviceId, state);
      },
    },
    telemetry: {
      submit: (message, options) => call('telemetry.submit', message, options),
      submitGroup: (group, options) => call('telemetry.submitGroup', group, options),
      refused(deviceId, protocol, reason, count = 1) {
        need('telemetry');
        note('telemetry.refused', deviceId, protocol, reason, count);
      },
    },
    commands: {
      onQueued: (listener) => listen('commands', 'commands.onQueued', listener as Listener),
      take: (deviceId, limit) => call('commands.take', deviceId, limit),
      settle: (id, progress, detail) => call('commands.settle', id, progress, detail),
    },
    codecs: {
      decode: (deviceId, frame) => call('codecs.decode', deviceId, frame),
      encode: (deviceId, data) => call('codecs.encode', deviceId, data),
    },
    state: {
      get: (key) => call('state.get', key),
      put: (key, value, ttlS) => call('state.put', key, value, ttlS),
      delete: (key) => call('state.delete', key),
      list: (prefix) => call('state.list', prefix),
    },
    fetch: { request: (request) => call('fetch.request', request) },
    http: {
      post(route: MountedRoute, handler) {
        need('http-mount');
        const { path, bodyLimit, streamed = false, summary } = route;
        mounts.push(call('http.post', { path, bodyLimit, streamed, summary }, mount(handler)));
      },
      hook(bodyLimit, handler) {
        need('http-mount');
        mounts.push(call('http.hook', bodyLimit, mount(handler)));
        return hookUrl;
      },
    },
    get broker() {
      need('broker');
      return { instance: host };
    },
  };
}

/** Mounting is answered by the host; a start is done when all of it is. */
const mounts: Promise<unknown>[] = [];

/** The body in pieces, fetched one by one, so that a slow plugin slows the sender. */
async function* piecesOf(stream: number): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const chunk = (await call('stream.next', stream)) as Uint8Array | null;
    if (chunk === null) return;
    yield chunk;
  }
}

function open(): Definition {
  const exported = createRequire(`${start.entry}.js`)(start.entry) as { default?: unknown };
  // A module in the other format comes as the default of a default.
  const outer = exported.default ?? exported;
  const plugin = ((outer as { default?: unknown }).default ?? outer) as Partial<Definition>;
  const validates = typeof plugin.config?.['~standard']?.validate === 'function';
  if (plugin.kind === start.manifest.kind && typeof plugin.create === 'function' && validates) {
    return plugin as Definition;
  }
  const kind = `${start.manifest.kind.charAt(0).toUpperCase()}${start.manifest.kind.slice(1)}`;
  throw new Error(`${start.manifest.id}: the default export of its entry must be made by define${kind}`);
}

async function checked(config: unknown): Promise<Outcome & { faults: { pointer: string; detail: string }[] }> {
  const outcome = await definition.config['~standard'].validate(config);
  const faults = (outcome.issues ?? []).map(({ path = [], message }) => ({
    pointer: path
      .map((part) => (typeof part === 'object' ? part.key : part))
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    detail: message,
  }));
  return { ...outcome, faults };
}

const METHODS = ['decode', 'encode', 'deliver'];
const LIFE = ['start', 'stop', 'health'];
const NEEDED: Record<string, readonly string[]> = {
  gateway: LIFE,
  codec: [...LIFE, 'decode'],
  channel: [...LIFE, 'deliver'],
};

function hasFunction(value: unknown, name: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[name] === 'function';
}

/** Node's permissions say nothing of signals and priorities: the host would be ended, opened to a debugger, or starved. */
function shutSignals(): void {
  const value = () => {
    throw Object.assign(new Error('A plugin reaches no other process'), { code: 'ERR_ACCESS_DENIED' });
  };
  for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd', 'binding', '_linkedBinding']) {
    Object.defineProperty(process, name, { value, writable: false, configurable: false });
  }
  Object.defineProperty(os, 'setPriority', { value, writable: false, configurable: false });
  syncBuiltinESMExports();
}

const commands: Record<string, (...parameters: never[]) => unknown> = {
  open(given: ChildStart) {
    start = given;
    shutSignals();
    definition = open();
  },
  schema: () => definition.config.toJSONSchema?.({ io: 'input', unrepresentable: 'any' }) ?? {},
  check: async (config: unknown) => (await checked(config)).faults,
  async create(given: RunStart) {
    const { value, faults } = await checked(given.config);
    if (faults.length > 0) {
      const text = faults.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('; ');
      throw new Error(`The configuration cannot be used: ${text}`);
    }
    const made: unknown = definition.create(value, contextOf(given));
    const missing = NEEDED[definition.kind]?.filter((name) => !hasFunction(made, name)) ?? [];
    if (missing.length > 0) throw new Error(`What create returns lacks: ${missing.join(', ')}`);
    running = made as NonNullable<typeof running>;
    return METHODS.filter((method) => hasFunction(made, method));
  },
  async start() {
    await running?.start();
    await Promise.all(mounts);
  },
  stop: () => running?.stop(),
  health: () => running?.health(),
  invoke: (method: string, parameters: unknown[]) =>
    (running?.[method] as ((...given: unknown[]) => unknown) | undefined)?.apply(running, parameters),
  handle(handler: number, request: Omit<MountedRequest, 'stream'> & { stream: number | null }) {
    const found = handlers.get(handler);
    if (found === undefined) throw new Error('Nothing is mounted there');
    return found({ ...request, stream: request.stream === null ? null : piecesOf(request.stream) });
  },
  heard(listener: number, parameters: unknown[]) {
    listeners.get(listener)?.(...(parameters as never[]));
  },
  beat: () => true,
};

function take(message: ChildMessage): void {
  if (message.type === 'answer') {
    pending.get(message.id)?.resolve(message.value);
    pending.delete(message.id);
  } else if (message.type === 'failure') {
    pending.get(message.id)?.reject(receivedError(message.error));
    pending.delete(message.id);
  } else if (message.type === 'call') {
    const { id, method, parameters } = message;
    cause.run(id, () => {
      Promise.resolve()
        .then(() => commands[method]?.(...(parameters as never[])))
        .then(
          (value) => send({ type: 'answer', id, value }),
          (error: unknown) => send({ type: 'failure', id, error: sentError(error) }),
        )
        .catch((error: unknown) => send({ type: 'failure', id, error: sentError(error) }));
    });
  }
}

let parts: Buffer[] = [];
let size = 0;
let length: number | null = null;
channel.on('data', (chunk) => {
  parts.push(chunk);
  size += chunk.length;
  while (size >= (length ?? HEAD)) {
    const all = Buffer.concat(parts);
    const end: number = length ?? HEAD;
    const whole = length === null ? null : all.subarray(0, end);
    length = length === null ? all.readUInt32LE(0) : null;
    parts = [all.subarray(end)];
    size = all.length - end;
    if (whole !== null) take(deserialize(whole) as ChildMessage);
  }
});
/* Without its host it has no reason to be. */
channel.on('error', () => process.exit(0));
channel.on('close', () => process.exit(0));

/* What nobody has caught ends the process; the host is told what it was. */
process.on('uncaughtException', (error: unknown, origin) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  send({
    type: 'broke',
    error: origin === 'unhandledRejection' ? `${said} (in a promise that nobody waits for)` : said,
  });
  channel.end(() => process.exit(1));
});
