// @ts-check
/** Installs the packages when they are missing or differ from the lock file. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './commands.mjs';
import { ROOT, systemEnv } from './paths.mjs';

/**
 * Whether the installed packages are those of the lock file.
 * @param {string} root - folder of the project
 * @returns {boolean}
 */
export function packagesAreCurrent(root) {
  const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const stamp = path.join(root, 'node_modules/.hydrant-install');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash) return true;
  // Installed by hand: npm's own record tells.
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record) || !sameVersions(lock, readFileSync(record, 'utf8'))) return false;
  writeFileSync(stamp, `${hash}\n`);
  return true;
}

/**
 * Runs `npm ci` when it is needed.
 * @param {(title: string, work: () => Promise<unknown>) => Promise<unknown>} step
 * @returns {Promise<void>}
 */
export async function installPackages(step) {
  if (packagesAreCurrent(ROOT)) return;
  const why = existsSync(path.join(ROOT, 'node_modules'))
    ? 'package-lock.json has changed'
    : 'first start, about a minute';
  await step(`Installing packages (${why})`, () =>
    run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT, env: systemEnv() }),
  );
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'));
  writeFileSync(
    path.join(ROOT, 'node_modules/.hydrant-install'),
    `${createHash('sha256').update(lock).digest('hex')}\n`,
  );
}

/**
 * @param {string} wantedText - package-lock.json
 * @param {string} installedText - npm's record of what it has installed
 * @returns {boolean} packages for other systems may be missing
 */
function sameVersions(wantedText, installedText) {
  const wanted = JSON.parse(wantedText).packages;
  const installed = JSON.parse(installedText).packages;
  for (const [name, entry] of Object.entries(wanted)) {
    if (!name.includes('node_modules/') || entry.link) continue;
    const found = installed[name];
    if (found === undefined ? !entry.optional : found.version !== entry.version) return false;
  }
  return true;
}
