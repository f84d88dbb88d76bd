// @ts-check
/**
 * Makes the first dynamic security file of the broker: one client, Hydrant itself, who may read what devices send, answer them and
 * manage their credentials. Everything else is denied until Hydrant adds it.
 * Run: MQTT_USER=... MQTT_PASSWORD=... node deploy/mosquitto/dynamic-security.mjs <file>. A file that is there is kept.
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Rounds of PBKDF2-SHA512; the password is random and long, so that few are enough. */
const ITERATIONS = 101;

/** What Hydrant's own client may do. */
const GATEWAY_RIGHTS = [
  ['subscribePattern', 'wm/v1/+/up'],
  ['subscribePattern', 'wm/v1/+/status'],
  ['subscribePattern', '$share/+/wm/v1/+/up'],
  ['subscribePattern', '$share/+/wm/v1/+/status'],
  ['publishClientSend', 'wm/v1/+/down'],
  ['publishClientSend', '$CONTROL/dynamic-security/v1'],
  ['subscribePattern', '$CONTROL/dynamic-security/v1/response'],
  ['publishClientReceive', '$CONTROL/dynamic-security/v1/response'],
];

/**
 * @param {string} username - Hydrant's own client
 * @param {string} password - 24 characters or more
 * @param {Buffer} [salt]
 * @returns {object} content of the file
 * @throws {RangeError} when the password is short
 */
export function dynamicSecurity(username, password, salt = randomBytes(12)) {
  if (password.length < 24) throw new RangeError('MQTT_PASSWORD must have 24 characters or more.');
  const hash = pbkdf2Sync(password, salt, ITERATIONS, 64, 'sha512').toString('base64');
  return {
    defaultACLAccess: {
      publishClientSend: false,
      // Only what a client was allowed to subscribe to is sent to it.
      publishClientReceive: true,
      subscribe: false,
      unsubscribe: true,
    },
    clients: [
      {
        username,
        roles: [{ rolename: 'gateway' }],
        password: hash,
        salt: salt.toString('base64'),
        iterations: ITERATIONS,
      },
    ],
    groups: [],
    roles: [
      {
        rolename: 'gateway',
        acls: GATEWAY_RIGHTS.map(([acltype, topic]) => ({ acltype, topic, priority: 0, allow: true })),
      },
    ],
  };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file] = process.argv.slice(2);
  if (existsSync(file)) process.exit(0);
  const { MQTT_USER = 'hydrant', MQTT_PASSWORD = '' } = process.env;
  writeFileSync(file, JSON.stringify(dynamicSecurity(MQTT_USER, MQTT_PASSWORD), null, 2), { mode: 0o600 });
}
