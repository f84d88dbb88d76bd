// @ts-check
/** Installs Debian packages without starting any system service and without making a system database cluster. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { capture, run } from './commands.mjs';
import { idsOf, readOsRelease } from './instructions.mjs';

/** A line of settings that keeps `postgresql-NN` from making a cluster of the system. */
const NO_CLUSTER = '/etc/postgresql-common/createcluster.d/hydrant.conf';
/** Asked by package scripts before they start a service; 101 forbids it. */
const NO_START = '/usr/sbin/policy-rc.d';
const MARK = '# Written by Hydrant while it installs packages.';

/**
 * How packages can be installed here without asking.
 * @returns {Promise<string[] | null>} words to put before a command; null: not a Debian system, or not allowed
 */
export async function aptAccess() {
  const ids = idsOf(readOsRelease());
  if (!ids.includes('debian') && !ids.includes('ubuntu')) return null;
  if ((await capture('apt-get', ['--version'])).code !== 0) return null;
  if (process.getuid?.() === 0) return [];
  return (await capture('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : null;
}

/**
 * Newest PostgreSQL in the archive that has PostGIS.
 * @param {string[]} access - from {@link aptAccess}
 * @param {number} oldest - oldest major version that will do
 * @returns {Promise<number | null>}
 */
export async function newestPostgisMajor(access, oldest) {
  for (const refresh of [false, true]) {
    if (refresh) await as(access, ['apt-get', 'update', '-qq']);
    const { output } = await capture('apt-cache', ['pkgnames', 'postgresql-']);
    const majors = [...output.matchAll(/^postgresql-(\d+)-postgis-3$/gm)].map((match) => Number(match[1]));
    const newest = Math.max(0, ...majors);
    if (newest >= oldest) return newest;
  }
  return null;
}

/**
 * Installs packages; services they bring neither start now nor at the next boot.
 * @param {string[]} access - from {@link aptAccess}
 * @param {string[]} packages
 * @param {string[]} [services] - system services that the packages bring
 * @returns {Promise<void>}
 * @throws {import('./commands.mjs').CommandError}
 */
export async function installDebianPackages(access, packages, services = []) {
  const undo = await forbidServices(access);
  try {
    const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages];
    const words = ['env', 'DEBIAN_FRONTEND=noninteractive', ...install];
    if ((await capture(...split([...access, ...words]))).code !== 0) {
      await as(access, ['apt-get', 'update', '-qq']);
      await as(access, words);
    }
    if (existsSync('/run/systemd/system')) {
      for (const service of services) await as(access, ['systemctl', 'disable', '--quiet', service]);
    }
  } finally {
    await undo();
  }
}

/**
 * @param {string[]} access
 * @returns {Promise<() => Promise<void>>} takes the bans away again
 */
async function forbidServices(access) {
  /** @type {string[]} */
  const written = [];
  for (const [file, text, mode] of /** @type {const} */ ([
    [NO_CLUSTER, `${MARK}\ncreate_main_cluster = false\n`, '644'],
    [NO_START, `#!/bin/sh\n${MARK}\nexit 101\n`, '755'],
  ])) {
    // A file of ours is left from an installation that was killed.
    if (existsSync(file) && !readFileSync(file, 'utf8').includes(MARK)) continue;
    await writeAs(access, file, text, mode);
    written.push(file);
  }
  return async () => {
    for (const file of written) await removeAs(access, file);
  };
}

/**
 * @param {string[]} access
 * @param {string} file
 * @param {string} text
 * @param {string} mode - octal
 */
async function writeAs(access, file, text, mode) {
  const folder = file.slice(0, file.lastIndexOf('/'));
  if (access.length === 0) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text, { mode: Number.parseInt(mode, 8) });
    return;
  }
  const script = 'mkdir -p "$1" && printf %s "$3" > "$2" && chmod "$4" "$2"';
  await as(access, ['sh', '-c', script, 'sh', folder, file, text, mode]);
}

/**
 * @param {string[]} access
 * @param {string} file
 */
async function removeAs(access, file) {
  if (access.length === 0) rmSync(file, { force: true });
  else await as(access, ['rm', '-f', file]);
}

/**
 * @param {string[]} access
 * @param {string[]} words
 */
const as = (access, words) => run(...split([...access, ...words]));

/**
 * @param {string[]} words
 * @returns {[string, string[]]}
 */
const split = ([command, ...args]) => [command, args];
