// @ts-check
/** Runs database, platform and simulator side by side, and stops them in the right order. */
import path from 'node:path';
import { startChild } from './child.mjs';
import { startDatabase } from './database.mjs';
import { say, seconds, step, warn } from './log.mjs';
import { forPeople, openLog, withoutRepeats } from './platform-log.mjs';
import { projectNode, ROOT } from './paths.mjs';
import { provision } from './provision.mjs';
import { StoppedError } from './stopper.mjs';
import { supervise } from './supervise.mjs';

/** How long the platform may take to finish what it does, ms. */
const PLATFORM_GRACE_MS = 15_000;
const SIMULATOR_GRACE_MS = 5_000;

/**
 * @typedef {object} RunOptions
 * @property {string} dataDir
 * @property {NodeJS.ProcessEnv} env
 * @property {(urls: import('./pg-state.mjs').RoleUrls) => NodeJS.ProcessEnv} envFor - environment of the platform
 * @property {boolean} demo
 * @property {import('./lock.mjs').Lock} lock
 * @property {import('./pg-state.mjs').RoleUrls} [outside] - addresses of a database that somebody else runs
 * @property {'local' | 'docker'} [way] - how the private database is run, when there is none outside
 * @property {number} started - start of the launcher, ms
 * @property {import('./stopper.mjs').Stopper} stopper
 * @property {boolean} [verbose] - show every line of the platform
 * @property {{ platform: string, simulator: string }} [entries] - compiled programs, relative to the checkout
 */

/** Programs that the launcher runs. */
const ENTRIES = { platform: 'dist/apps/platform/src/main.js', simulator: 'dist/tools/simulate/main.js' };

/**
 * Runs until a stop is requested or something cannot be kept running.
 * @param {RunOptions} options
 * @returns {Promise<void>}
 */
export async function runServices(options) {
  const { stopper, entries = ENTRIES } = options;
  const database = options.outside ? outsideDatabase(options.outside) : privateDatabase(options);
  /** @type {ReturnType<typeof supervise> | undefined} */
  let simulator;
  /** @type {ReturnType<typeof supervise> | undefined} */
  let platform;
  try {
    await Promise.race([database.ready(), database.done, stopper.requested]);
    stopper.check();
    platform = supervisePlatform(options, entries.platform, database, () => {
      if (options.demo && !stopper.isRequested())
        simulator ??= superviseSimulator(options, entries.simulator, database);
    });
    await Promise.race([platform.done, database.done, stopper.requested]);
  } finally {
    for (const part of [simulator, platform, database]) {
      const stopping = part?.stop({ hurry: stopper.isHurried() });
      void stopper.hurried.then(() => part?.stop({ hurry: true }));
      await stopping;
    }
  }
}

/**
 * Waits for the database, unless it is told to stop.
 * @param {SupervisedDatabase} database
 * @param {Promise<undefined>} aborted
 * @throws {StoppedError}
 */
async function addresses(database, aborted) {
  const urls = await Promise.race([database.ready(), aborted]);
  if (urls === undefined) throw new StoppedError('Stopped.');
  return urls;
}

/**
 * @typedef {object} SupervisedDatabase
 * @property {() => Promise<import('./pg-state.mjs').RoleUrls>} ready - addresses, once it accepts connections
 * @property {Promise<void>} done
 * @property {(options: { hurry: boolean }) => Promise<void>} stop
 */

/**
 * @param {import('./pg-state.mjs').RoleUrls} urls
 * @returns {SupervisedDatabase}
 */
function outsideDatabase(urls) {
  return { ready: async () => urls, done: new Promise(() => {}), stop: async () => {} };
}

/**
 * @param {RunOptions} options
 * @returns {SupervisedDatabase}
 */
function privateDatabase({ dataDir, env, way = 'local' }) {
  /** @type {(urls: import('./pg-state.mjs').RoleUrls) => void} */
  let announce = () => {};
  /** @type {Promise<import('./pg-state.mjs').RoleUrls>} */
  let ready = new Promise((resolve) => (announce = resolve));
  const supervised = supervise({
    name: 'The database',
    report: warn,
    async start() {
      const from = Date.now();
      const cluster = await startDatabase({ way, dataDir, env, step });
      await provision(cluster.superuserUrl, cluster.urls);
      say(`Database ${cluster.adopted ? 'found running' : 'started'} in ${seconds(from)} (${dataDir}).`);
      announce(cluster.urls);
      const ended = cluster.exited.then(() => {
        ready = new Promise((resolve) => (announce = resolve));
        return 'stopped unexpectedly';
      });
      return { ended, wasReady: () => true, stop: cluster.stop };
    },
  });
  return { ready: () => ready, done: supervised.done, stop: supervised.stop };
}

/**
 * @param {RunOptions} options
 * @param {string} entry
 * @param {SupervisedDatabase} database
 * @param {() => void} onReady
 */
function supervisePlatform({ dataDir, envFor, lock, started, verbose }, entry, database, onReady) {
  const file = path.join(dataDir, 'log/platform.log');
  const log = openLog(file);
  const tell = withoutRepeats(say);
  let isFirst = true;
  /** @param {string} line */
  const show = (line) => {
    log.write(line);
    const shown = verbose ? line : forPeople(line);
    if (shown === line) say(line);
    else if (shown !== null) tell(shown);
  };
  return supervise({
    name: 'The platform',
    report: warn,
    async start(aborted) {
      const env = envFor(await addresses(database, aborted));
      const child = startChild({
        command: projectNode(),
        args: ['--enable-source-maps', path.resolve(ROOT, entry)],
        cwd: ROOT,
        env,
        graceMs: PLATFORM_GRACE_MS,
        isReady: (line) => line.includes('Hydrant ready:'),
        onLine: show,
        onReady() {
          if (isFirst) say(`Ready after ${seconds(started)}. Ctrl-C stops everything. Log: ${file}`);
          isFirst = false;
          onReady();
        },
      });
      lock.note('platform', child.pid);
      return child;
    },
  });
}

/**
 * @param {RunOptions} options
 * @param {string} entry
 * @param {SupervisedDatabase} database
 */
function superviseSimulator({ envFor, lock }, entry, database) {
  const tell = withoutRepeats(say);
  const supervised = supervise({
    name: 'The simulator',
    report: warn,
    forever: true,
    firstBackoffMs: 2_000,
    async start(aborted) {
      const env = envFor(await addresses(database, aborted));
      const child = startChild({
        command: projectNode(),
        args: ['--enable-source-maps', path.resolve(ROOT, entry), '--demo'],
        cwd: ROOT,
        env,
        graceMs: SIMULATOR_GRACE_MS,
        isReady: () => true,
        onLine: (line) => tell(`simulator | ${line}`),
      });
      lock.note('simulator', child.pid);
      return child;
    },
  });
  // The platform goes on without it.
  supervised.done.catch((error) => warn(`The simulator cannot run: ${error.message}`));
  return supervised;
}
