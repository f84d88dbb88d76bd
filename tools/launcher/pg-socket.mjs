// @ts-check
/** Chooses the folder of the database's Unix socket: systems limit its path to about 100 bytes. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Longest folder that leaves room for `/.s.PGSQL.65535.lock` under the 104 bytes of the strictest system. */
const LONGEST = 80;

/**
 * @param {string} base - folder of the cluster, owned by the database user
 * @param {import('./os-user.mjs').OsUser | null} user - null: the present user
 * @param {string} [temporary] - folder for short-lived files
 * @returns {string} an existing folder that belongs to the database user alone
 */
export function socketFolder(base, user, temporary = os.tmpdir()) {
  const inside = path.join(base, 'run');
  if (Buffer.byteLength(inside) <= LONGEST) return own(inside, user);
  const short = path.join(temporary, `hydrant-${createHash('sha256').update(base).digest('hex').slice(0, 12)}`);
  try {
    return own(short, user);
  } catch {
    // Somebody else holds that name: take one that nobody can have guessed.
    const fresh = mkdtempSync(path.join(temporary, 'hydrant-'));
    return own(fresh, user);
  }
}

/**
 * @param {string} folder
 * @param {import('./os-user.mjs').OsUser | null} user
 * @returns {string}
 */
function own(folder, user) {
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== uid)
      throw new Error(`${folder} belongs to somebody else.`, { cause: error });
    return folder;
  }
  if (user !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}
