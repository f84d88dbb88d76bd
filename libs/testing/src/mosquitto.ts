import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dynamicSecurity } from '../../../deploy/mosquitto/dynamic-security.mjs';
import { eventually } from './eventually';
import { endProcess, freePort } from './redis';

/** A real Mosquitto with the dynamic security plugin and the rights of the shipped configuration. */
export interface TestMosquitto {
  port: number;
  /** With the credentials of Hydrant's own client. */
  url: string;
  stop(): Promise<void>;
}

const PASSWORD = 'test password of the gateway client';

export async function startMosquitto(): Promise<TestMosquitto> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-mosquitto-'));
  const security = path.join(folder, 'dynamic-security.json');
  writeFileSync(security, JSON.stringify(dynamicSecurity('hydrant', PASSWORD)));
  writeFileSync(
    path.join(folder, 'mosquitto.conf'),
    [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous false',
      `plugin ${pluginFile()}`,
      `plugin_opt_config_file ${security}`,
      'max_inflight_messages 4000',
      'max_queued_messages 1000000',
      'max_queued_bytes 0',
      'user root',
    ].join('\n'),
  );
  chmodSync(folder, 0o777);
  const child = spawn('mosquitto', ['-c', path.join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  await eventually(() => reachable(port));
  return {
    port,
    url: `mqtt://hydrant:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    async stop() {
      await endProcess(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the distribution put the plugin. */
function pluginFile(): string {
  const found = execFileSync('find', ['/usr/lib', '-name', 'mosquitto_dynamic_security.so'], {
    encoding: 'utf8',
  }).split('\n')[0];
  if (found === undefined || found === '') throw new Error("Mosquitto's dynamic security plugin is not installed");
  return found;
}

function reachable(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
