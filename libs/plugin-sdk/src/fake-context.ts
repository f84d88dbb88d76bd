import { countOutcome, noReport } from './fake-report';
import type { DeviceState, GatewayContext, MountedRequest, MountedResponse } from './gateway';
import type { Capability } from './manifest';
import type { TelemetryMessage, TelemetryReport } from './telemetry';

/** A host for tests of gateways: knows one device, keeps what is handed in, and answers as it is told to. */
export interface FakeHost {
  readonly context: GatewayContext;
  /** The one device and its token. */
  readonly device: { deviceId: string; credentialId: string; token: string };
  readonly submitted: TelemetryMessage[];
  readonly reported: { deviceId: string; state: DeviceState }[];
  readonly failures: Error[];
  /** Calls of the context so far; making a gateway must make none. */
  readonly calls: string[];
  /** What `submit` does; stores everything unless replaced. */
  onSubmit: (message: TelemetryMessage) => Promise<TelemetryReport>;
  /** Tells the gateway that the device's credential no longer holds. */
  revoke(): void;
  /** Sends a request to a path that the gateway has mounted. @throws when there is none */
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
    failures: [],
    onSubmit: async ({ columns }) => (columns.faults.length === 0 ? countOutcome(columns.count) : noReport(columns)),
    revoke() {
      valid = false;
      for (const listener of revoked) listener(new Set([device.credentialId]));
    },
    async request(path, request) {
      const handler = handlers.get(path);
      if (handler === undefined) throw new Error(`Nothing is mounted on ${path}`);
      return handler({ headers: {}, query: '', body: Buffer.alloc(0), ip: '127.0.0.1', requestId: 'test', ...request });
    },
    context: {
      logger: { debug: log, log, warn: log, error: log },
      metrics: { count: log, gauge: log },
      clock: { now: () => Date.now() },
      fail: (error) => void host.failures.push(error),
      devices: {
        async authenticate(deviceId, token) {
          use('devices', 'devices.authenticate');
          return valid && deviceId === device.deviceId && token === device.token ? device : null;
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
      },
      http: {
        post({ path }, handler) {
          use('http-mount', 'http.post');
          handlers.set(path, handler);
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
