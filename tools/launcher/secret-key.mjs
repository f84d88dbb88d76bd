// @ts-check
/** Keeps the key that seals stored secrets. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The key of a data folder, made at the first call.
 * @param {string} dataDir
 * @returns {string} 32 bytes, base64
 */
export function secretKey(dataDir) {
  const file = path.join(dataDir, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}
