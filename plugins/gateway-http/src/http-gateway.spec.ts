import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  type FakeHost,
  type Gateway,
  KeyReusedError,
  type MountedRequest,
  OverloadedError,
  type TelemetryMessage,
  fakeHost,
} from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import gateway from './index';

const path = '/api/v1/telemetry';
const KEY = Buffer.from('a key that both sides know, 32 b');
const body = Buffer.from('{"sensor_id":"A","value":1,"unit":"bar"}');

/** Not real: the host, which is the SDK's fake. */
describe('the HTTP gateway', () => {
  let host: FakeHost;
  let running: Gateway;
  const start = async (config: object = {}) => {
    host = fakeHost(['devices', 'device-secrets', 'telemetry', 'http-mount']);
    host.secrets.set(`hmac ${host.device.deviceId}`, KEY);
    running = gateway.create(gateway.config.parse(config), host.context);
    await running.start();
  };
  beforeEach(() => start());

  const bearer = () => ({ authorization: `Bearer ${host.device.deviceId}.${host.device.token}` });
  const post = (headers: Record<string, string>, sent: Partial<MountedRequest> = {}) =>
    host.request(path, { headers, body, ...sent });
  const refusedBy = (promise: Promise<unknown>) =>
    promise.then(
      (answer) => Promise.reject(new Error(`It was taken: ${JSON.stringify(answer)}`)),
      (error: { status: number; code: string; headers: object }) => error,
    );
  const signed = (over: { id?: string; at?: number; key?: Buffer; bytes?: Buffer; device?: string } = {}) => {
    const { id = 'msg_1', at = Date.now(), key = KEY, bytes = body, device = host.device.deviceId } = over;
    const timestamp = String(Math.floor(at / 1_000));
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
    return {
      'hydrant-device': device,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
  };

  describe('signatures', () => {
    it('let the device in, and their id marks the message', async () => {
      expect(await post(signed())).toMatchObject({ status: 200, body: { stored: 1 } });
      expect(host.submitted[0]).toMatchObject({ deviceId: host.device.deviceId, key: { id: 'msg_1' } });
    });

    it('may be several while the key is being changed', async () => {
      const headers = signed();
      const old = signed({ key: Buffer.from('the key of before') })['webhook-signature'];
      headers['webhook-signature'] = `${old} v2,x ${headers['webhook-signature']}`;
      expect(await post(headers)).toMatchObject({ status: 200 });
    });

    it('are over the bytes that came, not over what they unpack to', async () => {
      const packed = gzipSync(body);
      const gzip = { 'content-encoding': 'gzip' };
      expect(await post({ ...signed({ bytes: packed }), ...gzip }, { body: packed })).toMatchObject({ status: 200 });
      expect(await refusedBy(post({ ...signed(), ...gzip }, { body: packed }))).toMatchObject({ status: 401 });
    });

    it.each([
      ['another body', () => post(signed(), { body: Buffer.from('{"sensor_id":"A","value":2,"unit":"bar"}') })],
      ['another key', () => post(signed({ key: Buffer.from('guessed') }))],
      ['another device', () => post(signed({ device: '0198c0de-0000-7000-8000-000000000000' }))],
      ['another id', () => post({ ...signed(), 'webhook-id': 'msg_2' })],
      ['another time', () => post({ ...signed(), 'webhook-timestamp': '1700000000' })],
      ['no device', () => post({ ...signed(), 'hydrant-device': '' })],
      ['no number as time', () => post({ ...signed(), 'webhook-timestamp': '1e9' })],
      ['a signature cut short', () => post({ ...signed(), 'webhook-signature': 'v1,AAAA' })],
      ['a signature of another version', () => post({ ...signed(), 'webhook-signature': 'v1a,AAAA' })],
    ])('are refused alike with %s, although a good token is there too', async (_name, send) => {
      const problem = await refusedBy(send());
      expect(problem).toMatchObject({ status: 401, code: 'device.unauthenticated' });
      expect(host.submitted).toEqual([]);
      expect(host.refusals).toEqual([{ deviceId: null, protocol: 'http', reason: 'bad-signature', count: 1 }]);
    });

    it.each([-301_000, 301_000])('are refused when made %i ms from now, with the right time', async (offset) => {
      const problem = await refusedBy(post(signed({ at: Date.now() + offset })));
      expect(problem).toMatchObject({
        status: 401,
        code: 'device.clock-skew',
        headers: { date: expect.stringMatching(/GMT$/) },
      });
      expect(host.refusals).toMatchObject([{ deviceId: host.device.deviceId, reason: 'clock-skew' }]);
    });
  });

  describe('idempotency keys', () => {
    it.each([
      ['bare', 'abc-1'],
      ['as a quoted text', '"abc-1"'],
    ])('mark the message, %s', async (_name, key) => {
      await post({ ...bearer(), 'idempotency-key': key });
      expect(host.submitted[0]?.key).toEqual({ id: 'abc-1', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    });

    it('have the same digest for the same body, packed or not', async () => {
      await post({ ...bearer(), 'idempotency-key': 'k' });
      await post({ ...bearer(), 'idempotency-key': 'k', 'content-encoding': 'gzip' }, { body: gzipSync(body) });
      expect(host.submitted[0]?.key).toEqual(host.submitted[1]?.key);
    });

    it('say that an answer is the one of before', async () => {
      const store = host.onSubmit;
      host.onSubmit = async (message) => ({ ...(await store(message)), repeated: true });
      const answer = await post({ ...bearer(), 'idempotency-key': 'k' });
      expect(answer).toMatchObject({ status: 200, headers: { 'idempotent-replay': 'true' }, body: { stored: 1 } });
    });

    it('are refused with another body, and while the first request runs', async () => {
      host.onSubmit = () => Promise.reject(new KeyReusedError('other body'));
      expect(await refusedBy(post({ ...bearer(), 'idempotency-key': 'k' }))).toMatchObject({ status: 422 });
      let go: () => void = () => undefined;
      await start();
      const store = host.onSubmit;
      host.onSubmit = async (message) => {
        await new Promise<void>((resolve) => (go = resolve));
        return store(message);
      };
      const first = post({ ...bearer(), 'idempotency-key': 'k' });
      while (host.submitted.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const second = await refusedBy(post({ ...bearer(), 'idempotency-key': 'k' }));
      expect(second).toMatchObject({ status: 409, headers: { 'retry-after': '1' } });
      go();
      expect(await first).toMatchObject({ status: 200 });
    });

    it.each(['', '"', 'a b', 'é', 'x'.repeat(181)])('are refused when they are %j', async (key) => {
      expect(await refusedBy(post({ ...bearer(), 'idempotency-key': key }))).toMatchObject({ status: 400 });
    });
  });

  it('answers a body that cannot be read, or is too large, by its own status', async () => {
    await start({ maxBodyBytes: 2_000, maxUnpackedBytes: 4_000 });
    const send = (headers: object, bytes: Buffer) => refusedBy(post({ ...bearer(), ...headers }, { body: bytes }));
    const gzip = { 'content-encoding': 'gzip' };
    expect(await send({}, Buffer.alloc(2_001, ' '))).toMatchObject({ status: 413 });
    expect(await send({ 'content-length': '2001' }, body)).toMatchObject({ status: 413 });
    expect(await send(gzip, gzipSync(Buffer.alloc(4_001)))).toMatchObject({ status: 413 });
    expect(await send(gzip, body)).toMatchObject({ status: 400, code: 'request.malformed' });
    expect(await send({ 'content-encoding': 'br' }, body)).toMatchObject({ status: 415 });
    expect(await send({ 'content-type': 'text/csv' }, body)).toMatchObject({ status: 415 });
    expect(await send({}, Buffer.from('{'))).toMatchObject({ status: 400, code: 'telemetry.unreadable' });
    expect(host.refusals.map(({ reason }) => reason)).toEqual([
      'too-large',
      'too-large',
      'too-large',
      'unreadable',
      'wrong-type',
      'wrong-type',
    ]);
    expect(host.submitted).toHaveLength(1);
  });

  it('sends those away who come too often, before their body is read', async () => {
    await start({ requestsPerMinute: 1 });
    await post(bearer());
    const problem = await refusedBy(post(bearer()));
    expect(problem).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^[1-9]\d?$/) } });
  });

  it.each([
    ['application/senml+json', Buffer.from('[{"bn":"A","u":"bar","v":1,"t":-5}]')],
    [
      'application/senml+cbor',
      Buffer.from([0x81, 0xa4, 0x21, 0x61, 0x41, 0x01, 0x63, 0x62, 0x61, 0x72, 0x02, 0x01, 0x06, 0x24]),
    ],
    [
      'application/cbor',
      Buffer.concat([
        Buffer.from([0xa3, 0x69]),
        Buffer.from('sensor_id'),
        Buffer.from([0x61, 0x41, 0x65]),
        Buffer.from('value'),
        Buffer.from([0x01, 0x64]),
        Buffer.from('unit'),
        Buffer.from([0x63]),
        Buffer.from('bar'),
      ]),
    ],
  ])('reads %s, and what was kept of it once more', async (type, bytes) => {
    expect(await post({ ...bearer(), 'content-type': type }, { body: bytes })).toMatchObject({ body: { stored: 1 } });
    const message = host.submitted[0] as TelemetryMessage;
    expect(message).toMatchObject({ format: 'opaque', columns: { sensors: ['A'], units: ['bar'] } });
    const { deviceId, raw, receivedAt, columns } = message;
    expect(await running.decode?.({ deviceId, raw, receivedAt })).toEqual(columns);
    if (type !== 'application/cbor') expect(columns.times[0]).toBe(receivedAt - 5_000);
  });

  it('gathers a body that comes in pieces', async () => {
    const pieces = [body.subarray(0, 5), body.subarray(5)];
    expect(await post(bearer(), { body: Buffer.alloc(0), stream: from(pieces) })).toMatchObject({ status: 200 });
    expect(Buffer.from(host.submitted[0]?.raw ?? []).equals(body)).toBe(true);
  });

  describe('streams of lines', () => {
    const line = (value: number) => `{"sensor_id":"A","value":${value},"unit":"bar"}`;
    const lines = (count: number) => Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('');
    const stream = (pieces: Iterable<Buffer> | AsyncIterable<Buffer>, headers: object = {}) =>
      post(
        { ...bearer(), 'content-type': 'application/x-ndjson', ...headers },
        { body: Buffer.alloc(0), stream: from(pieces) },
      );

    it('are committed in chunks, one after the other', async () => {
      await start({ chunkReadings: 10 });
      let running = 0;
      const store = host.onSubmit;
      host.onSubmit = async (message) => {
        running += 1;
        expect(running).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return store(message);
      };
      const answer = await stream([Buffer.from(lines(25))]);
      expect(answer).toMatchObject({
        status: 200,
        body: { stored: 25, lastCommittedLine: 25, complete: true, results: [] },
      });
      expect(host.submitted.map(({ columns }) => columns.count)).toEqual([10, 10, 5]);
    });

    it('lose only the lines that are broken, and name them', async () => {
      await start({ maxLineBytes: 256 });
      const broken = [
        '{"sensor_id"',
        '[1]',
        `"${'x'.repeat(300)}"`,
        '{"sensor_id":"A","value":"1","unit":"bar"}',
        '\xff',
      ];
      const text = [line(1), '', ...broken, line(2)].join('\r\n');
      const { body: report } = await stream([Buffer.from(text, 'latin1')]);
      expect(report).toMatchObject({
        stored: 2,
        quarantined: 5,
        lastCommittedLine: 8,
        results: [
          { line: 3, outcome: 'quarantined', reason: 'unreadable' },
          { line: 4, reason: 'malformed' },
          { line: 5, reason: 'oversized' },
          { line: 6, reason: 'bad_value' },
          { line: 7, reason: 'unreadable' },
        ],
      });
    });

    it('read no further than the commit has come', async () => {
      await start({ chunkReadings: 10 });
      let read = 0;
      const store = host.onSubmit;
      host.onSubmit = async (message) => {
        const before = read;
        for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
        expect(read).toBe(before);
        return store(message);
      };
      await stream(
        (function* () {
          for (; read < 20; read += 1) yield Buffer.from(lines(10));
        })(),
      );
      expect(host.submitted).toHaveLength(20);
    });

    it('name so many problems, and count the rest', async () => {
      await start({ maxProblems: 2 });
      const { body: report } = await stream([Buffer.from('x\n'.repeat(5))]);
      expect(report).toMatchObject({ quarantined: 5, results: [{ line: 1 }, { line: 2 }], moreProblems: 3 });
    });

    it('may be packed, and tell how far they came where the packing breaks', async () => {
      await start({ chunkReadings: 100 });
      const gzip = { 'content-encoding': 'gzip' };
      const packed = gzipSync(Buffer.from(lines(1_000)), { level: 0 });
      expect((await stream([packed], gzip)).body).toMatchObject({ stored: 1_000, complete: true });
      const answer = await stream([packed.subarray(0, 30_000), Buffer.alloc(50, 7)], gzip);
      expect(answer).toMatchObject({ status: 400, contentType: 'application/problem+json' });
      const { lastCommittedLine, code } = JSON.parse(answer.body as string) as Record<string, unknown>;
      expect([code, Number(lastCommittedLine) % 100]).toEqual(['request.malformed', 0]);
      expect((await stream([Buffer.from('x')], { 'content-encoding': 'br' })).status).toBe(415);
    });

    it('are read to their end where the packing breaks, so that the sender gets its answer', async () => {
      let taken = 0;
      const pieces = async function* () {
        for (; taken < 50; taken += 1) {
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.alloc(1_000, 7);
        }
      };
      expect(await stream(pieces(), { 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
      await eventually(() => expect(taken).toBe(50), 5_000);
    });

    it('are ended by a line without an end, however small it was packed', async () => {
      await start({ chunkReadings: 1, maxUnpackedBytes: 100_000 });
      const packed = gzipSync(Buffer.from(`${line(1)}\n${' '.repeat(10_000_000)}`));
      const answer = await stream([packed], { 'content-encoding': 'gzip' });
      expect(answer).toMatchObject({ status: 413, contentType: 'application/problem+json' });
      expect(JSON.parse(answer.body as string)).toMatchObject({ stored: 1, lastCommittedLine: 1 });
      expect(host.refusals).toMatchObject([{ reason: 'too-large' }]);
    });

    it('tell how far they came when the platform cannot go on, and are known again by chunk', async () => {
      await start({ chunkReadings: 10 });
      const store = host.onSubmit;
      host.onSubmit = (message) =>
        host.submitted.length > 2 ? Promise.reject(new OverloadedError('busy', 3)) : store(message);
      const key = { 'idempotency-key': 'day-1' };
      const answer = await stream([Buffer.from(lines(50))], key);
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '3' } });
      expect(JSON.parse(answer.body as string)).toMatchObject({ stored: 20, lastCommittedLine: 20 });
      expect(host.submitted.map(({ key: mark }) => mark?.id)).toEqual(['day-1#1', 'day-1#11', 'day-1#21']);
      host.onSubmit = store;
      // Cut elsewhere by the network, the chunks are the same.
      await stream(
        [...Buffer.from(lines(50))].map((byte) => Buffer.from([byte])),
        key,
      );
      expect(host.submitted.slice(3, 6).map(({ key: mark }) => mark)).toEqual(
        host.submitted.slice(0, 3).map(({ key: mark }) => mark),
      );
    });

    it('that last too long are answered, and go on in another request', async () => {
      await start({ maxStreamMs: 1_000, chunkReadings: 10 });
      const endless = async function* () {
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          yield Buffer.from(lines(10));
        }
      };
      const { status, body: report } = await stream(endless());
      expect([status, report]).toEqual([200, expect.objectContaining({ complete: false })]);
    });

    it('may be signed when they are short', async () => {
      const bytes = Buffer.from(lines(3));
      const headers = { ...signed({ bytes, id: 'm' }), 'content-type': 'application/x-ndjson' };
      expect((await post(headers, { body: Buffer.alloc(0), stream: from([bytes]) })).body).toMatchObject({ stored: 3 });
      expect(host.submitted[0]?.key?.id).toBe('m#1');
    });

    it('may be four of one device at a time', async () => {
      let go: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (go = resolve));
      const waiting = async function* () {
        await held;
        yield Buffer.from(lines(1));
      };
      const four = Array.from({ length: 4 }, () => stream(waiting()));
      await new Promise((resolve) => setImmediate(resolve));
      expect(await refusedBy(stream(waiting()))).toMatchObject({ status: 429 });
      go();
      for (const answer of await Promise.all(four)) expect(answer.status).toBe(200);
    });
  });
});

async function* from(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}
