import type { z } from 'zod';
import type { CodecLibrary } from './codec-library';
import type { CommandQueue } from './commands';
import type { DeviceDirectory } from './devices';
import type { HttpClient, HttpMount } from './http';
import type { TelemetryColumns, TelemetryGroup, TelemetryMessage, TelemetryReport } from './telemetry';

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
   * @throws {KeyReusedError} another message of the device came with the same key
   */
  submit(message: TelemetryMessage, options: SubmitOptions): Promise<TelemetryReport>;
  /**
   * Hands in many messages of one reading each; resolves after all of them have been committed durably.
   * @returns code of each message's outcome, its place in `outcomes` of the contracts; or {@link NOT_TAKEN}: it has to be
   *   handed in alone
   * @throws {OverloadedError} nothing is promised for any of them
   */
  submitGroup(group: TelemetryGroup, options: SubmitOptions): Promise<Uint8Array>;
  /**
   * Counts messages that were turned away before they could be read: a wrong signature, a broken frame, an unknown
   * sender. They show in the ledger of the device, if it is known, and in the metrics.
   * @param deviceId - null when the sender is not known
   * @param reason - a few words joined by hyphens, from a short fixed list: `bad-signature`, `bad-crc`
   */
  refused(deviceId: string | null, protocol: string, reason: string, count?: number): void;
}

/** Capability `broker`: whether to open a broker or to use one. */
export interface BrokerAccess {
  /** Stable name of this process, for sessions that outlive a restart. */
  readonly instance: string;
  /** How the platform's own client gets into a broker of this process; undefined for plugins that run in another one. */
  readonly control?: ControlClient;
}

/** The platform's own client at a broker in its process. */
export interface ControlClient {
  /** Also its client id. */
  readonly username: string;
  /** Made anew by each process. Good for connections from this machine only. */
  readonly password: string;
  /** Tells where the broker listens, or that it no longer does. */
  listening(port: number | null): void;
}

export interface PluginLogger {
  debug(message: string): void;
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Capability `state`: a small store of the instance's own that outlives restarts: counters, parts of messages that wait
 * for the rest. Not for readings. At most 10,000 keys of 64 KiB.
 */
export interface PluginState {
  get(key: string): Promise<Uint8Array | null>;
  /** Resolves once it is stored durably. @param ttlS - forgotten after so long, s; default: never */
  put(key: string, value: Uint8Array, ttlS?: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Keys and values whose key begins so, by key. */
  list(prefix: string): Promise<{ key: string; value: Uint8Array }[]>;
}

/** Figures on /metrics; names get the prefix `hydrant_plugin_`. */
export interface PluginMetrics {
  /** Adds to a counter. */
  count(name: string, help: string, amount?: number): void;
  /** Sets a gauge. */
  gauge(name: string, help: string, value: number): void;
}

/** What every kind of plugin gets. Using a capability that the manifest does not name throws. */
export interface PluginContext {
  /** Id and name of this instance of the plugin. */
  readonly instance: { readonly id: string; readonly name: string };
  readonly logger: PluginLogger;
  readonly metrics: PluginMetrics;
  readonly clock: { now(): number };
  readonly state: PluginState;
  readonly fetch: HttpClient;
  /** Tells the host that the plugin cannot go on; it is stopped and started again after a pause. */
  fail(error: Error): void;
}

/** All that the host gives to a gateway. */
export interface GatewayContext extends PluginContext {
  readonly devices: DeviceDirectory;
  readonly telemetry: TelemetrySink;
  readonly commands: CommandQueue;
  readonly codecs: CodecLibrary;
  readonly http: HttpMount;
  readonly broker: BrokerAccess;
}

export interface PluginHealth {
  status: 'up' | 'degraded' | 'down';
  /** For operations staff; no secrets. */
  reason?: string;
  /** Figures and facts for operations staff: ports, connections. No secrets. */
  details?: Readonly<Record<string, string | number | boolean>>;
}

/** A running plugin. Making one does nothing; work begins in `start`. */
export interface RunningPlugin {
  /** Resolves once it does its work. @throws when that is not possible; the host tries again later */
  start(): Promise<void>;
  /** Takes nothing new, waits for what is under way, lets go of everything. Never throws. */
  stop(): Promise<void>;
  health(): Promise<PluginHealth>;
}

/** A message that was kept in quarantine as it came. */
export interface KeptFrame {
  deviceId: string;
  raw: Uint8Array;
  /** Unix ms. */
  receivedAt: number;
}

export interface Gateway extends RunningPlugin {
  /**
   * Reads a kept message once more, after a codec, a map or the gateway itself was put right. Gateways that hand in
   * messages with `format: 'opaque'` have it.
   */
  decode?(frame: KeptFrame): Promise<TelemetryColumns>;
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
