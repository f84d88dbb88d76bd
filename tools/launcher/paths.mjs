// @ts-check
/** Where things lie in the checkout, and which Node runs the project. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Programs that come with the packages. */
export const PACKAGE_BIN = path.join(ROOT, 'node_modules/.bin');

/** Oldest Node that runs the back end. */
const OLDEST_NODE = 24;

/**
 * The Node that runs the project: the one that comes with the packages, or the present one when it is new enough.
 * @returns {string}
 * @throws {Error} where the packages bring none for this system and the present one is too old
 */
export function projectNode() {
  const own = path.join(PACKAGE_BIN, 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  throw new Error(
    `Node ${OLDEST_NODE} or later is needed on this system (this is ${process.version}): https://nodejs.org`,
  );
}

/**
 * Environment in which the programs of the packages, and their Node, are found first.
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnv() {
  return { ...process.env, PATH: [PACKAGE_BIN, ...systemPath()].join(path.delimiter) };
}

/**
 * Environment without the packages' programs: `npm ci` deletes them while it runs.
 * @returns {NodeJS.ProcessEnv}
 */
export function systemEnv() {
  return { ...process.env, PATH: systemPath().join(path.delimiter) };
}

function systemPath() {
  const inPackages = `node_modules${path.sep}.bin`;
  return (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.endsWith(inPackages));
}
