// @ts-check
/** `npm start`: from a fresh clone to a running Hydrant, and back to no process at all. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { HELP, parseStartArgs } from './args.mjs';
import { CommandError, stopCommands } from './commands.mjs';
import { chooseDataDir, DataDirError } from './data-dir.mjs';
import { chooseWay, ensurePrograms, machineProbes } from './database.mjs';
import { outsideUrls, platformEnv } from './environment.mjs';
import { installPackages } from './install.mjs';
import { LockedError, lockDataDir } from './lock.mjs';
import { say, seconds, step, warn } from './log.mjs';
import { PACKAGE_BIN, ROOT } from './paths.mjs';
import { checkPorts, PortInUseError } from './ports.mjs';
import { DatabaseStartError } from './postgres.mjs';
import { provision } from './provision.mjs';
import { runServices } from './run.mjs';
import { secretKey } from './secret-key.mjs';
import { listenToSignals, StoppedError } from './stopper.mjs';
import { GaveUpError } from './supervise.mjs';

/** Faults that the message explains; everything else is shown with its stack. */
const EXPLAINED = [CommandError, DataDirError, DatabaseStartError, GaveUpError, LockedError, PortInUseError];

/**
 * @param {import('./args.mjs').StartOptions} options
 * @param {import('./stopper.mjs').Stopper} stopper
 */
async function main(options, stopper) {
  const started = Date.now();
  if (existsSync(path.join(ROOT, '.env'))) process.loadEnvFile(path.join(ROOT, '.env'));
  const { env } = process;
  // Before the first start nothing of ours can hold a port, so a taken one is told before the long installation.
  if (!existsSync(PACKAGE_BIN)) await checkPorts(env);
  await installPackages(step);
  stopper.check();
  // Loaded late: it needs nothing but what has just been installed.
  const { build } = await import('../build.mjs');
  await build();
  stopper.check();

  const usual = path.resolve(ROOT, env.HYDRANT_DATA_DIR || '.hydrant');
  const way = await ensurePrograms(await chooseWay(env, usual, machineProbes(env)), step);
  stopper.check();
  const place = { root: ROOT, given: env.HYDRANT_DATA_DIR, needsDatabaseUser: way === 'local' };
  const { dataDir, moved } = chooseDataDir(place);
  if (moved)
    say(`The database user cannot enter ${usual}: data is kept in ${dataDir} (HYDRANT_DATA_DIR changes that).`);
  const lock = await lockDataDir(dataDir, warn);
  try {
    await checkPorts(env);
    /** @param {import('./pg-state.mjs').RoleUrls} urls */
    const envFor = (urls) => platformEnv({ env, dataDir, urls, secretKey: secretKey(dataDir), demo: options });
    const common = { dataDir, env, envFor, demo: options.demo, verbose: options.verbose, lock, started, stopper };
    if (way === 'outside') {
      const urls = await outsideUrls(env, dataDir);
      if (env.DATABASE_ADMIN_URL) await provision(env.DATABASE_ADMIN_URL, urls);
      await runServices({ ...common, outside: urls });
    } else {
      await runServices({ ...common, way });
    }
  } finally {
    lock.release();
  }
  say(`Stopped after ${seconds(started)}.`);
}

/** @returns {import('./args.mjs').StartOptions} */
function readOptions() {
  try {
    return parseStartArgs(process.argv.slice(2));
  } catch (error) {
    warn(`${/** @type {Error} */ (error).message}\n\n${HELP}`);
    return process.exit(1);
  }
}

// Whoever reads our output may be gone before us.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// Ends by process.exit alone, never because nothing happens to be waited for.
setInterval(() => {}, 3_600_000);
const options = readOptions();
const stopper = listenToSignals((hurry) => {
  say(hurry ? 'Stopping at once.' : 'Stopping. Press Ctrl-C again to hurry.');
  stopCommands();
});
const work = options.help ? Promise.resolve(say(HELP)) : main(options, stopper);
work.then(
  () => process.exit(),
  (error) => {
    // A command that was ended on request is no fault either.
    if (error instanceof StoppedError || (stopper.isRequested() && error instanceof CommandError)) process.exit(0);
    warn(EXPLAINED.some((kind) => error instanceof kind) ? `\n${error.message}` : error.stack);
    process.exit(1);
  },
);
