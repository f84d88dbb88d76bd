// @ts-check
/** Remembers the port and the passwords of a private database beside its data. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Roles that Hydrant connects with, beside the superuser. */
export const ROLE_KEYS = /** @type {const} */ (['owner', 'app', 'ingest', 'readonly']);

/**
 * @typedef {Record<'owner' | 'app' | 'ingest' | 'readonly', string>} RoleUrls - connection address of each role
 */

/**
 * @typedef {object} PgState
 * @property {number} port - TCP port on 127.0.0.1
 * @property {Record<'superuser' | 'owner' | 'app' | 'ingest' | 'readonly', string>} passwords
 */

/**
 * The remembered state, or a new one with fresh passwords.
 * @param {string} dataDir
 * @param {() => Promise<number>} choosePort - asked only when nothing is remembered
 * @returns {Promise<PgState>}
 */
export async function loadState(dataDir, choosePort) {
  const file = stateFile(dataDir);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  const secret = () => randomBytes(24).toString('base64url');
  const state = {
    port: await choosePort(),
    passwords: { superuser: secret(), owner: secret(), app: secret(), ingest: secret(), readonly: secret() },
  };
  saveState(dataDir, state);
  return state;
}

/**
 * @param {string} dataDir
 * @param {PgState} state
 */
export function saveState(dataDir, state) {
  const file = stateFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/**
 * Addresses of the superuser and of each role.
 * @param {PgState} state
 * @param {string} [database] - name of the product's database
 * @returns {{ superuserUrl: string, urls: RoleUrls }}
 */
export function connectionUrls(state, database = 'hydrant') {
  const at = `127.0.0.1:${state.port}`;
  /** @param {'owner' | 'app' | 'ingest' | 'readonly'} key */
  const url = (key) => `postgresql://hydrant_${key}:${state.passwords[key]}@${at}/${database}`;
  return {
    superuserUrl: `postgresql://postgres:${state.passwords.superuser}@${at}/postgres`,
    urls: { owner: url('owner'), app: url('app'), ingest: url('ingest'), readonly: url('readonly') },
  };
}

/** @param {string} dataDir */
const stateFile = (dataDir) => path.join(dataDir, 'postgres.json');
