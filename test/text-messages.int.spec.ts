import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '@app/testing';
import { Kannel, freePort } from '../plugins/gateway-sms/test/kannel';
import { type GatewayApp, gatewayApp } from '../libs/plugins/test/gateway-app';
import { IngestHarness, type SeededDevice } from '../libs/telemetry/test/ingest-harness';

jest.setTimeout(90_000);

const PHONE = '+923001234567';
const script = path.join(__dirname, '../plugins/gateway-sms/test/centre.pl');

/** Net::SMPP, a library of others, as the SMS centre. */
class PerlCentre {
  private readonly lines: AsyncIterator<string>;
  private readonly child: ChildProcessWithoutNullStreams;

  private constructor(port: number) {
    this.child = spawn('perl', [script, String(port)]);
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
  }

  /** With an instance of the gateway that is bound to it. */
  static async bound({ host }: GatewayApp, name: string): Promise<PerlCentre> {
    const port = await freePort();
    const centre = new PerlCentre(port);
    expect(await centre.line()).toBe(`listening ${port}`);
    const config = { mode: 'smpp', host: '127.0.0.1', port, systemId: 'hydrant', enquireLinkS: 600 };
    await host.addInstance({ plugin: 'gateway-sms', name, config, secrets: { password: 'secret' } });
    expect(JSON.parse(await centre.line())).toEqual({ bound: 'hydrant', version: 0x34 });
    return centre;
  }

  async line(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('The SMS centre has ended');
    return value as string;
  }

  async ask(job: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.child.stdin.write(`${JSON.stringify(job)}\n`);
    return JSON.parse(await this.line()) as Record<string, unknown>;
  }

  close(): void {
    this.child.kill();
  }
}

