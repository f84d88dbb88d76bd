import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type GatewayApp, gatewayApp } from '../../test/gateway-app';
import { IngestHarness, type SeededDevice, type SeededSensor } from '../../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

/** Real: TCP and TLS listeners, plugin host, PostgreSQL; nc, socat and openssl s_client as loggers. */
describe('telemetry over TCP', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;
  let other: SeededDevice;
  let sensor: SeededSensor;
  let ports: { port: number; tlsPort: number };
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-tcp-'));

  beforeAll(async () => {
    const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    const make = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=loggers.example';
    execFileSync('openssl', make.split(' ').concat('-keyout', key, '-out', cert), { stdio: 'ignore' });
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant);
    other = await harness.device(tenant);
    sensor = await harness.sensor(tenant, 'P-1', { deviceId: device.id });
    gateway = await gatewayApp(harness, { TCP_TLS_PORT: '0', TCP_TLS_CERT: cert, TCP_TLS_KEY: key });
    ports = (await gateway.host.health())['gateway-tcp']?.details as typeof ports;
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a program that is connected to the gateway, gives it these pieces one after the other, and reads all of its output. */
  const run = (program: string, args: string[], pieces: (string | Buffer)[]) =>
    new Promise<string[]>((resolve, reject) => {
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
      let output = '';
      const late = setTimeout(() => child.kill(), 20_000);
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.once('error', reject);
      // It may end before it has been given all.
      child.stdin.on('error', () => undefined);
      child.once('close', () => {
        clearTimeout(late);
        resolve(output.split(/\r?\n/).filter((line) => line !== ''));
      });
      void (async () => {
        for (const piece of pieces) {
          child.stdin.write(piece);
          await new Promise((done) => setTimeout(done, 10));
        }
        child.stdin.end();
      })();
    });
  const nc = (...pieces: (string | Buffer)[]) => run('nc', ['-N', '127.0.0.1', String(ports.port)], pieces);
  const login = (who: SeededDevice, options = '') => `LOGIN ${who.id} ${who.token}${options}\r\n`;
  const at = (offsetS: number) => new Date(Math.floor(Date.now() / 1_000) * 1_000 - offsetS * 1_000).toISOString();
  const stored = async (value: number) =>
    (
      await harness.sql<{ count: number }>(
        'select count(*)::int as count from readings where sensor_id = $1 and value = $2',
        [sensor.number, value],
      )
    )[0]?.count;

  it('stores the lines that nc pipes in before it answers', async () => {
    const lines = `${at(9)},P-1,11,kPa\r\nP-1=12kPa time=${at(8)}\r\n{"sensor_id":"P-1","value":13,"unit":"kPa"}\r\n`;
    expect((await nc(login(device) + lines)).slice(1)).toEqual(['OK 1', 'OK 1', 'OK 1']);
    expect(await Promise.all([11, 12, 13].map(stored))).toEqual([1, 1, 1]);
  });

  it('reads what socat sends in pieces', async () => {
    const text = `AT\r\nOK\r\n${login(device)}HEADER time,P-1:kPa\n${at(7)},21\n${at(6)},22\n`;
    const pieces = text.match(/[\s\S]{1,9}/g) ?? [];
    const answers = await run('socat', ['-t5', '-', `TCP:127.0.0.1:${ports.port}`], pieces);
    expect(answers.slice(1)).toEqual(['OK 0', 'OK 1', 'OK 1']);
    expect(await Promise.all([21, 22].map(stored))).toEqual([1, 1]);
  });

  it('speaks TLS with openssl s_client', async () => {
    const answers = await run(
      'openssl',
      ['s_client', '-quiet', '-verify_quiet', '-no_ign_eof', '-connect', `127.0.0.1:${ports.tlsPort}`],
      [login(device), `${at(5)},P-1,31,kPa\r\n`, 'QUIT\r\n', ...Array.from({ length: 50 }, () => '')],
    );
    expect(answers.slice(1)).toEqual(['OK 1', 'BYE']);
    expect(await stored(31)).toBe(1);
  });

  it('answers a repeat as the first time and stores it once', async () => {
    const line = `#7 ${at(4)},P-1,41,kPa\n`;
    for (let n = 0; n < 2; n += 1) expect((await nc(login(device, ' boot=3') + line))[1]).toBe('OK 1 #7');
    expect((await nc(login(device, ' boot=4') + line))[1]).toBe('OK 1 #7');
    expect(await stored(41)).toBe(1);
    const changed = `#7 ${at(4)},P-1,42,kPa\n`;
    expect((await nc(login(device, ' boot=3') + changed))[1]).toBe('ERR sequence-reused #7');
  });

  it("keeps aside what a device reports for another's sensor", async () => {
    expect((await nc(`${login(other)}${at(3)},P-1,51,kPa\n`))[1]).toBe('ERR foreign-sensor');
    expect(await stored(51)).toBe(0);
    const kept = await harness.sql('select reason, protocol from quarantine where device_id = $1', [other.id]);
    expect(kept).toEqual([{ reason: 'foreign_sensor', protocol: 'tcp' }]);
  });

  it('turns away an unknown device and a wrong token alike', async () => {
    const wrong = `LOGIN ${device.id} ${'x'.repeat(43)}\n`;
    const unknown = `LOGIN 0198c0de-0000-7000-8000-000000000000 ${'x'.repeat(43)}\n`;
    for (const line of [wrong, unknown]) expect(await nc(line)).toEqual(['ERR bad-credential']);
  });

  it('throws a revoked device off within five seconds', async () => {
    const third = await harness.device(device.tenantId);
    const socket = connectTcp(ports.port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise<void>((resolve) => {
      socket.once('data', () => resolve());
      socket.write(login(third));
    });
    const began = Date.now();
    await harness.sql('update device_credentials set revoked_at = now() where device_id = $1', [third.id]);
    await closed;
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await nc(login(third))).toEqual(['ERR bad-credential']);
  });

  it('takes nothing of a message that is cut anywhere', async () => {
    const line = Buffer.from(`${at(2)},P-1,61,kPa\n`);
    for (let length = 0; length < line.length; length += 5) {
      const answers = await nc(login(device), line.subarray(0, length));
      expect(answers).toHaveLength(1);
    }
    expect(await stored(61)).toBe(0);
    expect((await nc(login(device), line))[1]).toBe('OK 1');
  });
});
