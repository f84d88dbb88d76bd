// @ts-check
/** Runs a private PostgreSQL cluster: own data folder, own socket and port, never the system's cluster. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { canEnter, databaseUser } from './os-user.mjs';
import { findBinaries } from './pg-binaries.mjs';
import { runningPostmaster } from './pg-pidfile.mjs';
import { serverSettings } from './pg-settings.mjs';
import { socketFolder } from './pg-socket.mjs';
import { connectionUrls, loadState, saveState } from './pg-state.mjs';
import { delay, findFreePort, isAlive, isPortFree, sendSignal, waitUntil } from './processes.mjs';

/** A fault that the user can mend; shown without a stack. */
export class DatabaseStartError extends Error {
  /** @override */
  name = 'DatabaseStartError';
}

/**
 * @typedef {object} Cluster
 * @property {number} port - on 127.0.0.1
 * @property {string} socketDir - folder of the Unix socket
 * @property {number} pid - of the postmaster
 * @property {boolean} adopted - was running already
 * @property {string} superuserUrl - database `postgres`, role `postgres`
 * @property {import('./pg-state.mjs').RoleUrls} urls - valid once `provision` has run
 * @property {Promise<void>} exited - settles when the postmaster is gone, for whatever reason
 * @property {(options?: { hurry?: boolean }) => Promise<void>} stop - fast shutdown; `hurry` skips the last checkpoint
 * @property {() => Promise<void>} kill9 - ends the postmaster without any warning, as a crash would
 */

/**
 * Starts the cluster in `<dataDir>/postgres`, making it at the first call, or adopts the server that runs on it already.
 * @param {object} options
 * @param {string} options.dataDir - made when missing; the database user must be able to enter it
 * @param {number} [options.port] - fixed port; otherwise a free one is chosen once and remembered
 * @param {Record<string, string>} [options.settings] - server settings beside or instead of ours
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<Cluster>}
 * @throws {DatabaseStartError} when no fitting programs are installed or the server does not come up
 */
