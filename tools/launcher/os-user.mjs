// @ts-check
/** Chooses the system user that runs the database: PostgreSQL refuses to run as root. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/**
 * @typedef {object} OsUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 */

/** Users that the PostgreSQL packages of the systems create; the last one exists everywhere. */
const PREFERRED = ['postgres', '_postgres', 'nobody'];

/**
 * User for the database programs.
 * @param {string} [existing] - a data folder already made: its owner is kept
 * @returns {OsUser | null} null: run as the present user, who is not root
 * @throws {Error} when no unprivileged user exists
 */
export function databaseUser(existing) {
  if (typeof process.getuid !== 'function' || process.getuid() !== 0) return null;
  const users = readUsers();
  const owner = existing === undefined ? undefined : ownerOf(existing);
  if (owner !== undefined && owner.uid !== 0) {
    return users.find((user) => user.uid === owner.uid) ?? { name: String(owner.uid), ...owner };
  }
  for (const name of PREFERRED) {
    const user = users.find((each) => each.name === name);
    if (user !== undefined && user.uid > 0) return user;
  }
  throw new Error('No unprivileged system user found to run the database; create one named "postgres".');
}

/**
 * Whether a user can enter a folder, through all the folders above it.
 * @param {string} folder - must exist
 * @param {OsUser | null} user - null: the present user
 * @returns {boolean}
 */
export function canEnter(folder, user) {
  const asUser = user === null ? {} : { uid: user.uid, gid: user.gid };
  return spawnSync('/bin/sh', ['-c', 'cd "$1" 2>/dev/null', 'sh', folder], { cwd: '/', ...asUser }).status === 0;
}

/** @returns {OsUser[]} accounts of `/etc/passwd`; empty where there is no such file */
function readUsers() {
  let text = '';
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 3)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * @param {string} folder
 * @returns {{ uid: number, gid: number } | undefined}
 */
function ownerOf(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && { uid: found.uid, gid: found.gid };
}
