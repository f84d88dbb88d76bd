import type { Work } from '@app/database';
import type { IdentityKind, SecretKind } from '@app/plugin-sdk';
import type { KnownDevice } from './registry-index';
import type { DeviceRecord, IdentityRecord, SensorRow } from './registry-records';

interface DeviceRow {
  tenant_id: number;
  id: string;
  status: string;
  protocol: string;
  codec: string | null;
}

interface CredentialRow {
  tenant_id: number;
  id: string;
  device_id: string;
  kind: 'token' | IdentityKind | SecretKind;
  name: string | null;
  secret_hash: Buffer | null;
  sealed: Buffer | null;
  expires_at: Date | null;
}

const SENSOR_COLUMNS = `tenant_id, id, number, code, device_id, quantity, range_min, range_max, interval_s, status, channel,
  channel_unit`;

/** Reads sensors. @param ids - UUIDs; null: all */
export function readSensors({ sql }: Work, ids: readonly string[] | null): Promise<SensorRow[]> {
  return ids === null
    ? sql<SensorRow>(`select ${SENSOR_COLUMNS} from sensors`)
    : sql<SensorRow>(`select ${SENSOR_COLUMNS} from sensors where id = any(?::uuid[])`, [listOf(ids)]);
}

/** Reads devices with their credentials. @param ids - UUIDs; null: all */
export async function readDevices({ sql }: Work, ids: readonly string[] | null): Promise<KnownDevice[]> {
  const only = ids === null ? [] : [listOf(ids)];
  const devices = await sql<DeviceRow>(
    `select tenant_id, id, status, protocol, codec from devices ${ids === null ? '' : 'where id = any(?::uuid[])'}`,
    only,
  );
  const credentials = await sql<CredentialRow>(
    `select tenant_id, id, device_id, kind, name, secret_hash, sealed, expires_at from device_credentials
       where revoked_at is null ${ids === null ? '' : 'and device_id = any(?::uuid[])'}`,
    only,
  );
  const known = new Map<string, { device: DeviceRecord; identities: IdentityRecord[] }>();
  for (const { tenant_id: tenantId, id, status, protocol, codec } of devices) {
    const device = { tenantId, id, active: status === 'active', protocol, codec, credentials: [] };
    known.set(id, { device, identities: [] });
  }
  for (const row of credentials) {
    const { id, device_id: deviceId, tenant_id: tenantId, kind, name, secret_hash: secretHash, sealed } = row;
    const expiresAt = row.expires_at === null ? Number.POSITIVE_INFINITY : new Date(row.expires_at).getTime();
    const owner = known.get(deviceId);
    if (secretHash !== null) owner?.device.credentials.push({ id, secretHash, expiresAt });
    else if (kind !== 'token') {
      const identity = { kind, name: name ?? deviceId, credentialId: id, deviceId, tenantId, sealed, expiresAt };
      owner?.identities.push(identity);
    }
  }
  return [...known.values()];
}

const listOf = (ids: readonly string[]): string => `{${ids.join(',')}}`;
