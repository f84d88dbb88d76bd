import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type MqttClient, connectAsync } from 'mqtt';
import { dynamicSecurity } from '../../deploy/mosquitto/dynamic-security.mjs';
import { findFreePort, isPortFree, waitUntil } from '../launcher/processes.mjs';
import { ROOT } from './deployment';

const PASSWORD = 'a password of the test run, long enough';
const program = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'].find(existsSync) ?? '';

/** Debian keeps the plugin in the folder of the machine's architecture, the container image in /usr/lib. */
const plugin =
  ['/usr/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
    .map((folder) => path.join(folder, 'mosquitto_dynamic_security.so'))
    .find(existsSync) ?? '';

let folder: string;
let port: number;
let broker: ChildProcess;
const clients: MqttClient[] = [];

async function connect(username: string, password: string): Promise<MqttClient> {
  const options = { protocolVersion: 5 as const, username, password, clientId: username, reconnectPeriod: 0 };
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, options);
  clients.push(client);
  return client;
}

/** Sends commands to the dynamic security plugin, as Hydrant does for a new device. */
async function control(client: MqttClient, commands: object[]): Promise<string> {
  const answer = new Promise<string>((resolve) => {
    client.once('message', (_topic, payload) => resolve(String(payload)));
  });
  await client.subscribeAsync('$CONTROL/dynamic-security/v1/response', { qos: 1 });
  await client.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify({ commands }), { qos: 1 });
  return answer;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hydrant-mosquitto-'));
  chmodSync(folder, 0o777);
  port = await findFreePort();
  const security = path.join(folder, 'dynamic-security.json');
  writeFileSync(security, JSON.stringify(dynamicSecurity('hydrant', PASSWORD)));
  chmodSync(security, 0o666);
  const config = readFileSync(path.join(ROOT, 'deploy/mosquitto/mosquitto.conf'), 'utf8')
    .replace('listener 1883', `listener ${port} 127.0.0.1`)
    .replace('/usr/lib/mosquitto_dynamic_security.so', plugin)
    .replaceAll('/mosquitto/data/', `${folder}/`);
  writeFileSync(path.join(folder, 'mosquitto.conf'), config);
  broker = spawn(program, ['-c', path.join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  expect(await waitUntil(async () => !(await isPortFree(port, '127.0.0.1')), 10_000)).toBe(true);
});

afterAll(async () => {
  for (const client of clients) await client.endAsync(true);
  broker.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('the broker of docker-compose.yml', () => {
  it('refuses whoever it does not know', async () => {
    await expect(connect('stranger', 'anything')).rejects.toThrow(/Not authorized/);
    await expect(connect('hydrant', 'wrong')).rejects.toThrow(/Not authorized/);
  });

  it('lets Hydrant add a device, who may send its own readings and nothing else', async () => {
    const hydrant = await connect('hydrant', PASSWORD);
    const rights = [
      { acltype: 'publishClientSend', topic: 'wm/v1/d1/up', allow: true },
      { acltype: 'subscribePattern', topic: 'wm/v1/d1/down', allow: true },
    ];
    const answer = await control(hydrant, [
      { command: 'createRole', rolename: 'device-d1', acls: rights },
      { command: 'createClient', username: 'd1', password: 'token', roles: [{ rolename: 'device-d1' }] },
    ]);
    expect(answer).not.toContain('error');

    const heard: string[] = [];
    hydrant.on('message', (topic, payload) => heard.push(`${topic} ${String(payload)}`));
    await hydrant.subscribeAsync(['$share/ingest/wm/v1/+/up', '$share/ingest/wm/v1/+/status'], { qos: 1 });
    const device = await connect('d1', 'token');
    await expect(device.publishAsync('wm/v1/d2/up', 'forged', { qos: 1 })).rejects.toThrow(/Not authorized/);
    await expect(device.subscribeAsync('wm/v1/d2/down')).rejects.toThrow(/Not authorized|Unspecified error/);
    await device.publishAsync('wm/v1/d1/up', 'mine', { qos: 1 });
    expect(await waitUntil(() => heard.length > 0, 5_000)).toBe(true);
    expect(heard).toEqual(['wm/v1/d1/up mine']);

    const answers: string[] = [];
    device.on('message', (_topic, payload) => answers.push(String(payload)));
    await device.subscribeAsync('wm/v1/d1/down', { qos: 1 });
    await hydrant.publishAsync('wm/v1/d1/down', 'stored', { qos: 1 });
    expect(await waitUntil(() => answers.includes('stored'), 5_000)).toBe(true);
  });

  it('takes no short password for Hydrant itself', () => {
    expect(() => dynamicSecurity('hydrant', 'short')).toThrow(RangeError);
  });
});
