import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { UdpRelay } from '../test/udp-relay';
import gateway from './index';

jest.setTimeout(60_000);

const KEY = 'sixteen-byte-key';
const IDENTITY = 'urn:imei:490154203237518';

/** Real: libcoap's clients (plain, OpenSSL, GnuTLS), openssl, python3-cbor2. Not real: the host, which is the SDK's fake. */
describe('clients that others wrote', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-coap-'));
  let host: FakeHost;
  let running: Gateway;
  let port = 0;
  let securePort = 0;

  beforeAll(async () => {
    host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
    host.secrets.set(`psk ${IDENTITY}`, Buffer.from(KEY));
    const config = { host: '127.0.0.1', port: 0, securePort: 0, separateAfterMs: 300 };
    running = gateway.create(gateway.config.parse(config), host.context);
    await running.start();
    const { details } = await running.health();
    port = Number(details?.['port']);
    securePort = Number(details?.['securePort']);
  });
  afterAll(() => running.stop());
  beforeEach(() => {
    host.submitted.length = 0;
    host.refusals.length = 0;
  });

  const run = (program: string, args: string[], input?: string | Buffer): Promise<string> =>
    new Promise((resolve) => {
      const child = execFile(program, args, { timeout: 50_000 }, (_error, stdout, stderr) => resolve(stdout + stderr));
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input ?? '');
    });
  const file = (name: string, content: string | Buffer): string => {
    const full = path.join(folder, name);
    writeFileSync(full, content);
    return full;
  };
  const plain = () => `coap://127.0.0.1:${port}/s/${host.device.deviceId}.${host.device.token}`;
  const body = (value: number) => JSON.stringify({ sensor_id: 'A', value, unit: 'bar' });
  const values = () => host.submitted.map(({ columns }) => [...columns.values]);
  /** Verbose enough to show codes of what comes. */
  const client = (variant: string, ...args: string[]) =>
    run(`coap-client-${variant}`, ['-v', '7', '-B', '10', '-m', 'post', ...args]);

  describe('over UDP', () => {
    it('takes confirmable and other messages', async () => {
      expect(await client('notls', '-t', '50', '-e', body(1), plain())).toMatch(/t:ACK c:2\.04/);
      expect(await client('notls', '-N', '-t', '50', '-e', body(2), plain())).toMatch(/t:NON c:2\.04/);
      expect(values()).toEqual([[1], [2]]);
    });

    it('puts large bodies together from blocks', async () => {
      const readings = Array.from({ length: 200 }, (_, n) => ({
        sensor_id: 'A',
        value: n,
        unit: 'bar',
        timestamp: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
      }));
      const large = file('large.json', JSON.stringify(readings));
      expect(await client('notls', '-t', '50', '-b', '128', '-f', large, plain())).toMatch(/c:2\.04/);
      expect(await client('notls', '-t', '50', '-f', large, plain())).toMatch(/c:2\.04/);
      expect(host.submitted.map(({ columns }) => [columns.count, columns.faults])).toEqual([
        [200, []],
        [200, []],
      ]);
    });

    it('refuses what is too large, before it is all there', async () => {
      const huge = file('huge.json', `[${' '.repeat(100_000)}]`);
      expect(await client('notls', '-t', '50', '-f', huge, plain())).toMatch(/c:4\.13/);
      expect(host.submitted).toEqual([]);
    });

    it('reads SenML and telemetry in CBOR that python3-cbor2 writes', async () => {
      const script = [
        'import sys, cbor2',
        'from decimal import Decimal',
        'pack = [{-2: "x/", -3: 1767323045, 0: "a", 1: "Cel", 2: Decimal("21.5")}, {0: "b", 2: 3, 6: -60}]',
        'telemetry = {"sensor_id": "A", "value": 1.25, "unit": "bar"}',
        'sys.stdout.buffer.write(cbor2.dumps(pack if sys.argv[1] == "senml" else telemetry))',
      ].join('\n');
      const written = (kind: string) =>
        new Promise<Buffer>((resolve, reject) =>
          execFile('/usr/bin/python3', ['-c', script, kind], { encoding: 'buffer' }, (error, stdout) =>
            error === null ? resolve(stdout) : reject(error),
          ),
        );
      const senml = file('pack.cbor', await written('senml'));
      const telemetry = file('telemetry.cbor', await written('telemetry'));
      expect(await client('notls', '-t', '112', '-f', senml, plain())).toMatch(/c:2\.04/);
      expect(await client('notls', '-t', '60', '-f', telemetry, plain())).toMatch(/c:2\.04/);
      expect(host.submitted[0]?.columns).toMatchObject({ sensors: ['x/a', 'x/b'], units: ['Cel', ''], faults: [] });
      expect([...(host.submitted[0]?.columns.times ?? [])]).toEqual([1_767_323_045_000, 1_767_322_985_000]);
      expect(values()).toEqual([[21.5, 3], [1.25]]);
    });

    it('answers later when the commit takes long', async () => {
      const store = host.onSubmit;
      host.onSubmit = async (message) => {
        await new Promise((resolve) => setTimeout(resolve, 800));
        return store(message);
      };
      const seen = await client('notls', '-t', '50', '-e', body(3), plain());
      host.onSubmit = store;
      expect(seen).toMatch(/t:ACK c:0\.00/);
      expect(seen).toMatch(/t:CON c:2\.04/);
      expect(values()).toEqual([[3]]);
    });

    it('lets nobody in without a credential, and says what it does not understand', async () => {
      const stranger = `coap://127.0.0.1:${port}/s/${host.device.deviceId}.${'b'.repeat(43)}`;
      expect(await client('notls', '-t', '50', '-e', body(4), stranger)).toMatch(/c:4\.01/);
      expect(await client('notls', '-t', '41', '-e', '<a/>', plain())).toMatch(/c:4\.15/);
      expect(await client('notls', '-t', '50', '-O', '65001,x', '-e', body(4), plain())).toMatch(/c:4\.02/);
      expect(await client('notls', '-t', '110', '-e', '[{"n":"a","v":1,"x_":2}]', plain())).toMatch(/c:4\.00/);
      expect(await run('coap-client-notls', ['-v', '7', '-B', '5', '-m', 'get', plain()])).toMatch(/c:4\.05/);
      expect(await client('notls', '-e', 'x', `coap://127.0.0.1:${port}/nowhere`)).toMatch(/c:4\.04/);
      expect(
        values()
          .flat()
          .filter((value) => value === 4),
      ).toEqual([]);
    });
  });

  describe.each(['openssl', 'gnutls'])('with a key, by the client on %s', (variant) => {
    const secured = (scheme: string, identity = IDENTITY, key = KEY, ...args: string[]) =>
      client(variant, '-u', identity, '-k', key, '-t', '50', ...args, `${scheme}://127.0.0.1:${securePort}/s`);

    it('knows the device by its key, over TLS', async () => {
      expect(await secured('coaps+tcp', IDENTITY, KEY, '-e', body(10))).toMatch(/c:2\.04/);
      expect(host.submitted).toMatchObject([{ deviceId: host.device.deviceId, protocol: 'coap' }]);
    });

    it('knows the device by its key, over DTLS, with large bodies as well', async () => {
      expect(await secured('coaps', IDENTITY, KEY, '-e', body(11))).toMatch(/c:2\.04/);
      const large = file(
        'large2.json',
        JSON.stringify(Array.from({ length: 100 }, (_, n) => JSON.parse(body(n)) as object)),
      );
      expect(await secured('coaps', IDENTITY, KEY, '-b', '256', '-f', large)).toMatch(/c:2\.04/);
      expect(host.submitted.map(({ columns }) => columns.count)).toEqual([1, 100]);
    });

    it.each(['coaps', 'coaps+tcp'])('lets neither a wrong key nor an unknown name in: %s', async (scheme) => {
      await secured(scheme, IDENTITY, 'another-key-here', '-B', '3', '-e', body(12));
      await secured(scheme, 'nobody', KEY, '-B', '3', '-e', body(12));
      expect(host.submitted).toEqual([]);
      const reason = scheme === 'coaps' ? 'dtls-handshake' : 'tls-handshake';
      await eventually(() => expect(host.refusals.filter((one) => one.reason === reason)).toHaveLength(2));
    });
  });

  it('survives a network that loses, repeats and changes what is sent: each reading is stored once', async () => {
    const relay = await UdpRelay.open(securePort);
    let n = 0;
    const spoilt = (bytes: Buffer) => {
      const changed = Buffer.from(bytes);
      changed[changed.length - 1] = (changed[changed.length - 1] as number) ^ 1;
      return changed;
    };
    const bad = (datagram: Buffer) => {
      n += 1;
      return n % 4 === 0 ? [] : [spoilt(datagram), datagram, datagram];
    };
    relay.up = (datagram) => (datagram[0] === 23 ? bad(datagram) : [datagram, datagram]);
    relay.down = (datagram) => (datagram[0] === 23 ? bad(datagram) : [datagram, datagram]);
    const url = `coaps://${relay.address}/s`;
    const large = JSON.stringify(Array.from({ length: 30 }, (_, value) => JSON.parse(body(value)) as object));
    const seen = await client(
      'openssl',
      '-u',
      IDENTITY,
      '-k',
      KEY,
      '-t',
      '50',
      '-b',
      '256',
      '-B',
      '40',
      '-e',
      large,
      url,
    );
    relay.close();
    expect(seen).toMatch(/c:2\.04/);
    expect(host.submitted.map(({ columns }) => columns.count)).toEqual([30]);
  });

  it('takes what a LwM2M device sends on its own account, by its key', async () => {
    const pack = '[{"bn":"/3303/0/","n":"5700","v":21.5}]';
    const url = `coaps://127.0.0.1:${securePort}/dp`;
    expect(await client('openssl', '-u', IDENTITY, '-k', KEY, '-t', '110', '-e', pack, url)).toMatch(/c:2\.04/);
    expect(host.submitted).toMatchObject([{ protocol: 'lwm2m', columns: { sensors: ['/3303/0/5700'] } }]);
    const long = Array.from({ length: 60 }, (_, n) => ({ bn: '/3303/0/5700', bt: 1_767_323_045 + n, v: n }));
    const gathered = file('gathered.json', JSON.stringify(long));
    expect(await client('openssl', '-u', IDENTITY, '-k', KEY, '-t', '110', '-b', '512', '-f', gathered, url)).toMatch(
      /c:2\.04/,
    );
    expect(host.submitted[1]?.columns).toMatchObject({ count: 60, faults: [] });
  });

  it.each(['PSK-AES128-CCM8', 'PSK-AES128-GCM-SHA256'])('makes DTLS with openssl by %s', async (cipher) => {
    const args = ['s_client', '-dtls1_2', '-connect', `127.0.0.1:${securePort}`, '-psk_identity', IDENTITY];
    const psk = Buffer.from(KEY).toString('hex');
    const seen = await run('openssl', [...args, '-psk', psk, '-cipher', `${cipher}:@SECLEVEL=0`]);
    expect(seen).toContain(`Cipher is ${cipher}`);
    expect(seen).toContain('Extended master secret: yes');
  });
});
