// @ts-check
/** One launcher per data folder; what a killed launcher left running is found again. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, processCommand, sendSignal, waitUntil } from './processes.mjs';

/** Another launcher works on the folder. */
export class LockedError extends Error {
  /** @override */
  name = 'LockedError';
}

/**
 * @typedef {object} Lock
 * @property {(name: string, pid: number | undefined) => void} note - remembers a child, to be stopped by the next start after a kill
 * @property {() => void} release
 */

/**
 * Takes the data folder. Children that a killed launcher left are stopped: they would hold the ports.
 * @param {string} dataDir
 * @param {(message: string) => void} report
 * @returns {Promise<Lock>}
 * @throws {LockedError}
 */
export async function lockDataDir(dataDir, report) {
  const file = path.join(dataDir, 'running.json');
  const before = read(file);
  if (before !== null && before.launcher !== process.pid && isOurs(before.launcher, 'launcher')) {
    throw new LockedError(
      `Hydrant runs already from ${dataDir} (process ${before.launcher}).\n` +
        'Stop it first, or start this one with another HYDRANT_DATA_DIR, PORT and MQTT_PORT.',
    );
  }
  for (const [name, pid] of Object.entries(before?.children ?? {})) {
    if (!isOurs(pid, name)) continue;
    report(`Stopping the ${name} that an earlier start left running (process ${pid}).`);
    sendSignal(pid, 'SIGTERM');
    if (!(await waitUntil(() => !isAlive(pid), 15_000))) sendSignal(-pid, 'SIGKILL');
  }
  /** @type {Record<string, number>} */
  const children = {};
  const write = () => writeFileSync(file, JSON.stringify({ launcher: process.pid, children }), { mode: 0o600 });
  write();
  return {
    note(name, pid) {
      if (pid === undefined) return;
      children[name] = pid;
      write();
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** What the command line of each process holds: a process id may have been given to another program since. */
const WORDS = /** @type {Record<string, string>} */ ({
  launcher: 'launcher/',
  platform: 'main.js',
  simulator: 'main.js',
});

/**
 * @param {number} pid
 * @param {string} name
 * @returns {boolean}
 */
function isOurs(pid, name) {
  return isAlive(pid) && processCommand(pid).includes(WORDS[name] ?? name);
}

/**
 * @param {string} file
 * @returns {{ launcher: number, children: Record<string, number> } | null}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
