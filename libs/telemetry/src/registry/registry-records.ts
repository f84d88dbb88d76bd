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

/** What the ingest path keeps of a row of `sensors`. */
export function toRecord(row: SensorRow): SensorRecord {
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
