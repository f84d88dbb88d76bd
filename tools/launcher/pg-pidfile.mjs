// @ts-check
/** Reads PostgreSQL's `postmaster.pid`, to adopt a database that a killed launcher left running. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAlive, processName } from './processes.mjs';

/**
 * @typedef {object} Postmaster
 * @property {number} pid
 * @property {number} port
 * @property {string} socketDir - empty while it starts
 * @property {boolean} ready - accepts connections
 */

/**
 * What the data folder says about the server that holds it; the process need not exist any more.
 * @param {string} folder - data folder of the cluster
 * @returns {Postmaster | null} null: nothing holds it
 */
export function readPidfile(folder) {
  let lines;
  try {
    lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return null;
  const ready = (lines[7] ?? '').trim() === 'ready';
  return { pid, port: Number(lines[3] ?? 0), socketDir: (lines[4] ?? '').trim(), ready };
}

/**
 * The server that runs on the data folder now. A file left by a server that is gone is removed when another program has got its
 * process id since (after a reboot or in a new container), because PostgreSQL would refuse to start then.
 * @param {string} folder
 * @returns {Postmaster | null}
 */
export function runningPostmaster(folder) {
  const found = readPidfile(folder);
  if (found === null || !isAlive(found.pid)) return null;
  const name = processName(found.pid);
  if (name === null || name.startsWith('postgres') || name.startsWith('postmaster')) return found;
  rmSync(path.join(folder, 'postmaster.pid'), { force: true });
  return null;
}
