// @ts-check
/** Makes the roles, the database and its extensions; may run any number of times. Tables and their grants belong to the migrations. */
import { LEAKPROOF_SQL } from './provision-leakproof.mjs';

/**
 * @typedef {object} Provisioned
 * @property {boolean} bypassRls - the ingest role passes row security (needs a superuser); without it ingest stages its rows
 * @property {boolean} leakproof - PostGIS functions are marked, so that spatial indexes serve queries under row security
 */

/** Extensions made here because they need a superuser or are used by the first migration. */
const EXTENSIONS = ['postgis', 'pg_trgm', 'btree_gist'];

/**
 * Prepares a server for Hydrant.
 * @param {string} superuserUrl - a superuser, or at least a role that may create roles and databases
 * @param {import('./pg-state.mjs').RoleUrls} urls - what the four roles shall connect with: names, passwords and database are read from here
 * @returns {Promise<Provisioned>}
 * @throws {Error} what the server answers, for instance when PostGIS is not available
 */
export async function provision(superuserUrl, urls) {
  const database = databaseOf(urls.owner);
  /** @type {boolean} */
  let superuser = false;
  await withClient(superuserUrl, async (client) => {
    // One at a time, should two checkouts share a server.
    await client.query('select pg_advisory_lock(4868942)');
    superuser = (await client.query('select rolsuper from pg_roles where rolname = current_user')).rows[0].rolsuper;
    for (const key of /** @type {const} */ (['owner', 'app', 'ingest', 'readonly'])) {
      await makeRole(client, urls[key], superuser && key === 'ingest');
    }
    await makeDatabase(client, database, urls, superuser);
  });
  const inside = new URL(superuserUrl);
  inside.pathname = `/${encodeURIComponent(database)}`;
  await withClient(inside.href, async (client) => {
    for (const name of EXTENSIONS) await client.query(`create extension if not exists ${name}`);
    if (superuser) await client.query(LEAKPROOF_SQL);
  });
  return { bypassRls: superuser, leakproof: superuser };
}

/**
 * @param {import('pg').Client} client
 * @param {string} url
 * @param {boolean} bypass
 */
async function makeRole(client, url, bypass) {
  const { username, password } = new URL(url);
  const name = decodeURIComponent(username);
  const found = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  if (found.rowCount === 0) await client.query(`create role ${client.escapeIdentifier(name)}`);
  const secret = client.escapeLiteral(decodeURIComponent(password));
  await client.query(`alter role ${client.escapeIdentifier(name)} login nocreatedb nocreaterole password ${secret}`);
  if (bypass) await client.query(`alter role ${client.escapeIdentifier(name)} bypassrls`);
}

/**
 * @param {import('pg').Client} client
 * @param {string} database
 * @param {import('./pg-state.mjs').RoleUrls} urls
 * @param {boolean} superuser
 */
async function makeDatabase(client, database, urls, superuser) {
  /** @param {string} url */
  const role = (url) => client.escapeIdentifier(decodeURIComponent(new URL(url).username));
  const name = client.escapeIdentifier(database);
  const owner = role(urls.owner);
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) {
    // Only a member of the owning role may hand a database to it.
    if (!superuser) await client.query(`grant ${owner} to current_user`);
    await client.query(`create database ${name} owner ${owner}`);
  }
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect, temporary on database ${name} to ${role(urls.app)}, ${role(urls.ingest)}`);
  await client.query(`grant connect on database ${name} to ${role(urls.readonly)}`);
}

/** @param {string} url */
const databaseOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1));

/**
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<void>} work
 */
async function withClient(url, work) {
  // Loaded late: the launcher itself runs before the packages are installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 20_000,
    application_name: 'hydrant-provision',
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
