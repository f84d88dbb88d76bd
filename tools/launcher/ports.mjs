// @ts-check
/** Checks that the ports are free before anything is started. */
import { isPortFree } from './processes.mjs';

/** A port is taken; the message names the setting. */
export class PortInUseError extends Error {
  /** @override */
  name = 'PortInUseError';
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 * @throws {PortInUseError} naming every taken port at once
 */
export async function checkPorts(env) {
  const wanted = [{ setting: 'PORT', port: Number(env.PORT || 3000), use: 'the portal and the API' }];
  if (!env.MQTT_URL)
    wanted.push({ setting: 'MQTT_PORT', port: Number(env.MQTT_PORT || 1883), use: 'devices over MQTT' });
  wanted.push({ setting: 'TCP_PORT', port: Number(env.TCP_PORT || 7001), use: 'loggers over TCP' });
  wanted.push({ setting: 'COAPS_PORT', port: Number(env.COAPS_PORT || 5684), use: 'devices over CoAP with keys' });
  /** @type {string[]} */
  const taken = [];
  for (const { setting, port, use } of wanted) {
    if (port === 0 || ((await isPortFree(port)) && (await isPortFree(port, '127.0.0.1')))) continue;
    taken.push(`Port ${port} (${use}) is in use. Set ${setting} to another one: ${setting}=${port + 10} npm start`);
  }
  if (taken.length > 0) throw new PortInUseError(taken.join('\n'));
}
