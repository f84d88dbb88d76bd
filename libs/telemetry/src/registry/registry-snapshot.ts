import type { IdentityKind, SecretKind } from '@app/plugin-sdk';
import { type Quantity, type UnitConversion, UnitError, conversionTo } from '@app/kernel';

/** What the ingest path knows of a sensor. */
export interface SensorRecord {
  tenantId: number;
  /** UUID */
  id: string;
  /** Internal number, the key of readings. */
  number: number;
  code: string;
  /** UUID of the device it hangs on; null: any device of its tenant may report for it. */
  deviceId: string | null;
  quantity: Quantity;
  /** Physical limits in canonical units; infinite where none is set. */
  rangeMin: number;
  rangeMax: number;
  intervalS: number;
  outOfService: boolean;
  /** What its device calls it; null: it is known by code and id only. */
  channel: string | null;
  /** Unit of what the device sends for it, where the message names none; null: not set. */
  channelUnit: string | null;
}

/** What the ingest path knows of a device. */
export interface DeviceRecord {
  tenantId: number;
  /** UUID */
  id: string;
  active: boolean;
  /** Name of the protocol that it was registered for. */
  protocol: string;
  /** Codec of its payloads: a built-in one or a UUID; null: none. */
  codec: string | null;
  credentials: CredentialRecord[];
}

/** A name that a device bears outside the platform, perhaps with a secret that both share. */
export interface IdentityRecord {
  kind: IdentityKind | SecretKind;
  name: string;
  credentialId: string;
  deviceId: string;
  tenantId: number;
  /** Encrypted, bound to the id of the credential; null for a mere name. */
  sealed: Buffer | null;
  /** Unix ms; Infinity: never. */
  expiresAt: number;
}

/** A token that is not revoked; it may have expired. */
export interface CredentialRecord {
  id: string;
  /** SHA-256 of the token. */
  secretHash: Buffer;
  /** Unix ms; Infinity: never. */
  expiresAt: number;
}

/** A row of `sensors`, as the registry reads it. */
export interface SensorRow {
  tenant_id: number;
  id: string;
  number: number;
  code: string;
  device_id: string | null;
  quantity: Quantity;
  range_min: number | null;
  range_max: number | null;
  interval_s: number;
  status: string;
  channel: string | null;
  channel_unit: string | null;
}

/** All devices and sensors of all tenants at one version of the registry; never changed once made. */
export class RegistrySnapshot {
  readonly devices = new Map<string, DeviceRecord>();
  private readonly sensorsById = new Map<string, SensorRecord>();
  private readonly sensorsByNumber = new Map<number, SensorRecord>();
  private readonly sensorsByCode = new Map<number, Map<string, SensorRecord>>();
  private readonly sensorsByChannel = new Map<string, Map<string, SensorRecord>>();
  private readonly identitiesByName = new Map<string, IdentityRecord>();

  constructor(
    /** Number of the last change that this snapshot holds. */
    readonly version: string,
    devices: readonly DeviceRecord[],
    sensors: readonly SensorRow[],
    identities: readonly IdentityRecord[] = [],
  ) {
    for (const device of devices) this.devices.set(device.id, device);
    for (const row of sensors) this.add(toRecord(row));
    for (const identity of identities) this.identitiesByName.set(`${identity.kind} ${identity.name}`, identity);
  }

  private add(sensor: SensorRecord): void {
    this.sensorsById.set(sensor.id, sensor);
    this.sensorsByNumber.set(sensor.number, sensor);
    const known = this.sensorsByCode.get(sensor.tenantId);
    if (known === undefined) this.sensorsByCode.set(sensor.tenantId, new Map([[sensor.code, sensor]]));
    else known.set(sensor.code, sensor);
    if (sensor.channel === null || sensor.deviceId === null) return;
    const channels = this.sensorsByChannel.get(sensor.deviceId);
    if (channels === undefined) this.sensorsByChannel.set(sensor.deviceId, new Map([[sensor.channel, sensor]]));
    else channels.set(sensor.channel, sensor);
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

  /** Ids of the credentials that open a session at `now`. */
  validCredentials(now: number): Set<string> {
    const valid = new Set<string>();
    for (const { active, credentials } of this.devices.values()) {
      if (!active) continue;
      for (const { id, expiresAt } of credentials) if (expiresAt > now) valid.add(id);
    }
    for (const { kind, name, credentialId } of this.identitiesByName.values()) {
      if (this.identity(kind, name, now) !== undefined) valid.add(credentialId);
    }
    return valid;
  }
}

function toRecord(row: SensorRow): SensorRecord {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    number: row.number,
    code: row.code,
    deviceId: row.device_id,
    quantity: row.quantity,
    rangeMin: row.range_min ?? Number.NEGATIVE_INFINITY,
    rangeMax: row.range_max ?? Number.POSITIVE_INFINITY,
    intervalS: row.interval_s,
    outOfService: row.status === 'out_of_service',
    channel: row.channel,
    channelUnit: row.channel_unit,
  };
}

const conversions = new Map<string, UnitConversion | null>();

/**
 * How a sent unit becomes the canonical one; remembered, as the same few pairs come again and again.
 * @returns null when the unit is unknown or measures something else
 */
export function conversionFor(quantity: Quantity, unit: string): UnitConversion | null {
  const key = `${quantity} ${unit}`;
  const known = conversions.get(key);
  if (known !== undefined) return known;
  const found = tryConversion(quantity, unit);
  // Unknown spellings come from outside and are not remembered without bound.
  if (found !== null || conversions.size < 10_000) conversions.set(key, found);
  return found;
}

function tryConversion(quantity: Quantity, unit: string): UnitConversion | null {
  try {
    return conversionTo(quantity, unit);
  } catch (error) {
    if (error instanceof UnitError) return null;
    throw error;
  }
}
