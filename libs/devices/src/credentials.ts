import { createHash, randomBytes } from 'node:crypto';
import type { DeviceCredential } from '@app/contracts';
import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';

/** How long the earlier credential goes on to work after a rotation, ms. */
export const OVERLAP_MS = 24 * 3_600_000;

/** What is stored of a token: it is random enough that nothing slower than SHA-256 is needed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Makes and stores a new credential: 32 random bytes, shown to the caller and never again. */
export async function issueCredential(work: Work, tenantId: number, deviceId: string): Promise<DeviceCredential> {
  const token = randomBytes(32).toString('base64url');
  await work.sql(`insert into device_credentials (tenant_id, id, device_id, secret_hash) values (?, ?, ?, ?)`, [
    tenantId,
    uuidv7(),
    deviceId,
    hashToken(token),
  ]);
  return { deviceId, token };
}

/** Lets every token of a device that is still good end at `until`, if it does not end before. */
export async function endCredentials(work: Work, tenantId: number, deviceId: string, until: Date): Promise<void> {
  await work.sql(
    `update device_credentials set expires_at = least(expires_at, ?::timestamptz)
       where tenant_id = ? and device_id = ? and kind = 'token' and revoked_at is null`,
    [until.toISOString(), tenantId, deviceId],
  );
}

/** Revokes everything a device is known by at once: tokens, names and shared secrets. @returns how many there were */
export async function revokeCredentials(work: Work, tenantId: number, deviceId: string): Promise<number> {
  const rows = await work.sql(
    `update device_credentials set revoked_at = now() where tenant_id = ? and device_id = ? and revoked_at is null returning id`,
    [tenantId, deviceId],
  );
  return rows.length;
}
