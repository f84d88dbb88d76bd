import { createSocket } from 'node:dgram';
import { OverloadedError, type FakeHost, type Gateway, KeyReusedError, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { CoapPeer, empty, post } from '../test/coap-peer';
import { Code, codeText } from './coap/codes';
import { type Datagram, Type, parseDatagram, serialiseDatagram } from './coap/datagram';
import { Option, numberOption, textOption, uintOption } from './coap/options';
import { blockOption } from './coap/block1';
import gateway from './index';

const body = (value: number) => JSON.stringify({ sensor_id: 'A', value, unit: 'bar' });

/** Real: sockets. Not real: the host, which is the SDK's fake, and the device, which sends what it is told to. */
describe('the CoAP gateway', () => {
  let host: FakeHost;
  let running: Gateway;
  let peer: CoapPeer;
  let path = '';
  let port = 0;

  const start = async (config: object = {}) => {
    host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
    path = `s/${host.device.deviceId}.${host.device.token}`;
    running = gateway.create(
      gateway.config.parse({ host: '127.0.0.1', port: 0, securePort: 0, ...config }),
      host.context,
    );
    await running.start();
    port = Number((await running.health()).details?.['port']);
    peer = await CoapPeer.open(port);
  };
  afterEach(async () => {
    peer.close();
    await running.stop();
  });
  const code = async (request: Datagram) => codeText((await peer.exchange(request)).code);
  const values = () => host.submitted.map(({ columns }) => columns.values[0]);

  it('stores a message that comes again once, and answers it the same', async () => {
    await start();
    const request = post(path, body(1));
    const first = await peer.exchange(request);
    expect(first).toMatchObject({ type: Type.ack, id: request.id, code: Code.changed });
    expect(await peer.exchange(request)).toEqual(first);
    expect(values()).toEqual([1]);
  });

  it('stores it once when it comes again before the first is stored', async () => {
    await start();
    const store = host.onSubmit;
    let go: () => void = () => undefined;
    host.onSubmit = async (message) => {
      await new Promise<void>((resolve) => (go = resolve));
      return store(message);
    };
    const request = serialiseDatagram(post(path, body(1)));
    for (let n = 0; n < 5; n += 1) peer.send(request);
    await eventually(() => expect(host.submitted).toHaveLength(1));
    expect(await code({ ...post('x', ''), type: Type.con })).toBe('4.04');
    go();
    expect((await peer.datagram()).code).toBe(Code.changed);
    expect(values()).toEqual([1]);
  });

  it('does not take another message for a repeated one because its id is the same', async () => {
    await start();
    const request = post(path, body(1));
    expect(await code(request)).toBe('2.04');
    expect(await code({ ...request, payload: Buffer.from(body(2)) })).toBe('2.04');
    expect(values()).toEqual([1, 2]);
  });

  it('marks a confirmable message, so that a repetition is known after a restart, and gives way when the mark was used', async () => {
    await start();
    const store = host.onSubmit;
    host.onSubmit = (message) =>
      message.key === undefined ? store(message) : Promise.reject(new KeyReusedError('The mark was used'));
    expect(await code(post(path, body(1)))).toBe('2.04');
    expect(host.submitted.map(({ key }) => key?.digest.length)).toEqual([64, undefined]);
  });

  it('answers a NON by a NON, a ping by a reset, and leaves resets and answers to nothing alone', async () => {
    await start();
    expect(await peer.exchange({ ...post(path, body(1)), type: Type.non })).toMatchObject({
      type: Type.non,
      code: Code.changed,
    });
    expect(await peer.exchange({ type: Type.con, id: 7, code: 0, ...empty })).toMatchObject({
      type: Type.rst,
      id: 7,
      code: 0,
    });
    peer.send(serialiseDatagram({ type: Type.rst, id: 7, code: 0, ...empty }));
    peer.send(serialiseDatagram({ type: Type.ack, id: 7, code: 0, ...empty }));
    // A response that nobody asked for.
    expect(await peer.exchange({ type: Type.con, id: 8, code: Code.content, ...empty })).toMatchObject({
      type: Type.rst,
      id: 8,
    });
  });

  it('announces a late answer, repeats it until it is acknowledged, and then no more', async () => {
    await start({ separateAfterMs: 30 });
    const store = host.onSubmit;
    host.onSubmit = async (message) => {
      await new Promise((resolve) => setTimeout(resolve, 120));
      return store(message);
    };
    const request = post(path, body(1));
    expect(await peer.exchange(request)).toMatchObject({ type: Type.ack, id: request.id, code: Code.empty });
    const response = await peer.datagram();
    expect(response).toMatchObject({ type: Type.con, code: Code.changed });
    expect(Buffer.from(response.token)).toEqual(Buffer.from(request.token));
    expect(await peer.datagram()).toEqual(response);
    peer.send(serialiseDatagram({ type: Type.ack, id: response.id, code: 0, ...empty }));
    await expect(peer.receive(5_000)).rejects.toThrow('Nothing came');
  });

  it('sends strangers no more than they sent, and nothing of what is inside', async () => {
    await start();
    const { deviceId, token } = host.device;
    const wrong = [
      post('s', ''),
      post(`s/${deviceId}`, body(1)),
      post(`s/${deviceId}.${'b'.repeat(43)}`, body(1)),
      post(`s/${'0'.repeat(8)}.${token}`, body(1)),
      post(`s/${deviceId}.${token}/x`, body(1)),
      post(`s/+.${token}`, body(1)),
      post('rd', '</3303/0>', { options: [textOption(Option.uriQuery, 'ep=urn:imei:1')] }),
      post('rd/abc', ''),
      post('dp', '[]', { format: 110 }),
      post('.well-known/core', '', { code: Code.get }),
      post('s', '', { options: [{ number: 65_001, value: Buffer.from('x') }] }),
      post('s', '', { options: [textOption(Option.proxyUri, 'coap://x/')] }),
      { type: Type.con, id: 9, code: Code.get, ...empty },
      { type: Type.con, id: 10, code: 31, ...empty },
      { type: Type.con, id: 11, code: 0, ...empty },
    ];
    for (const request of wrong) {
      const bytes = serialiseDatagram(request);
      peer.send(bytes);
      const answer = await peer.receive();
      expect(answer.length).toBeLessThanOrEqual(bytes.length);
      const parsed = parseDatagram(answer);
      expect(parsed.ok && parsed.datagram.payload).toHaveLength(0);
    }
    expect(host.submitted).toEqual([]);
    expect(new Set(host.refusals.map(({ reason }) => reason))).toEqual(
      new Set(['unauthenticated', 'not-registered', 'unknown-path', 'bad-option', 'proxying']),
    );
  });

  it('takes the token from the query as well', async () => {
    await start();
    const { deviceId, token } = host.device;
    const options = [textOption(Option.uriQuery, `t=${token}`)];
    expect(await code(post(`s/${deviceId}`, body(1), { options }))).toBe('2.04');
  });

  it('answers the device with what is wrong', async () => {
    await start();
    const big = { num: 0, more: true, szx: 6 };
    const size1 = numberOption(Option.size1, 1_000_000);
    expect(await code(post(path, '{'))).toBe('4.00');
    expect(await code(post(path, '<a/>', { format: 41 }))).toBe('4.15');
    expect(await code(post(path, '', { code: Code.get }))).toBe('4.05');
    expect(await code(post(path, Buffer.alloc(1_024), { options: [blockOption(Option.block1, big), size1] }))).toBe(
      '4.13',
    );
    expect(
      await code(post(path, 'x', { options: [blockOption(Option.block1, { num: 3, more: false, szx: 6 })] })),
    ).toBe('4.08');
    expect(await code(post(path, `[${'['.repeat(30)}`))).toBe('4.00');
    expect(await code(post(path, Buffer.from('81'.repeat(30), 'hex'), { format: 60 }))).toBe('4.00');
    const diagnostic = await peer.exchange(post(path, '[{"n":"a","v":1,"x_":1}]', { format: 110 }));
    expect(Buffer.from(diagnostic.payload).toString()).toContain('"x_"');
  });

  it('tells counts to those who ask for them', async () => {
    await start();
    const pack = '[{"n":"a","u":"m","v":1},{"n":"b","vs":"open"}]';
    const answer = await peer.exchange(post(path, pack, { format: 110, options: [numberOption(Option.accept, 50)] }));
    expect(answer.code).toBe(Code.changed);
    expect(JSON.parse(Buffer.from(answer.payload).toString())).toMatchObject({ stored: 1, quarantined: 1 });
    expect((await peer.exchange(post(path, pack, { format: 110 }))).payload).toHaveLength(0);
  });

  it('keeps what it refuses in part without its token, so that it can be read again', async () => {
    await start();
    const pack = '[{"n":"a","u":"m","v":1},{"n":"b","vs":"open"}]';
    await peer.exchange(post(path, pack, { format: 110 }));
    const [message] = host.submitted;
    if (message === undefined) throw new Error('Nothing was handed in');
    expect(Buffer.from(message.raw).toString('latin1')).not.toContain(host.device.token);
    expect(await running.decode?.(message)).toEqual(message.columns);
  });

  it('tells a device to wait when the platform or the device itself is too busy', async () => {
    await start({ requestsPerMinute: 2 });
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new OverloadedError('Too much', 7));
    const busy = await peer.exchange(post(path, body(1)));
    expect([codeText(busy.code), uintOption(busy.options, Option.maxAge)]).toEqual(['5.03', 7]);
    host.onSubmit = store;
    expect(await code(post(path, body(1)))).toBe('2.04');
    const fast = await peer.exchange(post(path, body(1)));
    expect([codeText(fast.code), uintOption(fast.options, Option.maxAge)]).toEqual(['4.29', 30]);
  });

  it('stores a message that was refused for the moment when it comes again', async () => {
    await start();
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new OverloadedError('Too much', 1));
    const request = post(path, body(1));
    expect(await code(request)).toBe('5.03');
    host.onSubmit = store;
    expect(await code(request)).toBe('2.04');
  });

  it('leaves what is too much to be repeated', async () => {
    await start({ maxInFlight: 3 });
    host.onSubmit = () => new Promise(() => undefined);
    for (let n = 0; n < 10; n += 1) peer.send(serialiseDatagram(post(path, body(n))));
    await eventually(() => expect(host.refusals).toHaveLength(7));
    expect(host.submitted).toHaveLength(3);
    await expect(peer.receive(100)).rejects.toThrow('Nothing came');
  });

  it('puts bodies of several endpoints together, each its own', async () => {
    await start();
    const other = await CoapPeer.open(port);
    const text = (value: number) => body(value).padEnd(64, ' ');
    const part = (value: number, num: number) =>
      post(path, Buffer.from(text(value)).subarray(num * 32, num * 32 + 32), {
        options: [blockOption(Option.block1, { num, more: num === 0, szx: 1 })],
      });
    expect(codeText((await peer.exchange(part(1, 0))).code)).toBe('2.31');
    expect(codeText((await other.exchange(part(2, 0))).code)).toBe('2.31');
    expect(codeText((await peer.exchange(part(1, 1))).code)).toBe('2.04');
    expect(codeText((await other.exchange(part(2, 1))).code)).toBe('2.04');
    expect(values()).toEqual([1, 2]);
    other.close();
  });

  it('names the setting when its port is taken, and lets go of what it had opened', async () => {
    await start();
    const busy = createSocket('udp4');
    await new Promise<void>((resolve) => busy.bind(0, '127.0.0.1', resolve));
    const taken = busy.address().port;
    const make = (config: object) =>
      gateway.create(gateway.config.parse({ host: '127.0.0.1', ...config }), host.context);
    await expect(make({ port: taken, securePort: 0 }).start()).rejects.toThrow(
      `UDP port ${taken} is in use: set COAP_PORT`,
    );
    const second = make({ port: 0, securePort: taken });
    await expect(second.start()).rejects.toThrow(`UDP port ${taken} is in use: set COAPS_PORT`);
    expect((await second.health()).status).toBe('down');
    busy.close();
  });
});
