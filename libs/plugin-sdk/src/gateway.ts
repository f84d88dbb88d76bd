import type { z } from 'zod';
import type { TelemetryMessage, TelemetryReport } from './telemetry';

/** Who a device is, after its credential was checked. */
export interface DeviceIdentity {
  /** UUID */
  deviceId: string;
  /** The credential that was shown; see {@link DeviceDirectory.onRevoked}. */
  credentialId: string;
}

/** What a device said about itself; fields left out stay as they are. */
export interface DeviceState {
  online?: boolean;
  /** Charge, % */
  batteryPercent?: number;
  /** Received signal strength, dBm */
  signalDbm?: number;
  firmware?: string;
}

/** Capability `devices`. */
export interface DeviceDirectory {
  /** Checks a credential. Resolves to null, after the same work, for an unknown device and for a wrong token. */
  authenticate(deviceId: string, token: string): Promise<DeviceIdentity | null>;
  /** True for a device that exists and is not disabled; for sources that have authenticated it themselves. */
  isActive(deviceId: string): Promise<boolean>;
  /** Is told, within two seconds, the ids of credentials that no longer open a session. @returns ends the listening */
  onRevoked(listener: (credentialIds: ReadonlySet<string>) => void): () => void;
  /** Notes what a device said about itself. Written soon, not at once. */
  report(deviceId: string, state: DeviceState): void;
}

/** What to do when the platform cannot take a message at once. */
export interface SubmitOptions {
  /** `wait` holds the message, and so its sender; `refuse` throws OverloadedError. */
  whenBusy: 'wait' | 'refuse';
  /** Gives up waiting for the commit after so long, ms. */
  timeoutMs?: number;
}

/** Capability `telemetry`. */
export interface TelemetrySink {
  /**
   * Hands a message in and resolves after everything storable in it has been committed durably: only then may the
   * device be told that it arrived.
   * @throws {OverloadedError} nothing is promised; the device should repeat the message
   */
  submit(message: TelemetryMessage, options: SubmitOptions): Promise<TelemetryReport>;
}

/** A request to a path that a plugin has mounted. */
export interface MountedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Query string, without the question mark. */
  query: string;
  body: Uint8Array;
  /** Address of the client, after trusted proxies. */
  ip: string;
  requestId: string;
}

/** Thrown by a handler of a mounted path: answered as a problem document (RFC 9457). */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${title}: ${detail}`);
  }
}

export interface MountedResponse {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Written as JSON. */
  body: unknown;
}

/** A path that a plugin mounts, and how the API documents show it. */
export interface MountedRoute {
  path: string;
  /** Largest body, bytes; more is answered by 413. */
  bodyLimit: number;
  summary: string;
  /** Body of the request, for the documents: the handler gets the bytes as they came. */
  body: z.ZodType;
  /** Body of the answer with status 200. */
  result: z.ZodType;
}

/** Capability `http-mount`. */
export interface HttpMount {
  /** Answers POST requests to a path of the platform's HTTP server. */
  post(route: MountedRoute, handler: (request: MountedRequest) => Promise<MountedResponse>): void;
}

/** Capability `broker`: whether to open a broker or to use one. */
export interface BrokerAccess {
  /** Stable name of this process, for sessions that outlive a restart. */
  readonly instance: string;
}

export interface PluginLogger {
  debug(message: string): void;
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Figures on /metrics; names get the prefix `hydrant_plugin_`. */
export interface PluginMetrics {
  /** Adds to a counter. */
  count(name: string, help: string, amount?: number): void;
  /** Sets a gauge. */
  gauge(name: string, help: string, value: number): void;
}

/** All that the host gives to a gateway. Using a capability that the manifest does not name throws. */
export interface GatewayContext {
  readonly logger: PluginLogger;
  readonly metrics: PluginMetrics;
  readonly clock: { now(): number };
  readonly devices: DeviceDirectory;
  readonly telemetry: TelemetrySink;
  readonly http: HttpMount;
  readonly broker: BrokerAccess;
  /** Tells the host that the gateway cannot go on; it is stopped and started again after a pause. */
  fail(error: Error): void;
}

export interface GatewayHealth {
  status: 'up' | 'degraded' | 'down';
  /** For operations staff; no secrets. */
  reason?: string;
  /** Figures and facts for operations staff: ports, connections. No secrets. */
  details?: Readonly<Record<string, string | number | boolean>>;
}

/** A running gateway. Making one does nothing; work begins in `start`. */
export interface Gateway {
  /** Resolves once devices are served. @throws when that is not possible; the host tries again later */
  start(): Promise<void>;
  /** Takes nothing new, waits for what is under way, lets go of everything. Never throws. */
  stop(): Promise<void>;
  health(): Promise<GatewayHealth>;
}

/** A gateway plugin: the schema of its configuration and a factory, so that several may run at once. */
export interface GatewayPlugin<Schema extends z.ZodType = z.ZodType> {
  readonly kind: 'gateway';
  readonly config: Schema;
  create(config: z.output<Schema>, context: GatewayContext): Gateway;
}

/** Declares a gateway plugin; the default export of its entry. */
export function defineGateway<Schema extends z.ZodType>(
  config: Schema,
  create: (config: z.output<Schema>, context: GatewayContext) => Gateway,
): GatewayPlugin<Schema> {
  return { kind: 'gateway', config, create };
}
