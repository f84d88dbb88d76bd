// @ts-check
/** Builds the environment that the platform and the simulator run with. */
import path from 'node:path';
import { loadState } from './pg-state.mjs';

/** Role addresses by the name of their setting. */
const SETTINGS = /** @type {const} */ ({
  owner: 'DATABASE_OWNER_URL',
  app: 'DATABASE_URL',
  ingest: 'DATABASE_INGEST_URL',
  readonly: 'DATABASE_READONLY_URL',
});

/**
 * Addresses of the roles on a server that the user has named. What is not given is made up from DATABASE_ADMIN_URL with passwords
 * remembered in the data folder; without that, everything runs with DATABASE_URL.
 * @param {NodeJS.ProcessEnv} env - has DATABASE_URL
 * @param {string} dataDir
 * @returns {Promise<import('./pg-state.mjs').RoleUrls>}
 */
export async function outsideUrls(env, dataDir) {
  const app = env.DATABASE_URL ?? '';
  const { passwords } = env.DATABASE_ADMIN_URL ? await loadState(dataDir, async () => 0) : { passwords: null };
  /** @param {'owner' | 'ingest' | 'readonly'} key */
  const urlOf = (key) => {
    const given = env[SETTINGS[key]];
    if (given || passwords === null) return given || app;
    const url = new URL(app);
    url.username = `hydrant_${key}`;
    url.password = passwords[key];
    return url.href;
  };
  return { owner: urlOf('owner'), app, ingest: urlOf('ingest'), readonly: urlOf('readonly') };
}

/**
 * Environment of the platform.
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env - to start from; the superuser's address is left out
 * @param {string} options.dataDir
 * @param {import('./pg-state.mjs').RoleUrls} options.urls
 * @param {string} options.secretKey
 * @param {{ demo: boolean, speed: number }} options.demo
 * @returns {NodeJS.ProcessEnv}
 */
export function platformEnv({ env, dataDir, urls, secretKey, demo }) {
  const { DATABASE_ADMIN_URL: _superuser, ...rest } = env;
  /** @type {NodeJS.ProcessEnv} */
  const result = { ...rest, NODE_ENV: env.NODE_ENV || 'production', HYDRANT_DATA_DIR: path.resolve(dataDir) };
  for (const key of /** @type {const} */ (['owner', 'app', 'ingest', 'readonly'])) result[SETTINGS[key]] = urls[key];
  result.HYDRANT_SECRET_KEY = env.HYDRANT_SECRET_KEY || secretKey;
  if (demo.demo) {
    result.HYDRANT_DEMO = '1';
    result.HYDRANT_DEMO_SPEED = String(demo.speed);
  }
  return result;
}
