// @ts-check
/** Runs commands to their end, and ends them early when the launcher is told to stop. */
import { spawn } from 'node:child_process';
import { sendSignal } from './processes.mjs';

/** Processes of commands that run now. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** A command that failed; `output` is what it wrote. */
export class CommandError extends Error {
  /** @override */
  name = 'CommandError';
  /**
   * @param {string} command
   * @param {number | string} code - exit code, or the signal that ended it
   * @param {string} output
   */
  constructor(command, code, output) {
    super(`${command} failed (${code})${output ? `:\n${output.trim()}` : ''}`);
    this.output = output;
  }
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] - `show`: its output goes to the terminal
 * @returns {Promise<string>} what it wrote, both streams; empty with `show`
 * @throws {CommandError}
 */
export async function run(command, args, { cwd, env, show = false } = {}) {
  const result = await capture(command, args, { cwd, env, show });
  if (result.code !== 0) throw new CommandError([command, ...args].join(' '), result.code, result.output);
  return result.output;
}

/**
 * Runs a command to its end, whatever that is.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 * @returns {Promise<{ code: number | string, output: string }>} `code`: exit code, or the signal or fault that ended it
 */
export function capture(command, args, { cwd, env, show = false } = {}) {
  return new Promise((resolve) => {
    const stdio = /** @type {import('node:child_process').StdioOptions} */ (
      show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe']
    );
    // A group of its own, so that stopping it stops what it has started too.
    const child = spawn(command, args, { cwd, env, stdio, detached: true });
    running.add(child);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => {
      running.delete(child);
      resolve({ code: /** @type {NodeJS.ErrnoException} */ (error).code ?? 'error', output: output || error.message });
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? signal ?? 'ended', output });
    });
  });
}

/** How long a command may take to end by itself, ms. */
const GRACE_MS = 3_000;

/** Ends every command that runs now, with all it has started. */
export function stopCommands() {
  for (const child of running) {
    const { pid } = child;
    if (pid === undefined) continue;
    sendSignal(-pid, 'SIGTERM');
    const timer = setTimeout(() => sendSignal(-pid, 'SIGKILL'), GRACE_MS);
    child.once('close', () => clearTimeout(timer));
  }
}
