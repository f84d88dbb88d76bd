// @ts-check
/** Finds PostgreSQL server programs on this machine that have the PostGIS extension beside them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} PgBinaries
 * @property {string} bin - folder that holds `postgres` and `initdb`
 * @property {number} major - PostgreSQL major version
 * @property {boolean} postgis - whether the PostGIS extension files are installed for it
 */

/** Oldest PostgreSQL major version that the migrations run on. */
export const OLDEST_MAJOR = 15;

/** Folders whose direct or versioned children hold server programs: Debian, Red Hat, Homebrew, Postgres.app. */
const VERSIONED_ROOTS = [
  { root: '/usr/lib/postgresql', child: /^\d+$/ },
  { root: '/usr', child: /^pgsql-\d+$/ },
  { root: '/opt/homebrew/opt', child: /^postgresql(@\d+)?$/ },
  { root: '/usr/local/opt', child: /^postgresql(@\d+)?$/ },
  { root: '/Applications/Postgres.app/Contents/Versions', child: /^\d+$/ },
];

/**
 * Every folder that may hold server programs, without looking inside them.
 * @param {NodeJS.ProcessEnv} env - `HYDRANT_PG_BIN` (path list) replaces the whole search
 * @returns {string[]}
 */
export function candidateFolders(env) {
  if (env.HYDRANT_PG_BIN !== undefined) return env.HYDRANT_PG_BIN.split(path.delimiter).filter(Boolean);
  const found = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const { root, child } of VERSIONED_ROOTS) {
    if (!existsSync(root)) continue;
    for (const name of readdirSync(root)) if (child.test(name)) found.push(path.join(root, name, 'bin'));
  }
  return found;
}

/**
 * Server programs on this machine, best first: with PostGIS, then the newest version.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {PgBinaries[]} also versions without PostGIS, so that a message can say what is missing; never too old ones
 */
export function findBinaries(env = process.env) {
  /** @type {Map<string, PgBinaries>} */
  const found = new Map();
  for (const folder of candidateFolders(env)) {
    if (!existsSync(path.join(folder, 'postgres')) || !existsSync(path.join(folder, 'initdb'))) continue;
    const bin = path.dirname(realpathSync(path.join(folder, 'postgres')));
    if (found.has(bin)) continue;
    const major = majorOf(bin);
    if (major !== null && major >= OLDEST_MAJOR) found.set(bin, { bin, major, postgis: hasPostgis(bin, major) });
  }
  return [...found.values()].sort((a, b) => Number(b.postgis) - Number(a.postgis) || b.major - a.major);
}

/**
 * @param {string} bin
 * @returns {number | null} null when the program does not run or does not say its version
 */
function majorOf(bin) {
  const { stdout } = spawnSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const match = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '');
  return match ? Number(match[1]) : null;
}

/**
 * @param {string} bin
 * @param {number} major
 * @returns {boolean}
 */
function hasPostgis(bin, major) {
  const asked = spawnSync(path.join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' });
  const shares = [
    (asked.stdout ?? '').trim(),
    `/usr/share/postgresql/${major}`,
    path.join(bin, '../share'),
    path.join(bin, '../share/postgresql'),
  ];
  return shares.some((share) => share !== '' && existsSync(path.join(share, 'extension/postgis.control')));
}
