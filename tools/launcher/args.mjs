// @ts-check
/** Reads the command line of `npm start`. */
import { parseArgs } from 'node:util';

/**
 * @typedef {object} StartOptions
 * @property {boolean} demo - run the simulated nation beside the platform
 * @property {number} speed - simulated seconds per second
 * @property {boolean} verbose - show every line of the platform's log
 * @property {boolean} help
 */

/** A command line that cannot be understood. */
export class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

export const HELP = `Usage: npm start [-- options]

Installs what is missing, starts a private database, and runs Hydrant until Ctrl-C.

Options
  --demo         simulate a nation: networks, devices, readings and faults
  --speed N      how many times faster than the clock the simulation runs (default 1, with --demo)
  --verbose      show the whole log here; it is always kept in the data folder (log/platform.log)
  --help         show this text

Settings (environment, or a file named .env)
  PORT                    portal and API (3000)
  MQTT_PORT               devices over MQTT (1883)
  TCP_PORT                data loggers over TCP (7001)
  COAP_PORT, COAPS_PORT   NB-IoT devices over CoAP (5683), with keys (5684)
  HYDRANT_DATA_DIR        folder for the database, keys and files (.hydrant)
  HYDRANT_ADMIN_PASSWORD  password of the first administrator, 12 characters or more (made and shown once when missing)
  DATABASE_URL            use this PostgreSQL with PostGIS instead of a private one
  All of them: .env.example and docs/operations.md`;

/**
 * @param {string[]} args
 * @returns {StartOptions}
 * @throws {UsageError}
 */
export function parseStartArgs(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        demo: { type: 'boolean' },
        speed: { type: 'string' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message, { cause: error });
  }
  const speed = Number(values.speed ?? 1);
  if (!Number.isFinite(speed) || speed <= 0) throw new UsageError('--speed needs a number above 0.');
  if (values.speed !== undefined && !values.demo) throw new UsageError('--speed goes with --demo.');
  return { demo: values.demo ?? false, speed, verbose: values.verbose ?? false, help: values.help ?? false };
}
