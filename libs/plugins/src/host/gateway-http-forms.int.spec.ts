import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { eventually } from '@app/testing';
import { type GatewayApp, gatewayApp } from '../../test/gateway-app';
import { IngestHarness, type SeededDevice } from '../../../telemetry/test/ingest-harness';

jest.setTimeout(60_000);

const run = promisify(execFile);
const KEY = Buffer.from('a key that both sides know, 32 b');

/** Real: HTTP server, plugin host, gateway plugin, PostgreSQL, curl as a device. */
describe('signed, marked and streamed telemetry over HTTP', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hydrant-http-'));
  let harness: IngestHarness;
  let gateway: GatewayApp;
  let device: SeededDevice;

  beforeAll(async () => {
    harness = await IngestHarness.open();
    const tenant = await harness.tenant();
    device = await harness.device(tenant, 'http');
    await harness.seeds.identity(device, 'hmac', device.id, KEY);
    await harness.sensor(tenant, 'P-1');
    gateway = await gatewayApp(harness, { COAP_PORT: '0', COAPS_PORT: '0' });
  });
  afterAll(async () => {
    await gateway.app.close();
    await harness.close();
  });

  const url = () => `${gateway.httpUrl}/api/v1/telemetry`;
  const bearer = () => `Authorization: Bearer ${device.id}.${device.token}`;
  const file = (name: string, bytes: string | Buffer) => {
    const where = path.join(folder, name);
    writeFileSync(where, bytes);
    return where;
  };
  /** Posts a file with curl. @returns status, headers and body */
  const curl = async (body: string, ...headers: string[]) => {
    const given = headers.flatMap((header) => ['-H', header]);
    const { stdout } = await run('curl', ['-s', '-i', '--data-binary', `@${body}`, ...given, url()]);
    const end = stdout.indexOf('\r\n\r\n');
    const status = Number(stdout.split(' ')[1]);
    return {
      status,
      headers: stdout.slice(0, end).toLowerCase(),
      body: JSON.parse(stdout.slice(end)) as Record<string, unknown>,
    };
  };
  const day = Date.now() - 120_000;
  const line = (n: number, value = n) =>
    JSON.stringify({ sensor_id: 'P-1', value, unit: 'kPa', timestamp: new Date(day + n).toISOString() });
  const stored = async () =>
    (await harness.sql<{ count: number }>('select count(*)::int as count from readings'))[0]?.count ?? 0;
  const sign = (bytes: Buffer, id: string, key = KEY, at = Date.now()) => {
    const time = Math.floor(at / 1_000);
    const signature = createHmac('sha256', key).update(`${id}.${time}.`).update(bytes).digest('base64');
    return [
      'content-type: application/json',
      `hydrant-device: ${device.id}`,
      `webhook-id: ${id}`,
      `webhook-timestamp: ${time}`,
      `webhook-signature: v1,${signature}`,
    ];
  };

  it('takes what is signed, once, and refuses a replay with another body, a wrong key and an old time', async () => {
    const bytes = Buffer.from(line(1));
    const body = file('signed.json', bytes);
    expect(await curl(body, ...sign(bytes, 'm1'))).toMatchObject({ status: 200, body: { stored: 1 } });
    const again = await curl(body, ...sign(bytes, 'm1'));
    expect([again.status, again.body['stored'], again.headers.includes('idempotent-replay: true')]).toEqual([
      200,
      1,
      true,
    ]);
    const other = Buffer.from(line(2));
    expect(await curl(file('other.json', other), ...sign(other, 'm1'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key-reused' },
    });
    expect(await curl(body, ...sign(bytes, 'm2', Buffer.from('guessed')))).toMatchObject({ status: 401 });
    const late = await curl(body, ...sign(bytes, 'm3', KEY, Date.now() - 400_000));
    expect(late).toMatchObject({ status: 401, body: { code: 'device.clock-skew' } });
    expect(Math.abs(Date.parse(/\ndate: (.*)/.exec(late.headers)?.[1] ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('answers a marked message again as the first time, also after a restart', async () => {
    const body = file('marked.json', `[${line(10)},${line(10, 99)}]`);
    const send = () => curl(body, bearer(), 'content-type: application/json', 'Idempotency-Key: "b-1"');
    const first = await send();
    expect(first).toMatchObject({ status: 200, body: { stored: 1, conflict: 1 } });
    await gateway.app.close();
    gateway = await gatewayApp(harness, { COAP_PORT: '0', COAPS_PORT: '0' });
    const second = await send();
    expect(second.body).toEqual(first.body);
    expect(second.headers).toContain('idempotent-replay: true');
    const other = file('marked-other.json', line(11));
    expect(await curl(other, bearer(), 'content-type: application/json', 'Idempotency-Key: "b-1"')).toMatchObject({
      status: 422,
    });
  });

  it('takes a stream of lines, packed or not, and names the lines that are broken', async () => {
    const before = await stored();
    const lines = Array.from({ length: 12_000 }, (_, n) => line(1_000 + n));
    lines[6_000] = '{"sensor_id"';
    const text = lines.join('\n');
    const ndjson = 'content-type: application/x-ndjson';
    const answer = await curl(file('day.ndjson', text), bearer(), ndjson, 'Idempotency-Key: day');
    expect(answer.body).toMatchObject({
      stored: 11_999,
      quarantined: 1,
      lastCommittedLine: 12_000,
      complete: true,
      results: [{ line: 6_001, outcome: 'quarantined', reason: 'unreadable' }],
      moreProblems: 0,
    });
    const packed = file('day.ndjson.gz', gzipSync(text));
    const again = await curl(packed, bearer(), ndjson, 'content-encoding: gzip', 'Idempotency-Key: day');
    expect(again.body).toEqual(answer.body);
    expect((await stored()) - before).toBe(11_999);
  });

  it('goes on where a stream was cut', async () => {
    const before = await stored();
    const lines = Array.from({ length: 12_000 }, (_, n) => `${line(20_000 + n)}\n`);
    const headers = {
      authorization: `Bearer ${device.id}.${device.token}`,
      'content-type': 'application/x-ndjson',
      'idempotency-key': 'cut',
    };
    const cut = request(url(), { method: 'POST', headers });
    cut.on('error', () => undefined);
    cut.write(lines.slice(0, 7_000).join(''));
    await eventually(async () => expect((await stored()) - before).toBe(5_000));
    cut.destroy();
    const whole = await curl(
      file('cut.ndjson', lines.join('')),
      bearer(),
      'content-type: application/x-ndjson',
      'Idempotency-Key: cut',
    );
    expect(whole.body).toMatchObject({ stored: 12_000, duplicate: 0, lastCommittedLine: 12_000 });
    expect((await stored()) - before).toBe(12_000);
  });

  it('reads from a sender no faster than it commits, and keeps little of what it reads', async () => {
    const headers = { authorization: `Bearer ${device.id}.${device.token}`, 'content-type': 'application/x-ndjson' };
    const heap = () => (globalThis.gc?.(), process.memoryUsage().heapUsed + process.memoryUsage().external);
    const began = heap();
    let most = 0;
    const answer = await new Promise<string>((resolve, reject) => {
      const sender = request(url(), { method: 'POST', headers }, (response) => {
        let text = '';
        response.on('data', (piece: Buffer) => (text += piece.toString()));
        response.on('end', () => resolve(text));
      });
      sender.on('error', reject);
      // The same 5,000 readings over and over: 60 MB, of which nothing is new.
      const block = Array.from({ length: 5_000 }, (_, n) => `${line(40_000 + n)}\n`).join('');
      let left = 140;
      const more = () => {
        while (left > 0) {
          left -= 1;
          most = Math.max(most, process.memoryUsage().heapUsed + process.memoryUsage().external - began);
          if (!sender.write(block)) return;
        }
        sender.end();
      };
      sender.on('drain', more);
      more();
    });
    expect(JSON.parse(answer)).toMatchObject({
      stored: 5_000,
      duplicate: 695_000,
      lastCommittedLine: 700_000,
      complete: true,
    });
    expect(most).toBeLessThan(200_000_000);
  });

  it('ends a stream of another size, kind or sender at once', async () => {
    const big = file('big.json', `[${' '.repeat(1_100_000)}]`);
    expect(await curl(big, bearer(), 'content-type: application/json', 'Expect:')).toMatchObject({ status: 413 });
    const headers = { authorization: 'Bearer nobody', 'content-type': 'application/x-ndjson' };
    const status = await new Promise((resolve, reject) => {
      const sender = request(url(), { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sender.destroy();
      });
      sender.on('error', reject);
      sender.write('x\n');
    });
    expect(status).toBe(401);
  });
});
