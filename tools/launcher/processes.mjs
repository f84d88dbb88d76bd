// @ts-check
/** Small questions about processes and ports of this machine. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';

/**
 * @param {number} ms
 * @returns {Promise<void>}
 */
export const delay = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Whether a process runs; a zombie counts as gone.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * Program name of a process.
 * @param {number} pid
 * @returns {string | null} null where the system does not tell
 */
export function processName(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Sends a signal; a process that is gone already is fine.
 * @param {number} pid - negative: the process group
 * @param {NodeJS.Signals} signal
 */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits until a question is answered with yes.
 * @param {() => boolean | Promise<boolean>} question
 * @param {number} timeoutMs
 * @param {number} [everyMs]
 * @returns {Promise<boolean>} false when the time is over
 */
export async function waitUntil(question, timeoutMs, everyMs = 25) {
  const end = Date.now() + timeoutMs;
  while (!(await question())) {
    if (Date.now() > end) return false;
    await delay(everyMs);
  }
  return true;
}

/**
 * Whether a TCP port can be listened on.
 * @param {number} port
 * @param {string} [host] - all addresses by default
 * @returns {Promise<boolean>}
 */
export function isPortFree(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A free local port below the range from which systems take ports for outgoing connections.
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    if (await isPortFree(port, '127.0.0.1')) return port;
  }
}

/**
 * Command line of a process.
 * @param {number} pid
 * @returns {string} empty where the system does not tell
 */
export function processCommand(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    const asked = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return asked.stdout ?? '';
  }
}
