import { RequestContext } from '@app/http';
import { systemClock } from '@app/kernel';
import type { Capability, GatewayContext, PluginManifest, TelemetryMessage } from '@app/plugin-sdk';
import { Logger } from '@nestjs/common';
import type { DeviceRegistry, DeviceStates, TelemetryIntake } from '@app/telemetry';
import type { HttpMounts } from './http-mounts';
import { metricsOf } from './plugin-metrics';

/** What the host has to give. */
export interface HostParts {
  registry: DeviceRegistry;
  intake: TelemetryIntake;
  states: DeviceStates;
  mounts: HttpMounts;
  /** Stable name of this process. */
  instance: string;
}

/** A context, and how to take back all that the plugin has registered through it. */
export interface BoundContext {
  context: GatewayContext;
  release(): void;
}

/** Makes the narrow view of the host that one run of a plugin gets: what its manifest does not name throws. */
export function contextFor(manifest: PluginManifest, parts: HostParts, fail: (error: Error) => void): BoundContext {
  const { registry, intake, states, mounts, instance } = parts;
  const releases: (() => void)[] = [];
  const need = (capability: Capability): void => {
    if (!manifest.capabilities.includes(capability)) {
      throw new Error(`The manifest of ${manifest.id} does not ask for the capability "${capability}"`);
    }
  };
  const context: GatewayContext = {
    logger: new Logger(manifest.id),
    metrics: metricsOf(manifest.id),
    clock: systemClock,
    fail,
    devices: {
      async authenticate(deviceId, token) {
        need('devices');
        let session = registry.authenticate(deviceId, token);
        if (session === null) {
          // The device or its token may have been made a moment ago.
          await registry.settle().catch(() => undefined);
          session = registry.authenticate(deviceId, token);
        }
        if (session === null) return null;
        // Of the request being answered, if there is one: it is charged to the device.
        RequestContext.setDevice(deviceId);
        return { deviceId: session.deviceId, credentialId: session.credentialId };
      },
      async isActive(deviceId) {
        need('devices');
        return registry.activeDevice(deviceId) !== undefined;
      },
      onRevoked(listener) {
        need('devices');
        const end = registry.onRevoked(listener);
        releases.push(end);
        return end;
      },
      report(deviceId, state) {
        need('devices');
        states.report(deviceId, state, systemClock.now());
      },
    },
    telemetry: {
      async submit(message: TelemetryMessage, options) {
        need('telemetry');
        const report = await intake.fromDevice(message, options);
        states.seen(message.deviceId, message.receivedAt);
        return report;
      },
    },
    http: {
      post(route, handler) {
        need('http-mount');
        releases.push(mounts.post(route, handler));
      },
    },
    get broker() {
      need('broker');
      return { instance };
    },
  };
  return { context, release: () => releases.splice(0).forEach((release) => release()) };
}