export async function startCluster({ dataDir, port, settings = {}, env = process.env }) {
  const home = path.resolve(dataDir);
  const base = path.join(home, 'postgres');
  const folder = path.join(base, 'data');
  mkdirSync(home, { recursive: true });
  const user = databaseUser(existsSync(folder) ? folder : undefined);
  const state = await loadState(home, async () => port ?? findFreePort());
  const running = runningPostmaster(folder);
  if (running !== null && (await waitUntil(() => runningPostmaster(folder)?.ready ?? true, 60_000))) {
    const adopted = runningPostmaster(folder);
    if (adopted !== null)
      return handle({ state: { ...state, port: adopted.port }, postmaster: adopted, adopted: true });
  }
  if (port !== undefined) state.port = port;
  else if (!(await isPortFree(state.port, '127.0.0.1'))) state.port = await findFreePort();
  saveState(home, state);

  makeFolder(base, user);
  if (!canEnter(base, user)) {
    throw new DatabaseStartError(`The user ${user?.name} who runs the database cannot enter ${base}.`);
  }
  const bin = chooseBinaries(folder, env).bin;
  if (!existsSync(path.join(folder, 'PG_VERSION')))
    initialise({ bin, base, folder, user, password: state.passwords.superuser });
  const socketDir = socketFolder(base, user);
  const all = { ...serverSettings(), ...settings, port: String(state.port), unix_socket_directories: socketDir };
  const postmaster = await launch({ bin, base, folder, user, settings: all });
  return handle({ state, postmaster, adopted: false });
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
function chooseBinaries(folder, env) {
  const found = findBinaries(env).filter((each) => each.postgis);
  const versionFile = path.join(folder, 'PG_VERSION');
  const needed = existsSync(versionFile) ? Number(readFileSync(versionFile, 'utf8')) : null;
  const chosen = needed === null ? found[0] : found.find((each) => each.major === needed);
  if (chosen !== undefined) return chosen;
  throw new DatabaseStartError(
    needed === null
      ? 'No PostgreSQL 15 or later with PostGIS is installed.'
      : `The data in ${folder} was made by PostgreSQL ${needed}, which is not installed with PostGIS any more.`,
  );
}

/**
 * @param {string} folder
 * @param {import('./os-user.mjs').OsUser | null} user
 */
function makeFolder(folder, user) {
  mkdirSync(folder, { recursive: true });
  if (user !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
}

/**
 * @param {{ bin: string, base: string, folder: string, user: import('./os-user.mjs').OsUser | null, password: string }} options
 * @throws {DatabaseStartError}
 */
function initialise({ bin, base, folder, user, password }) {
  const passwordFile = path.join(base, 'superuser-password');
  const asUser = user === null ? {} : { uid: user.uid, gid: user.gid };
  const common = [
    '-D',
    folder,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '-k',
  ];
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  try {
    let last = '';
    // Plain C is the fallback of systems without a UTF-8 locale that sorts by code point.
    for (const locale of ['C.UTF-8', 'C']) {
      const made = spawnSync(path.join(bin, 'initdb'), [...common, `--locale=${locale}`], {
        cwd: base,
        encoding: 'utf8',
        ...asUser,
      });
      if (made.status === 0) return;
      last = made.stderr || String(made.error ?? '');
      rmSync(folder, { recursive: true, force: true });
    }
    throw new DatabaseStartError(`initdb failed in ${folder}:\n${last}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * @param {{ bin: string, base: string, folder: string, user: import('./os-user.mjs').OsUser | null, settings: Record<string, string> }} options
 * @returns {Promise<import('./pg-pidfile.mjs').Postmaster>}
 * @throws {DatabaseStartError}
 */
async function launch({ bin, base, folder, user, settings }) {
  const asUser = user === null ? {} : { uid: user.uid, gid: user.gid };
  const args = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const logFile = path.join(base, 'start.log');
  const deadline = Date.now() + 90_000;
  for (;;) {
    const log = openSync(logFile, 'w', 0o600);
    // Detached: a Ctrl-C in the terminal must reach the launcher alone, which stops the database last.
    const child = spawn(path.join(bin, 'postgres'), ['-D', folder, ...args], {
      cwd: base,
      detached: true,
      stdio: ['ignore', log, log],
      ...asUser,
    });
    closeSync(log);
    let gone = false;
    child.once('exit', () => (gone = true));
    child.once('error', () => (gone = true));
    child.unref();
    const ready = () => {
      const found = runningPostmaster(folder);
      return found !== null && found.pid === child.pid && found.ready;
    };
    await waitUntil(() => gone || ready(), deadline - Date.now());
    const found = runningPostmaster(folder);
    if (!gone && found !== null && ready()) return found;
    const text = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
    // Processes of a server that was just killed need a moment to notice it.
    const busy = /still in use|lock file .* already exists|Is another postmaster/.test(text);
    if (!busy || Date.now() > deadline) {
      if (child.pid !== undefined && !gone) sendSignal(child.pid, 'SIGQUIT');
      throw new DatabaseStartError(`PostgreSQL does not start in ${folder}:\n${text.trim()}\nMore in ${folder}/log.`);
    }
    await delay(250);
  }
}

/**
 * @param {{ state: import('./pg-state.mjs').PgState, postmaster: import('./pg-pidfile.mjs').Postmaster, adopted: boolean }} options
 * @returns {Cluster}
 */
function handle({ state, postmaster, adopted }) {
  const { pid } = postmaster;
  const { exited, settle } = watch(pid);
  return {
    port: state.port,
    socketDir: postmaster.socketDir,
    pid,
    adopted,
    ...connectionUrls(state),
    exited,
    async stop({ hurry = false } = {}) {
      sendSignal(pid, hurry ? 'SIGQUIT' : 'SIGINT');
      if (!(await waitUntil(() => !isAlive(pid), hurry ? 5_000 : 30_000))) {
        sendSignal(pid, 'SIGQUIT');
        await waitUntil(() => !isAlive(pid), 10_000);
      }
      settle();
    },
    async kill9() {
      sendSignal(pid, 'SIGKILL');
      await waitUntil(() => !isAlive(pid), 10_000);
      settle();
    },
  };
}

/**
 * Watches a process that need not be a child of ours. The watch alone does not keep this program running.
 * @param {number} pid
 * @returns {{ exited: Promise<void>, settle: () => void }} `settle`: it is known to be gone
 */
function watch(pid) {
  let settle = () => {};
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => (settle = resolve));
  const timer = setInterval(() => isAlive(pid) || settle(), 200);
  timer.unref();
  void exited.then(() => clearInterval(timer));
  return { exited, settle };
}
