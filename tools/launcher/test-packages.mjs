// @ts-check
/** Makes sure that the real servers that the tests run on are installed. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { aptAccess, installDebianPackages, newestPostgisMajor } from './apt.mjs';
import { findBinaries, OLDEST_MAJOR } from './pg-binaries.mjs';

/**
 * @typedef {object} TestPackage
 * @property {string} why
 * @property {string[]} packages - Debian packages; `{major}` stands for the newest PostgreSQL in the archive
 * @property {string[][]} [programs] - each a list of names, or whole paths, of which one must exist
 * @property {boolean} [postgis] - PostgreSQL with PostGIS must be found
 * @property {string[]} [services] - system services that the packages would start
 */

/** Something is missing and may not be installed; the message says what. */
export class MissingPackagesError extends Error {
  /** @override */
  name = 'MissingPackagesError';
}

/** @returns {TestPackage[]} */
export function declaredPackages() {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'test-packages.json');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Those whose programs are not here.
 * @param {TestPackage[]} declared
 * @param {NodeJS.ProcessEnv} env
 * @returns {TestPackage[]}
 */
export function missingPackages(declared, env) {
  // Servers lie in folders that are not on everybody's path.
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'].filter(Boolean);
  /** @param {string} program */
  const exists = (program) => folders.some((folder) => existsSync(path.resolve(folder, program)));
  return declared.filter((each) => {
    if (each.postgis && !findBinaries(env).some((found) => found.postgis)) return true;
    return (each.programs ?? []).some((names) => !names.some(exists));
  });
}

/**
 * Installs what is missing where that is allowed.
 * @param {(title: string, work: () => Promise<unknown>) => Promise<unknown>} step
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 * @throws {MissingPackagesError} saying what to install
 */
export async function ensureTestPackages(step, env) {
  const missing = missingPackages(declaredPackages(), env);
  if (missing.length === 0) return;
  const access = process.getuid?.() === 0 ? await aptAccess() : null;
  if (access === null) throw new MissingPackagesError(explain(missing));
  const major = String((await newestPostgisMajor(access, OLDEST_MAJOR)) ?? OLDEST_MAJOR);
  const packages = missing.flatMap((each) => each.packages.map((name) => name.replace('{major}', major)));
  const services = missing.flatMap((each) => each.services ?? []);
  await step(`Installing Debian packages for the tests: ${packages.join(' ')}`, () =>
    installDebianPackages(access, packages, services),
  );
}

/**
 * @param {TestPackage[]} missing
 * @returns {string}
 */
export function explain(missing) {
  const packages = missing.flatMap((each) => each.packages.map((name) => name.replace('{major}', '15')));
  return [
    'The tests run on real servers, and these are not installed:',
    ...missing.map((each) => `  ${each.why}`),
    '',
    'On Debian or Ubuntu (PostgreSQL 15 or any later version):',
    `  sudo apt-get install -y ${packages.join(' ')}`,
    'They are only needed as programs: the tests start their own copies, and no system service has to run.',
    'As root, npm test installs them by itself.',
  ].join('\n');
}
