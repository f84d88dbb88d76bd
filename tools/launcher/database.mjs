// @ts-check
/** Finds or makes the database, in a fixed order: DATABASE_URL, local programs, Docker, Debian packages, instructions. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { aptAccess, installDebianPackages, newestPostgisMajor } from './apt.mjs';
import { dockerAnswers, startContainer } from './docker.mjs';
import { instructions, readOsRelease } from './instructions.mjs';
import { findBinaries, OLDEST_MAJOR } from './pg-binaries.mjs';
import { DatabaseStartError, startCluster } from './postgres.mjs';

/**
 * @typedef {'outside' | 'local' | 'docker' | 'packages' | 'none'} DatabaseWay
 */

/**
 * @typedef {object} Probes - questions about this machine
 * @property {() => boolean} local - programs with PostGIS, or a server of ours that runs already
 * @property {() => Promise<boolean>} docker
 * @property {() => Promise<boolean>} packages - Debian packages can be installed without asking
 */

/**
 * Decides where the database comes from.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dataDir
 * @param {Probes} probes - asked in order, each only when those before say no
 * @returns {Promise<DatabaseWay>}
 */
export async function chooseWay(env, dataDir, probes) {
  if (env.DATABASE_URL) return 'outside';
  // A folder stays with the way that made it: the other one cannot read its data.
  if (existsSync(path.join(dataDir, 'postgres-docker')) && (await probes.docker())) return 'docker';
  if (probes.local()) return 'local';
  if (await probes.docker()) return 'docker';
  if (await probes.packages()) return 'packages';
  return 'none';
}

/**
 * Questions asked of the real machine.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Probes}
 */
export function machineProbes(env) {
  return {
    local: () => findBinaries(env).some((each) => each.postgis),
    docker: dockerAnswers,
    packages: async () => (await aptAccess()) !== null,
  };
}

/**
 * Installs the database programs where that is the way.
 * @param {DatabaseWay} way
 * @param {<T>(title: string, work: () => Promise<T>) => Promise<T>} step
 * @returns {Promise<'outside' | 'local' | 'docker'>} how the database is run then
 * @throws {DatabaseStartError} with instructions when there is no way to get PostgreSQL with PostGIS
 */
export async function ensurePrograms(way, step) {
  if (way === 'none') throw noDatabase(process.env);
  if (way !== 'packages') return way;
  await installPostgres(step);
  return 'local';
}

/**
 * Starts the private database.
 * @param {object} options
 * @param {'local' | 'docker'} options.way
 * @param {string} options.dataDir
 * @param {NodeJS.ProcessEnv} options.env
 * @param {<T>(title: string, work: () => Promise<T>) => Promise<T>} options.step
 * @returns {Promise<Pick<import('./postgres.mjs').Cluster, 'superuserUrl' | 'urls' | 'exited' | 'stop'> & { adopted?: boolean }>}
 * @throws {DatabaseStartError}
 */
export async function startDatabase({ way, dataDir, env, step }) {
  if (way === 'docker') return step('Starting the database in a container', () => startContainer(dataDir));
  const isNew = !existsSync(path.join(dataDir, 'postgres/data/PG_VERSION'));
  if (isNew) return step('Making the database', () => startCluster({ dataDir, env }));
  return startCluster({ dataDir, env });
}

/** @param {<T>(title: string, work: () => Promise<T>) => Promise<T>} step */
async function installPostgres(step) {
  const access = (await aptAccess()) ?? [];
  const major = await newestPostgisMajor(access, OLDEST_MAJOR);
  if (major === null) throw noDatabase(process.env);
  const packages = [`postgresql-${major}`, `postgresql-${major}-postgis-3`];
  const title = `Installing the Debian packages ${packages.join(' and ')} (programs only, no system database is made or started)`;
  await step(title, () => installDebianPackages(access, packages));
}

/** @param {NodeJS.ProcessEnv} env */
function noDatabase(env) {
  const facts = { platform: process.platform, osRelease: readOsRelease(), found: findBinaries(env) };
  return new DatabaseStartError(instructions(facts));
}
