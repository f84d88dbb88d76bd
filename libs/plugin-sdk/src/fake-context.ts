import { countOutcome, noReport } from './fake-report';
import type { DecodeResult } from './codec-library';
import type { CommandProgress, DeviceCommand } from './commands';
import type { DeviceState } from './devices';
import type { GatewayContext } from './gateway';
import type { MountedRequest, MountedResponse, OutboundRequest, OutboundResponse } from './http';
import type { Capability } from './manifest';
import { NOT_TAKEN, type TelemetryColumns, type TelemetryMessage, type TelemetryReport } from './telemetry';

/** A host for tests of gateways: knows one device, keeps what is handed in, and answers as it is told to. */
export interface FakeHost {
  readonly context: GatewayContext;
  /** The one device and its token. */
  readonly device: { deviceId: string; credentialId: string; token: string };
  readonly submitted: TelemetryMessage[];
  readonly reported: { deviceId: string; state: DeviceState }[];
  /** What was turned away before it could be read. */
  readonly refusals: { deviceId: string | null; protocol: string; reason: string; count: number }[];
  /** Names of the device outside the platform, as `kind name`. */
  readonly names: Set<string>;
  /** Secrets that it shares with the device, by `kind name`. */
  readonly secrets: Map<string, Uint8Array>;
  /** Orders that wait for the device. */
  readonly commands: DeviceCommand[];
  readonly settled: { id: string; progress: CommandProgress; detail: string | undefined }[];
  /** What codecs answer; refuses everything unless replaced. */
  onDecode: () => Promise<DecodeResult>;
  /** What other servers answer; nobody answers unless replaced. */
  onFetch: (request: OutboundRequest) => Promise<OutboundResponse>;
  /** Tells the gateway that orders have come. */
  queue(...commands: DeviceCommand[]): void;
  readonly failures: Error[];
  /** Calls of the context so far; making a gateway must make none. */
  readonly calls: string[];
  /** False: groups are not taken, as with a real host that has to look something up for each of their messages. */
  takesGroups: boolean;
  /** What `submit` does; stores everything unless replaced. */
  onSubmit: (message: TelemetryMessage) => Promise<TelemetryReport>;
  /** Tells the gateway that the device's credential no longer holds. */
  revoke(): void;
  /** Sends a request to a path that the gateway has mounted; `/hook` is its hook. @throws when there is none */
  request(path: string, request: Partial<MountedRequest>): Promise<MountedResponse>;
}

