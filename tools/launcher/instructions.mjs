// @ts-check
/** Tells what to install when there is no way to get PostgreSQL with PostGIS. */
import { readFileSync } from 'node:fs';

/** Commands per kind of system; the first whose names match wins. @type {{ names: string[], lines: string[] }[]} */
const SYSTEMS = [
  {
    names: ['debian', 'ubuntu'],
    lines: [
      'sudo apt-get install -y postgresql-common && sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y',
      'sudo apt-get install -y postgresql-17 postgresql-17-postgis-3',
      '(Debian 12 and Ubuntu 24.04 or later have them in their own archive: run "sudo npm start" once, or',
      ' sudo apt-get install -y postgresql postgis)',
    ],
  },
  { names: ['fedora', 'rhel', 'centos'], lines: ['sudo dnf install -y postgresql-server postgresql-contrib postgis'] },
  { names: ['alpine'], lines: ['apk add postgresql16 postgresql16-contrib postgis'] },
  { names: ['arch'], lines: ['sudo pacman -S postgresql postgis'] },
  { names: ['suse', 'opensuse'], lines: ['sudo zypper install postgresql-server postgresql-contrib postgis'] },
  { names: ['darwin'], lines: ['brew install postgresql@17 postgis'] },
  { names: ['win32'], lines: ['Run Hydrant inside WSL 2 (Ubuntu 24.04), or use Docker Desktop.'] },
];

/**
 * @param {object} facts
 * @param {string} facts.platform - as `process.platform`
 * @param {string} facts.osRelease - text of /etc/os-release, empty where there is none
 * @param {import('./pg-binaries.mjs').PgBinaries[]} facts.found - server programs that lack PostGIS
 * @returns {string}
 */
export function instructions({ platform, osRelease, found }) {
  const names = [platform, ...idsOf(osRelease)];
  const system = SYSTEMS.find((each) => each.names.some((name) => names.includes(name)));
  const lacking = found.map((each) => `PostgreSQL ${each.major} in ${each.bin} has no PostGIS extension.`);
  return [
    'Hydrant needs PostgreSQL 15 or later with PostGIS, and found none on this machine.',
    ...lacking,
    '',
    'Install it:',
    ...(system?.lines ?? ['the packages of your system named "postgresql" (15 or later) and "postgis"']).map(
      (line) => `  ${line}`,
    ),
    '',
    'Or start Docker: Hydrant then runs the database in a container.',
    'Or name a server of your own: DATABASE_URL=postgresql://user:password@host/database (docs/operations.md).',
    'Then run npm start again.',
  ].join('\n');
}

/** @returns {string} text of /etc/os-release; empty where there is none */
export function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/**
 * @param {string} osRelease
 * @returns {string[]} the system's id and those it is like
 */
export function idsOf(osRelease) {
  return [...osRelease.matchAll(/^(?:ID|ID_LIKE)="?([^"\n]*)"?$/gm)].flatMap((match) => match[1].split(' '));
}
