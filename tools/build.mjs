// @ts-check
/** Builds the back end into `dist` and the portal into `admin-portal/dist`. `npm run build` always builds both. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './launcher/commands.mjs';
import { step } from './launcher/log.mjs';
import { PACKAGE_BIN, projectEnv, ROOT } from './launcher/paths.mjs';
import { digestOf } from './launcher/sources.mjs';

const STAMP = path.join(ROOT, 'dist/.build-stamp');
const CODE_FOLDERS = ['apps', 'libs', 'plugins', 'migrations', 'tools'];
const COMMON = ['package-lock.json', 'package.json'];
/** What each half is made of, and a file that shows it has been built. */
const HALVES = {
  server: {
    from: [...CODE_FOLDERS, 'nest-cli.json', 'tsconfig.json', ...COMMON],
    shows: 'dist/apps/platform/src/main.js',
  },
  portal: { from: ['admin-portal', 'libs/api-client', ...COMMON], shows: 'admin-portal/dist/index.html' },
};

/**
 * Builds what has changed since the last build.
 * @param {{ force?: boolean, only?: 'server' | 'portal' }} [options] - `force`: build all; `only`: leave the other half alone
 * @returns {Promise<void>}
 */
export async function build({ force = false, only } = {}) {
  const before = readStamp();
  const now = { server: digestOf(ROOT, HALVES.server.from), portal: digestOf(ROOT, HALVES.portal.from) };
  /** @param {'server' | 'portal'} half */
  const isStale = (half) =>
    (only ?? half) === half &&
    (force || before[half] !== now[half] || !existsSync(path.join(ROOT, HALVES[half].shows)));
  const stale = /** @type {('server' | 'portal')[]} */ (['server', 'portal']).filter(isStale);
  if (stale.length === 0) return;
  const titles = { server: 'back end', portal: 'portal' };
  await step(`Building ${stale.map((half) => titles[half]).join(' and ')}`, async () => {
    const work = { server: buildServer, portal: buildPortal };
    const ended = await Promise.allSettled(stale.map((half) => work[half]()));
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
  });
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ ...before, ...Object.fromEntries(stale.map((half) => [half, now[half]])) }));
}

/** @returns {{ server?: string, portal?: string }} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

async function buildServer() {
  await run(path.join(PACKAGE_BIN, 'nest'), ['build', 'platform'], { cwd: ROOT, env: projectEnv() });
  for (const folder of CODE_FOLDERS) {
    removeOrphans(path.join(ROOT, 'dist', folder), path.join(ROOT, folder));
    copyAssets(path.join(ROOT, folder), path.join(ROOT, 'dist', folder));
  }
}

async function buildPortal() {
  await run(path.join(PACKAGE_BIN, 'vite'), ['build', '--logLevel', 'warn'], {
    cwd: path.join(ROOT, 'admin-portal'),
    env: { ...projectEnv(), NODE_ENV: 'production', NO_COLOR: '1' },
  });
}

/**
 * Deletes compiled files whose source is gone: a migration removed on a branch must not run any more.
 * @param {string} compiled
 * @param {string} source
 */
function removeOrphans(compiled, source) {
  if (!existsSync(compiled)) return;
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const file = path.join(compiled, entry.name);
    if (entry.isDirectory()) {
      if (existsSync(path.join(source, entry.name))) removeOrphans(file, path.join(source, entry.name));
      else rmSync(file, { recursive: true });
    } else if (/\.js(\.map)?$/.test(entry.name)) {
      const stem = entry.name.replace(/\.js(\.map)?$/, '');
      if (!['.ts', '.js'].some((end) => existsSync(path.join(source, stem + end)))) rmSync(file);
    }
  }
}

/**
 * Copies the files that code reads at run time: plugin manifests, SQL, networks.
 * @param {string} source
 * @param {string} target
 */
function copyAssets(source, target) {
  if (!existsSync(source)) return;
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const file = path.join(source, entry.name);
    if (entry.isDirectory()) {
      if (!['node_modules', 'fixtures', 'test'].includes(entry.name)) copyAssets(file, path.join(target, entry.name));
    } else if (/\.(json|sql|inp|csv)$/.test(entry.name) && !entry.name.startsWith('tsconfig')) {
      mkdirSync(target, { recursive: true });
      copyFileSync(file, path.join(target, entry.name));
    }
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ force: true }).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
