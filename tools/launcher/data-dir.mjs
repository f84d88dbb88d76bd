// @ts-check
/** Chooses the data folder: the database's user must be able to reach it, and root's checkout may lie in a closed home. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { canEnter, databaseUser } from './os-user.mjs';

/** The folder cannot hold a database; the message says what to do. */
export class DataDirError extends Error {
  /** @override */
  name = 'DataDirError';
}

/**
 * @param {object} options
 * @param {string} options.root - folder of the checkout
 * @param {string | undefined} options.given - HYDRANT_DATA_DIR; relative to the checkout
 * @param {boolean} options.needsDatabaseUser - false when the database runs elsewhere
 * @param {string} [options.stateRoot] - where moved data folders go; only root ever needs one
 * @returns {{ dataDir: string, moved: boolean }} an existing folder; `moved`: not the usual one
 * @throws {DataDirError} when a folder that was asked for cannot be reached
 */
export function chooseDataDir({ root, given, needsDatabaseUser, stateRoot = '/var/lib/hydrant' }) {
  const wanted = path.resolve(root, given || '.hydrant');
  mkdirSync(wanted, { recursive: true });
  if (!needsDatabaseUser) return { dataDir: wanted, moved: false };
  const data = path.join(wanted, 'postgres/data');
  const user = databaseUser(existsSync(data) ? data : undefined);
  if (canEnter(wanted, user)) return { dataDir: wanted, moved: false };
  if (given) {
    throw new DataDirError(
      `The database runs as the user "${user?.name}", who cannot enter ${wanted}.\n` +
        `Set HYDRANT_DATA_DIR to a folder whose parents everybody may enter, for instance /var/lib/hydrant.`,
    );
  }
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const dataDir = path.join(stateRoot, `${path.basename(root)}-${mark}`);
  mkdirSync(dataDir, { recursive: true });
  return { dataDir, moved: true };
}
