import { systemClock } from '@app/kernel';
import type {
  Capability,
  CodecLibrary,
  CommandProgress,
  CommandQueue,
  ControlClient,
  DeviceDirectory,
  GatewayContext,
  HttpClient,
  PluginLogger,
} from '@app/plugin-sdk';
import { NOT_TAKEN } from '@app/plugin-sdk';
import type { SealedBox } from '@app/secrets';
import type { DeviceRegistry, DeviceStates, TelemetryIntake } from '@app/telemetry';
import type { HttpMounts } from '../http/http-mounts';
import type { InstanceSpec } from '../instances/instance-spec';
import { deviceDirectory } from './device-directory';
import { countRefusal, metricsOf } from './plugin-metrics';
import type { PluginStates } from './plugin-states';

/** What only processes that take readings have to give. */
export interface GatewayParts {
  registry: DeviceRegistry;
  intake: TelemetryIntake;
  states: DeviceStates;
  commands: DeviceOrders;
  codecs: CodecLibrary;
  control: ControlClient;
}

/** The orders for devices, as the devices' library keeps them. */
export interface DeviceOrders extends Omit<CommandQueue, 'onQueued' | 'settle'> {
  /** @param by - `area`: municipality or region that the order must lie in; null: any */
  settle(id: string, progress: CommandProgress, detail: string | undefined, by: { area: number | null }): Promise<void>;
  onQueued(protocols: readonly string[], listener: (deviceIds: readonly string[]) => void): () => void;
}

/** What the host has to give. */
export interface HostParts {
  /** Null in processes that take no readings. */
  gateway: GatewayParts | null;
  mounts: HttpMounts;
  states: PluginStates;
  outbound: HttpClient;
  box: SealedBox;
  /** Whether a tenant lies in that of an instance (null: the nation). */
  serves: (instanceTenant: number | null, tenantId: number) => boolean;
  /** Stable name of this process. */
  process: string;
}

/** A context, and how to take back all that the plugin has registered through it. */
export interface BoundContext {
  context: GatewayContext;
  release(): void;
}

/** What one run of an instance is made of. */
export interface RunFacts {
  spec: InstanceSpec;
  /** Id, protocols and capabilities as the manifest has them. */
  manifest: { id: string; protocols: readonly string[]; capabilities: readonly Capability[] };
  logger: PluginLogger;
  fail: (error: Error) => void;
}

/** Makes the narrow view of the host that one run of a plugin gets: what its manifest does not name throws. */
export function contextFor({ spec, manifest, logger, fail }: RunFacts, parts: HostParts): BoundContext {
  const { mounts } = parts;
  const releases: (() => void)[] = [];
  let over = false;
  const need = (capability: Capability): void => {
    if (over) throw new Error('This run of the plugin is over');
    if (!manifest.capabilities.includes(capability)) {
      throw new Error(`The manifest of ${manifest.id} does not ask for the capability "${capability}"`);
    }
  };
  const gateway = (): GatewayParts => {
    if (parts.gateway === null) throw new Error('This process takes no readings');
    return parts.gateway;
  };
  const serves = (tenantId: number) => parts.serves(spec.tenantId, tenantId);
  /** A device that is not known is nobody's. */
  const isForeign = (deviceId: string): boolean => {
    const device = gateway().registry.activeDevice(deviceId);
    return device !== undefined && !serves(device.tenantId);
  };
  const assertOwn = (deviceId: string): void => {
    if (isForeign(deviceId)) throw new Error(`Device ${deviceId} does not belong to the area of this instance`);
  };
  const onRelease = (release: () => void) => void releases.push(release);
  const state = parts.states.of(spec.id);
  let directory: DeviceDirectory | undefined;
  const context: GatewayContext = {
    instance: { id: spec.id, name: spec.name },
    logger,
    metrics: metricsOf(manifest.id, spec.name),
    clock: systemClock,
    fail: (error) => {
      if (!over) fail(error);
    },
    get devices() {
      const { registry, states } = gateway();
      directory ??= deviceDirectory({ registry, states, box: parts.box, serves, need, onRelease });
      return directory;
    },
    telemetry: {
      async submit(message, options) {
        need('telemetry');
        assertOwn(message.deviceId);
        const { intake, states } = gateway();
        const report = await intake.fromDevice(message, options);
        states.seen(message.deviceId, message.receivedAt);
        return report;
      },
      async submitGroup(group, options) {
        need('telemetry');
        const { intake, states } = gateway();
        const codes = await intake.fromDevices(group, serves, options);
        group.deviceIds.forEach((deviceId, i) => {
          if (codes[i] !== NOT_TAKEN) states.seen(deviceId, group.receivedAt);
        });
        return codes;
      },
      refused(deviceId, protocol, reason, count = 1) {
        need('telemetry');
        countRefusal(protocol, reason, count);
        if (deviceId !== null && !isForeign(deviceId)) gateway().intake.refused(deviceId, count);
      },
    },
    commands: {
      onQueued(listener) {
        need('commands');
        const end = gateway().commands.onQueued(manifest.protocols, (deviceIds) => {
          const own = deviceIds.filter((id) => !isForeign(id));
          if (own.length > 0) listener(own);
        });
        onRelease(end);
        return end;
      },
      async take(deviceId, limit) {
        need('commands');
        const { commands, registry } = gateway();
        const device = registry.activeDevice(deviceId);
        return device === undefined || !serves(device.tenantId) ? [] : commands.take(deviceId, limit);
      },
      async settle(id, progress, detail) {
        need('commands');
        await gateway().commands.settle(id, progress, detail, { area: spec.tenantId });
      },
    },
    codecs: {
      async decode(deviceId, frame) {
        need('codecs');
        assertOwn(deviceId);
        return gateway().codecs.decode(deviceId, frame);
      },
      async encode(deviceId, data) {
        need('codecs');
        assertOwn(deviceId);
        return gateway().codecs.encode(deviceId, data);
      },
    },
    state: {
      get: async (key) => (need('state'), state.get(key)),
      put: async (key, value, ttlS) => (need('state'), state.put(key, value, ttlS)),
      delete: async (key) => (need('state'), state.delete(key)),
      list: async (prefix) => (need('state'), state.list(prefix)),
    },
    fetch: {
      request: async (request) => (need('fetch'), parts.outbound.request(request)),
    },
    http: {
      post(route, handler) {
        need('http-mount');
        onRelease(mounts.post(route, handler));
      },
      hook(bodyLimit, handler) {
        need('http-mount');
        const { url, release } = mounts.hook(spec.id, bodyLimit, handler);
        onRelease(release);
        return url;
      },
    },
    get broker() {
      need('broker');
      return { instance: parts.process, control: gateway().control };
    },
  };
  return {
    context,
    release: () => {
      over = true;
      for (const release of releases.splice(0)) release();
    },
  };
}