/** Real: plugin host, HTTP server, PostgreSQL; Net::SMPP as SMS centre, and all of Kannel with its own simulated centre. */
describe('telemetry in text messages', () => {
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant, 'sms');
    await harness.identity(device, 'phone', PHONE);
    await harness.sensor(tenant, 'KTR-L', { quantity: 'level', deviceId: device.id, channel: 'L', channelUnit: 'm' });
    await harness.sensor(tenant, 'KTR-P', { deviceId: device.id, channel: 'P' });
    gateway = await gatewayApp(harness);
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
  });

  const minute = (ago: number) => `${new Date(Date.now() - ago * 60_000).toISOString().slice(0, 16)}Z`;
  const stored = async (code: string, time: string) => {
    const rows = await harness.sql<{ value: number }>(
      'select r.value from readings r join sensors s on s.number = r.sensor_id where s.code = $1 and r.time = $2',
      [code, time],
    );
    return rows.map(({ value }) => value);
  };
  const quarantined = async (reason: string) => {
    const sql = 'select count(*)::int as count from quarantine where device_id = $1 and reason = $2';
    return (await harness.sql<{ count: number }>(sql, [device.id, reason]))[0]?.count ?? 0;
  };

  describe('from an SMS centre', () => {
    let centre: PerlCentre;

    beforeAll(async () => {
      centre = await PerlCentre.bound(gateway, 'centre');
    });
    afterAll(() => centre.close());

    const deliver = (fields: Record<string, unknown>) => centre.ask({ source_addr: PHONE.slice(1), ...fields });
    const hex = (text: string) => Buffer.from(text).toString('hex');

    it('stores a report before it answers, by the channels of the device', async () => {
      const time = minute(30);
      expect(await deliver({ short_message: `H1 KTR ${time} L=4.25 P=3.1bar B=87%` })).toEqual({ status: 0 });
      expect([await stored('KTR-L', time), await stored('KTR-P', time)]).toEqual([[4.25], [310]]);
    });

    it('stores a report in UCS-2, a report in message_payload, and several times of one text', async () => {
      const [first, second] = [minute(60), minute(45)];
      const ucs2 = Buffer.from(`H1 KTR ${first}/15m L=1.5,1.6m`, 'utf16le').swap16().toString('hex');
      expect(await deliver({ data_coding: 8, hex: ucs2 })).toEqual({ status: 0 });
      expect([await stored('KTR-L', first), await stored('KTR-L', second)]).toEqual([[1.5], [1.6]]);
      const third = minute(90);
      expect(await deliver({ payload: hex(`H1 KTR ${third} L=2.5m`) })).toEqual({ status: 0 });
      expect(await stored('KTR-L', third)).toEqual([2.5]);
    });

    it('stores a message in parts once: out of order, and with a part repeated', async () => {
      const time = minute(120);
      const part = (index: number, text: string) => ({ esm_class: 0x40, hex: `05000309020${index}${hex(text)}` });
      expect(await deliver(part(2, 'P=2bar'))).toEqual({ status: 0 });
      expect(await stored('KTR-P', time)).toEqual([]);
      const [kept] = await harness.sql<{ count: number }>('select count(*)::int as count from plugin_state');
      expect(kept?.count).toBeGreaterThan(0);
      expect(await deliver(part(1, `H1 KTR ${time} L=2m `))).toEqual({ status: 0 });
      expect([await stored('KTR-L', time), await stored('KTR-P', time)]).toEqual([[2], [200]]);
      expect(await deliver(part(1, `H1 KTR ${time} L=2m `))).toEqual({ status: 0 });
      expect(await stored('KTR-L', time)).toEqual([2]);
    });

    it('keeps aside what it cannot read, and turns strangers away, without being asked again', async () => {
      const before = await quarantined('unreadable');
      expect(await deliver({ short_message: 'Water level is fine' })).toEqual({ status: 0 });
      expect(await deliver({ data_coding: 4, hex: 'fffe00' })).toEqual({ status: 0 });
      await eventually(async () => expect(await quarantined('unreadable')).toBe(before + 2));
      const time = minute(150);
      expect(await deliver({ source_addr: '923000000000', short_message: `H1 KTR ${time} L=9m` })).toEqual({
        status: 0,
      });
      expect(await stored('KTR-L', time)).toEqual([]);
    });
  });

  describe('to a device', () => {
    let centre: PerlCentre;

    beforeAll(async () => {
      centre = await PerlCentre.bound(gateway, 'orders');
    });
    afterAll(() => centre.close());

    it('carries an order, and settles it by the delivery receipt', async () => {
      const id = randomUUID();
      const state = async () => {
        const sql = 'select state, detail from device_commands where id = $1';
        return (await harness.sql<{ state: string; detail: string | null }>(sql, [id]))[0];
      };
      await harness.sql(
        `insert into device_commands (tenant_id, id, device_id, protocol, name, payload, state, created_by, created_by_name, expires_at)
         values ($1, $2, $3, 'sms', 'set-interval', '{"minutes": 15}', 'queued', 'test', 'Test', now() + interval '1 hour')`,
        [device.tenantId, id, device.id],
      );
      await harness.sql(`select pg_notify('device_commands', '')`);
      expect(await centre.ask({ listen: 1 })).toEqual({
        submitted: `C1 ${id.slice(0, 8)} set-interval minutes=15`,
        to: PHONE.slice(1),
      });
      await eventually(async () => expect((await state())?.state).toBe('sent'));
      // The centre answered 1f, and its receipt says the same number in decimal.
      const receipt = 'id:31 sub:001 dlvrd:001 submit date:2611211015 done date:2611211016 stat:DELIVRD err:000 text:';
      expect(await centre.ask({ source_addr: PHONE.slice(1), esm_class: 4, short_message: receipt })).toEqual({
        status: 0,
      });
      expect(await state()).toEqual({ state: 'acknowledged', detail: 'Delivered to the device' });
    });
  });

  describe('from Kannel', () => {
    let kannel: Kannel | undefined;
    let front: Server;
    /** Calls that are answered 503 before the next one is let through. */
    let away = 0;
    let calls = 0;
    let target = '';

    beforeAll(async () => {
      const { hookUrl } = await gateway.host.addInstance({
        plugin: 'gateway-sms',
        name: 'kannel',
        config: { mode: 'kannel', allowedAddresses: ['127.0.0.1'] },
        secrets: { secret: 'kannel-secret' },
      });
      target = gateway.httpUrl + new URL(hookUrl).pathname;
      front = createServer((request, response) => {
        calls += 1;
        away -= 1;
        if (away >= 0) {
          response.writeHead(503).end();
          return;
        }
        const query = new URL(request.url ?? '', target).search;
        void fetch(target + query).then(async (answer) => {
          response.writeHead(answer.status).end(await answer.text());
        });
      });
      await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
      const { port } = front.address() as AddressInfo;
      const query = 'from=%p&to=%P&text=%b&ts=%T&id=%I&secret=kannel-secret';
      kannel = await Kannel.open(`http://127.0.0.1:${port}/?${query}`);
    });
    afterAll(async () => {
      await kannel?.close();
      await new Promise((resolve) => front.close(resolve));
    });

    it('stores what phones send, and each message once', async () => {
      const times = Array.from({ length: 10 }, (_, i) => minute(200 + i));
      await kannel?.send(PHONE, ...times.map((time, i) => `H1 KTR ${time} L=${i + 1}m P=${i + 1}bar`));
      await eventually(async () => {
        const found = await Promise.all(times.map((time) => stored('KTR-L', time)));
        expect(found).toEqual(times.map((_, i) => [i + 1]));
      }, 20_000);
      await kannel?.send(PHONE, `H1 KTR ${times[0]} L=1m`, 'H1 KTR L=7.5m');
      await eventually(async () => {
        const rows = await harness.sql(
          "select 1 from readings where value = 7.5 and time > now() - interval '1 minute'",
        );
        expect(rows).toHaveLength(1);
      }, 20_000);
      expect(await stored('KTR-L', times[0] as string)).toEqual([1]);
    });

    it('takes UCS-2, which Kannel hands on as its bytes, and keeps aside what is no text', async () => {
      const time = minute(310);
      const call = (bytes: Buffer) => {
        const text = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        const query = `from=${encodeURIComponent(PHONE)}&to=8333&text=${text}&id=${randomUUID()}&secret=kannel-secret`;
        return fetch(`${target}?${query}`);
      };
      expect((await call(Buffer.from(`H1 KTR ${time} L=4m`, 'utf16le').swap16())).status).toBe(200);
      expect(await stored('KTR-L', time)).toEqual([4]);
      const aside = async () => Number((await harness.sql<{ n: string }>('select count(*) n from quarantine'))[0]?.n);
      const before = await aside();
      for (const bytes of ['000180ff', '4831204b545220004c3d316d', 'ff00fe']) {
        expect((await call(Buffer.from(bytes, 'hex'))).status).toBe(200);
      }
      await eventually(async () => expect(await aside()).toBe(before + 3));
    });

    it('is asked again by Kannel until the message is stored', async () => {
      const time = minute(300);
      away = 3;
      calls = 0;
      await kannel?.send(PHONE, `H1 KTR ${time} L=3m`);
      await eventually(async () => expect(await stored('KTR-L', time)).toEqual([3]), 30_000);
      expect(calls).toBe(4);
    });
  });

  it('stores what a provider posts, signed, once', async () => {
    const { hookUrl } = await gateway.host.addInstance({
      plugin: 'gateway-sms',
      name: 'provider',
      config: { mode: 'json' },
      secrets: { secret: 'a-shared-secret' },
    });
    const time = minute(2);
    const body = JSON.stringify({ from: PHONE, text: `H1 KTR ${time} L=6m` });
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = createHmac('sha256', 'a-shared-secret').update(`m-1.${timestamp}.${body}`).digest('base64');
    const post = (signed: string) =>
      fetch(gateway.httpUrl + new URL(hookUrl).pathname, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': 'm-1',
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signed}`,
        },
      });
    const first = await post(signature);
    expect([first.status, await first.json()]).toMatchObject([200, { stored: 1 }]);
    const again = await post(signature);
    expect(again.status).toBe(200);
    expect(await stored('KTR-L', time)).toEqual([6]);
    expect((await post('AAAA')).status).toBe(401);
  });
});
