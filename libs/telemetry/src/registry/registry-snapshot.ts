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
}

/** What the ingest path knows of a device. */
export interface DeviceRecord {
  tenantId: number;
  /** UUID */
  id: string;
  active: boolean;
  credentials: CredentialRecord[];
}

/** A credential that is not revoked; it may have expired. */
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
}

/** All devices and sensors of all tenants at one version of the registry; never changed once made. */
export class RegistrySnapshot {
  readonly devices = new Map<string, DeviceRecord>();
  private readonly sensorsById = new Map<string, SensorRecord>();
  private readonly sensorsByNumber = new Map<number, SensorRecord>();
  private readonly sensorsByCode = new Map<number, Map<string, SensorRecord>>();

  constructor(
    /** Number of the last change that this snapshot holds. */
    readonly version: string,
    devices: readonly DeviceRecord[],
    sensors: readonly SensorRow[],
  ) {
    for (const device of devices) this.devices.set(device.id, device);
    for (const row of sensors) this.add(toRecord(row));
  }

  private add(sensor: SensorRecord): void {
    this.sensorsById.set(sensor.id, sensor);
    this.sensorsByNumber.set(sensor.number, sensor);
    const known = this.sensorsByCode.get(sensor.tenantId);
    if (known === undefined) this.sensorsByCode.set(sensor.tenantId, new Map([[sensor.code, sensor]]));
    else known.set(sensor.code, sensor);
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