/** @param allowed - capabilities that the manifest names; using another one throws, as with the real host */
export function fakeHost(allowed: readonly Capability[]): FakeHost {
  const device = {
    deviceId: '0198c0de-0000-7000-8000-00000000d001',
    credentialId: 'credential-1',
    token: 'a'.repeat(43),
  };
  const calls: string[] = [];
  const handlers = new Map<string, (request: MountedRequest) => Promise<MountedResponse>>();
  const queued = new Set<(deviceIds: readonly string[]) => void>();
  const state = new Map<string, Uint8Array>();
  const known = (kind: string, name: string) => valid && host.names.has(`${kind} ${name}`);
  const revoked = new Set<(ids: ReadonlySet<string>) => void>();
  let valid = true;
  const use = (capability: Capability, call: string): void => {
    calls.push(call);
    if (!allowed.includes(capability)) throw new Error(`The manifest does not ask for the capability "${capability}"`);
  };
  const log = (): void => undefined;
  const host: FakeHost = {
    device,
    calls,
    submitted: [],
    reported: [],
    refusals: [],
    names: new Set(),
    secrets: new Map(),
    commands: [],
    settled: [],
    failures: [],
    takesGroups: true,
    onDecode: async () => ({ ok: false, error: 'No codec is set for the device' }),
    onFetch: () => Promise.reject(new Error('Nobody answers')),
    queue(...commands) {
      host.commands.push(...commands);
      for (const listener of queued) listener(commands.map(({ deviceId }) => deviceId));
    },
    onSubmit: async ({ columns }) => (columns.faults.length === 0 ? countOutcome(columns.count) : noReport(columns)),
    revoke() {
      valid = false;
      for (const listener of revoked) listener(new Set([device.credentialId]));
    },
    async request(path, request) {
      const handler = handlers.get(path);
      if (handler === undefined) throw new Error(`Nothing is mounted on ${path}`);
      const usual = {
        subPath: '',
        method: 'POST',
        headers: {},
        query: '',
        body: Buffer.alloc(0),
        stream: null,
      } as const;
      return handler({ ...usual, ip: '127.0.0.1', requestId: 'test', ...request });
    },
    context: {
      instance: { id: '0198c0de-0000-7000-8000-0000000000f1', name: 'test' },
      logger: { debug: log, log, warn: log, error: log },
      metrics: { count: log, gauge: log },
      clock: { now: () => Date.now() },
      fail: (error) => void host.failures.push(error),
      devices: {
        async authenticate(deviceId, token) {
          use('devices', 'devices.authenticate');
          return valid && deviceId === device.deviceId && token === device.token ? device : null;
        },
        async byIdentity(kind, name) {
          use('devices', 'devices.byIdentity');
          return known(kind, name) ? device : null;
        },
        async identities(kind) {
          use('devices', 'devices.identities');
          const names = [...host.names].filter((text) => valid && text.startsWith(`${kind} `));
          return names.map((text) => ({ name: text.slice(kind.length + 1), deviceId: device.deviceId }));
        },
        async secretOf(kind, name) {
          use('device-secrets', 'devices.secretOf');
          const secret = host.secrets.get(`${kind} ${name}`);
          return !valid || secret === undefined ? null : { ...device, secret };
        },
        async isActive(deviceId) {
          use('devices', 'devices.isActive');
          return valid && deviceId === device.deviceId;
        },
        onRevoked(listener) {
          use('devices', 'devices.onRevoked');
          revoked.add(listener);
          return () => void revoked.delete(listener);
        },
        report(deviceId, state) {
          use('devices', 'devices.report');
          host.reported.push({ deviceId, state });
        },
      },
      telemetry: {
        async submit(message) {
          use('telemetry', 'telemetry.submit');
          host.submitted.push(message);
          return host.onSubmit(message);
        },
        async submitGroup({ deviceIds, columns, raws, protocol, receivedAt }) {
          use('telemetry', 'telemetry.submitGroup');
          const codes = deviceIds.map(async (deviceId, i) => {
            if (!host.takesGroups || !valid || deviceId !== device.deviceId) return NOT_TAKEN;
            const message: TelemetryMessage = {
              deviceId,
              protocol,
              receivedAt,
              columns: oneOf(columns, i),
              raw: raws[i] as Uint8Array,
              format: 'json',
            };
            host.submitted.push(message);
            return (await host.onSubmit(message)).outcomes[0] as number;
          });
          return Uint8Array.from(await Promise.all(codes));
        },
        refused(deviceId, protocol, reason, count = 1) {
          use('telemetry', 'telemetry.refused');
          host.refusals.push({ deviceId, protocol, reason, count });
        },
      },
      commands: {
        onQueued(listener) {
          use('commands', 'commands.onQueued');
          queued.add(listener);
          return () => void queued.delete(listener);
        },
        async take(deviceId, limit) {
          use('commands', 'commands.take');
          const taken = host.commands.filter((command) => command.deviceId === deviceId).slice(0, limit);
          host.commands.splice(0, host.commands.length, ...host.commands.filter((one) => !taken.includes(one)));
          return taken;
        },
        async settle(id, progress, detail) {
          use('commands', 'commands.settle');
          host.settled.push({ id, progress, detail });
        },
      },
      codecs: {
        async decode() {
          use('codecs', 'codecs.decode');
          return host.onDecode();
        },
        async encode() {
          use('codecs', 'codecs.encode');
          throw new Error('The codec writes nothing');
        },
      },
      state: {
        async get(key) {
          use('state', 'state.get');
          return state.get(key) ?? null;
        },
        async put(key, value) {
          use('state', 'state.put');
          state.set(key, value);
        },
        async delete(key) {
          use('state', 'state.delete');
          state.delete(key);
        },
        async list(prefix) {
          use('state', 'state.list');
          return [...state].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => ({ key, value }));
        },
      },
      fetch: {
        async request(request) {
          use('fetch', 'fetch.request');
          return host.onFetch(request);
        },
      },
      http: {
        post({ path }, handler) {
          use('http-mount', 'http.post');
          handlers.set(path, handler);
        },
        hook(_bodyLimit, handler) {
          use('http-mount', 'http.hook');
          handlers.set('/hook', handler);
          return 'http://localhost/api/v1/hooks/0198c0de-0000-7000-8000-0000000000f1';
        },
      },
      get broker() {
        use('broker', 'broker');
        return { instance: 'test' };
      },
    },
  };
  return host;
}

function oneOf({ sensors, values, units, times }: TelemetryColumns, i: number): TelemetryColumns {
  return {
    count: 1,
    sensors: sensors.slice(i, i + 1),
    values: values.slice(i, i + 1),
    units: units.slice(i, i + 1),
    times: times.slice(i, i + 1),
    faults: [],
  };
}
