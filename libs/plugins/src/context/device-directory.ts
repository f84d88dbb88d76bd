import { RequestContext } from '@app/http';
import { systemClock } from '@app/kernel';
import type { Capability, DeviceDirectory, DeviceIdentity } from '@app/plugin-sdk';
import type { SealedBox } from '@app/secrets';
import type { DeviceRegistry, DeviceStates } from '@app/telemetry';

interface Parts {
  registry: DeviceRegistry;
  states: DeviceStates;
  box: SealedBox;
  /** Whether the instance may serve devices of this tenant. */
  serves: (tenantId: number) => boolean;
  need: (capability: Capability) => void;
  onRelease: (release: () => void) => void;
}

/** The devices that one run of a plugin may see. */
export function deviceDirectory({ registry, states, box, serves, need, onRelease }: Parts): DeviceDirectory {
  /** The request being answered, if there is one, is charged to the device. */
  const found = ({ deviceId, credentialId }: DeviceIdentity): DeviceIdentity => {
    RequestContext.setDevice(deviceId);
    return { deviceId, credentialId };
  };
  const active = (deviceId: string): boolean => {
    const device = registry.activeDevice(deviceId);
    return device !== undefined && serves(device.tenantId);
  };
  return {
    async authenticate(deviceId, token) {
      need('devices');
      let session = registry.authenticate(deviceId, token);
      if (session === null) {
        // The device or its token may have been made a moment ago.
        await registry.settle().catch(() => undefined);
        session = registry.authenticate(deviceId, token);
      }
      return session === null || !serves(session.tenantId) ? null : found(session);
    },
    async byIdentity(kind, name) {
      need('devices');
      const identity = await registry.identity(kind, name);
      return identity === null || !serves(identity.tenantId) ? null : found(identity);
    },
    async secretOf(kind, name) {
      need('device-secrets');
      const identity = await registry.identity(kind, name);
      if (identity === null || identity.sealed === null || !serves(identity.tenantId)) return null;
      return { ...found(identity), secret: box.open(identity.sealed, identity.credentialId) };
    },
    async identities(kind) {
      need('devices');
      return registry
        .identities(kind)
        .filter(({ tenantId }) => serves(tenantId))
        .map(({ name, deviceId }) => ({ name, deviceId }));
    },
    async isActive(deviceId) {
      need('devices');
      if (active(deviceId)) return true;
      // The device may have been made a moment ago.
      await registry.settle().catch(() => undefined);
      return active(deviceId);
    },
    onRevoked(listener) {
      need('devices');
      const end = registry.onRevoked(listener);
      onRelease(end);
      return end;
    },
    report(deviceId, state) {
      need('devices');
      if (active(deviceId)) states.report(deviceId, state, systemClock.now());
    },
  };
}
