import type { IdentityKind, SecretKind } from '@app/plugin-sdk';
import {
  type DeviceRecord,
  type IdentityRecord,
  type SensorRecord,
  type SensorRow,
  toRecord,
} from './registry-records';

/** A device with all the names that it bears outside the platform. */
export interface KnownDevice {
  device: DeviceRecord;
  identities: readonly IdentityRecord[];
}

/** Devices and sensors of all tenants, found by each of their names. Changes are made within one turn, unseen by others. */
export class RegistryIndex {
  readonly devices = new Map<string, DeviceRecord>();
  private readonly sensorsById = new Map<string, SensorRecord>();
  private readonly sensorsByNumber = new Map<number, SensorRecord>();
  private readonly sensorsByCode = new Map<number, Map<string, SensorRecord>>();
  private readonly sensorsByChannel = new Map<string, Map<string, SensorRecord>>();
  private readonly identitiesByName = new Map<string, IdentityRecord>();
  private readonly identitiesByDevice = new Map<string, readonly IdentityRecord[]>();
  /** Credentials that will end by themselves: id to Unix ms. */
  private readonly ending = new Map<string, number>();

  putDevice({ device, identities }: KnownDevice): void {
    this.devices.set(device.id, device);
    if (identities.length > 0) this.identitiesByDevice.set(device.id, identities);
    for (const identity of identities) this.identitiesByName.set(nameOf(identity), identity);
    for (const { id, expiresAt } of device.credentials) if (Number.isFinite(expiresAt)) this.ending.set(id, expiresAt);
    for (const { credentialId: id, expiresAt } of identities) {
      if (Number.isFinite(expiresAt)) this.ending.set(id, expiresAt);
    }
  }

  removeDevice(id: string): void {
    for (const identity of this.identitiesByDevice.get(id) ?? []) {
      if (this.identitiesByName.get(nameOf(identity)) === identity) this.identitiesByName.delete(nameOf(identity));
      this.ending.delete(identity.credentialId);
    }
    for (const credential of this.devices.get(id)?.credentials ?? []) this.ending.delete(credential.id);
    this.identitiesByDevice.delete(id);
    this.devices.delete(id);
  }

  putSensor(row: SensorRow): void {
    const sensor = toRecord(row);
    this.sensorsById.set(sensor.id, sensor);
    this.sensorsByNumber.set(sensor.number, sensor);
    put(this.sensorsByCode, sensor.tenantId, sensor.code, sensor);
    if (sensor.channel !== null && sensor.deviceId !== null) {
      put(this.sensorsByChannel, sensor.deviceId, sensor.channel, sensor);
    }
  }

  removeSensor(id: string): void {
    const sensor = this.sensorsById.get(id);
    if (sensor === undefined) return;
    this.sensorsById.delete(id);
    this.sensorsByNumber.delete(sensor.number);
    take(this.sensorsByCode, sensor.tenantId, sensor.code, sensor);
    if (sensor.channel !== null && sensor.deviceId !== null) {
      take(this.sensorsByChannel, sensor.deviceId, sensor.channel, sensor);
    }
  }

  /** The sensor that a device calls so. */
  sensorOfChannel(deviceId: string, channel: string): SensorRecord | undefined {
    return this.sensorsByChannel.get(deviceId)?.get(channel);
  }

  /** The name of an active device; undefined when nobody bears it, or the device is disabled, or it has expired. */
  identity(kind: IdentityKind | SecretKind, name: string, now: number): IdentityRecord | undefined {
    const found = this.identitiesByName.get(`${kind} ${name}`);
    if (found === undefined || found.expiresAt <= now) return undefined;
    return this.devices.get(found.deviceId)?.active === true ? found : undefined;
  }

  /** All names of one kind that active devices bear. */
  identities(kind: IdentityKind | SecretKind, now: number): IdentityRecord[] {
    return [...this.identitiesByName.values()].filter(
      (one) => one.kind === kind && this.identity(kind, one.name, now) !== undefined,
    );
  }

  /** The sensor of one tenant with this code, or else with this UUID. */
  sensorOf(tenantId: number, codeOrId: string): SensorRecord | undefined {
    const byCode = this.sensorsByCode.get(tenantId)?.get(codeOrId);
    if (byCode !== undefined) return byCode;
    const byId = this.sensorsById.get(codeOrId);
    return byId?.tenantId === tenantId ? byId : undefined;
  }

  /** All sensors with this code or UUID that lie in the given tenants. */
  sensorsOf(tenants: readonly number[], codeOrId: string): SensorRecord[] {
    const found: SensorRecord[] = [];
    for (const tenant of tenants) {
      const sensor = this.sensorsByCode.get(tenant)?.get(codeOrId);
      if (sensor !== undefined) found.push(sensor);
    }
    const byId = this.sensorsById.get(codeOrId);
    if (byId !== undefined && tenants.includes(byId.tenantId) && !found.includes(byId)) found.push(byId);
    return found;
  }

  /** @param number - internal number of the sensor, as the batch log names it */
  sensorByNumber(number: number): SensorRecord | undefined {
    return this.sensorsByNumber.get(number);
  }

  /** Ids of the credentials of a device that open a session at `now`. */
  credentialsOf(deviceId: string, now: number): string[] {
    const device = this.devices.get(deviceId);
    if (device?.active !== true) return [];
    return [
      ...device.credentials.filter(({ expiresAt }) => expiresAt > now).map(({ id }) => id),
      ...(this.identitiesByDevice.get(deviceId) ?? [])
        .filter(({ expiresAt }) => expiresAt > now)
        .map(({ credentialId }) => credentialId),
    ];
  }

  /** Ids of credentials whose time has run out since the last call. */
  takeEnded(now: number): string[] {
    const ended: string[] = [];
    for (const [id, expiresAt] of this.ending) if (expiresAt <= now) ended.push(id);
    for (const id of ended) this.ending.delete(id);
    return ended;
  }
}

const nameOf = ({ kind, name }: IdentityRecord): string => `${kind} ${name}`;

function put<Key>(index: Map<Key, Map<string, SensorRecord>>, key: Key, name: string, sensor: SensorRecord): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, new Map([[name, sensor]]));
  else known.set(name, sensor);
}

/** Takes a sensor out, unless another has got its name meanwhile. */
function take<Key>(index: Map<Key, Map<string, SensorRecord>>, key: Key, name: string, sensor: SensorRecord): void {
  const known = index.get(key);
  if (known?.get(name) !== sensor) return;
  known.delete(name);
  if (known.size === 0) index.delete(key);
}
