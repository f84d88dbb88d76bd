// @ts-check
/** Starts a long-running child, passes on what it writes, and stops it for good. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { sendSignal } from './processes.mjs';

/**
 * @param {object} options
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(line: string) => boolean} options.isReady - tells the line that says it works
 * @param {(line: string) => void} options.onLine - each line it writes
 * @param {number} options.graceMs - time to end by itself when told to
 * @param {() => void} [options.onReady]
 * @returns {import('./supervise.mjs').Running & { pid: number | undefined }}
 */
export function startChild({ command, args, cwd, env, isReady, onLine, graceMs, onReady }) {
  // A group of its own: a Ctrl-C in the terminal reaches the launcher alone, which stops things in order.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let ready = false;
  let alive = true;
  /** @param {string} line */
  const take = (line) => {
    onLine(line);
    if (ready || !isReady(line)) return;
    ready = true;
    onReady?.();
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', take);
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started (${error.message})`));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
    );
  });
  const exited = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  }).then(() => {
    alive = false;
    // Whatever it has started goes with it.
    if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
  });
  return {
    pid: child.pid,
    ended,
    wasReady: () => ready,
    async stop({ hurry }) {
      if (child.pid === undefined || !alive) return;
      sendSignal(child.pid, 'SIGTERM');
      const timer = setTimeout(() => alive && child.pid && sendSignal(-child.pid, 'SIGKILL'), hurry ? 1_000 : graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}
