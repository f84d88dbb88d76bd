import { type AddressInfo, type Socket, connect as connectTcp, createServer } from 'node:net';
import { type TLSSocket, connect } from 'node:tls';
import { type FakeHost, type Gateway, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { Code } from '../coap/codes';
import { type CoapMessage, NOTHING } from '../coap/message';
import { Option, numberOption, textOption } from '../coap/options';
import { readStreamFrame, writeStreamFrame } from '../coap/stream-frame';
import gateway from '../index';

const KEY = Buffer.from('a key that both sides know');

/** Real: TLS of Node (OpenSSL) on both sides. Not real: the host, which is the SDK's fake. */
describe('CoAP over TLS', () => {
  let host: FakeHost;
  let running: Gateway;
  let port = 0;
  const sockets: Socket[] = [];

  const start = async (config: object = {}) => {
    host = fakeHost(['devices', 'device-secrets', 'telemetry', 'state']);
    host.secrets.set('psk meter', KEY);
    running = gateway.create(
      gateway.config.parse({ host: '127.0.0.1', port: 0, securePort: 0, ...config }),
      host.context,
    );
    await running.start();
    port = Number((await running.health()).details?.['securePort']);
  };
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await running.stop();
  });

  /** A device that gathers what it is sent. */
  const device = async (identity = 'meter', psk = KEY, at = port) => {
    const inbox: CoapMessage[] = [];
    const socket: TLSSocket = connect({
      port: at,
      host: '127.0.0.1',
      ciphers: 'PSK-AES128-GCM-SHA256',
      maxVersion: 'TLSv1.2',
      pskCallback: () => ({ identity, psk }),
      checkServerIdentity: () => undefined,
    });
    sockets.push(socket);
    let buffered = Buffer.alloc(0);
    let ended = false;
    socket.on('error', () => undefined);
    socket.on('close', () => (ended = true));
    socket.on('data', (chunk: Buffer) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (
        let frame = readStreamFrame(buffered, 1e6);
        frame.state === 'complete';
        frame = readStreamFrame(buffered, 1e6)
      ) {
        inbox.push(frame.message);
        buffered = buffered.subarray(frame.length);
      }
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('The connection has ended')));
    });
    const send = (fields: Partial<CoapMessage>) =>
      socket.write(writeStreamFrame({ code: Code.post, token: NOTHING, options: [], payload: NOTHING, ...fields }));
    return { socket, inbox, send, hasEnded: () => ended };
  };
  const reading = (value: number, token = 1): Partial<CoapMessage> => ({
    token: Uint8Array.of(token),
    options: [textOption(Option.uriPath, 's'), numberOption(Option.contentFormat, 50)],
    payload: Buffer.from(JSON.stringify({ sensor_id: 'A', value, unit: 'bar' })),
  });
  const codes = (inbox: CoapMessage[]) => inbox.map(({ code }) => code);

  it('says what it can, answers pings and stores readings, in pieces or glued together', async () => {
    await start();
    const { socket, inbox, send } = await device();
    send({ code: Code.csm });
    send({ code: Code.ping, token: Uint8Array.of(9) });
    await eventually(() => expect(codes(inbox)).toEqual([Code.csm, Code.pong]));
    expect([...(inbox[1]?.token ?? [])]).toEqual([9]);
    const frames = [1, 2, 3].map((n) =>
      writeStreamFrame({ code: Code.post, ...(reading(n, n) as Omit<CoapMessage, 'code'>) }),
    );
    const bytes = Buffer.concat(frames);
    for (let at = 0; at < bytes.length; at += 7) socket.write(bytes.subarray(at, at + 7));
    await eventually(() => expect(codes(inbox).slice(2)).toEqual([Code.changed, Code.changed, Code.changed]));
    expect(host.submitted.map(({ columns, deviceId }) => [columns.values[0], deviceId])).toEqual(
      [1, 2, 3].map((n) => [n, host.device.deviceId]),
    );
  });

  it('waits for a handshake that comes byte by byte', async () => {
    await start();
    const slow = createServer((near) => {
      const far = connectTcp(port, '127.0.0.1');
      sockets.push(near, far);
      near.on('error', () => undefined).setNoDelay(true);
      far.on('error', () => undefined).setNoDelay(true);
      near.on('data', (chunk: Buffer) => {
        for (const byte of chunk) far.write(Uint8Array.of(byte));
      });
      far.pipe(near);
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port: slowPort } = slow.address() as AddressInfo;
    const { inbox, send } = await device('meter', KEY, slowPort);
    send({ code: Code.csm });
    send(reading(1));
    await eventually(() => expect(codes(inbox)).toEqual([Code.csm, Code.changed]));
    slow.close();
  });

  it('lets nobody in whose key was withdrawn while the handshake was under way', async () => {
    await start();
    const CHANGE_CIPHER_SPEC = Buffer.from('140303', 'hex');
    const withdrawn = async (far: Socket, rest: Buffer): Promise<void> => {
      await eventually(() => expect(host.calls).toContain('devices.secretOf'));
      host.revoke();
      far.write(rest);
    };
    let late: Promise<void> = Promise.resolve();
    const between = createServer((near) => {
      const far = connectTcp(port, '127.0.0.1');
      sockets.push(near, far);
      far.on('error', () => undefined).on('close', () => near.destroy());
      near.on('error', () => undefined);
      near.on('data', (chunk: Buffer) => {
        // The message with the identity goes ahead; what ends the handshake comes after the key was withdrawn.
        const at = chunk.indexOf(CHANGE_CIPHER_SPEC);
        far.write(at < 0 ? chunk : chunk.subarray(0, at));
        if (at < 0) return;
        late = withdrawn(far, chunk.subarray(at));
      });
      far.pipe(near);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    await expect(device('meter', KEY, (between.address() as AddressInfo).port)).rejects.toThrow(/.+/);
    await late;
    expect((await running.health()).details).toMatchObject({ tlsConnections: 0 });
    between.close();
  });

  it('takes no credential of another device', async () => {
    await start();
    const { inbox, send } = await device();
    send({ code: Code.csm });
    send({
      ...reading(1),
      options: [textOption(Option.uriPath, 's'), textOption(Option.uriPath, `other.${'a'.repeat(43)}`)],
    });
    await eventually(() => expect(codes(inbox)).toEqual([Code.csm, Code.unauthorized]));
  });

  it.each([
    [
      'speaks before it has said what it can',
      [writeStreamFrame({ code: 2, token: NOTHING, options: [], payload: NOTHING })],
    ],
    ['announces a message beyond the limit', [Buffer.from('00e1', 'hex'), Buffer.from('f0ffffffff02', 'hex')]],
    ['breaks the format', [Buffer.from('00e1', 'hex'), Buffer.from('0f02', 'hex')]],
    ['has an unknown critical option in its capabilities', [Buffer.from('10e110', 'hex')]],
    ['uses a reserved code', [Buffer.from('00e1', 'hex'), Buffer.from('0020', 'hex')]],
  ])('sends away a device that %s', async (_name, frames) => {
    await start();
    const { socket, inbox, hasEnded } = await device();
    for (const frame of frames) socket.write(frame);
    await eventually(() => expect(hasEnded()).toBe(true));
    expect(codes(inbox)).toEqual([Code.csm, Code.abort]);
    expect(host.refusals).toHaveLength(1);
  });

  it('lets nobody in with a wrong key, an unknown name, another version or no TLS at all', async () => {
    await start();
    await expect(device('meter', Buffer.from('another key'))).rejects.toThrow(/.+/);
    await expect(device('nobody')).rejects.toThrow(/.+/);
    const plain = connectTcp(port, '127.0.0.1');
    plain.on('error', () => undefined);
    plain.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise((resolve) => plain.once('close', resolve));
    const modern = connect({ port, host: '127.0.0.1', minVersion: 'TLSv1.3', rejectUnauthorized: false });
    await new Promise((resolve) => modern.once('error', resolve));
    await eventually(() =>
      expect(host.refusals.map(({ reason }) => reason)).toEqual(Array.from({ length: 4 }, () => 'tls-handshake')),
    );
    expect((await running.health()).details).toMatchObject({ tlsConnections: 0 });
  });

  it('does not wait for ever: for a handshake, or for a device that is silent', async () => {
    await start({ handshakeTimeoutS: 0.2, idleTimeoutS: 0.3 });
    const idle = Array.from({ length: 50 }, () => connectTcp(port, '127.0.0.1'));
    const slow = connectTcp(port, '127.0.0.1');
    slow.write(Buffer.from('1603010200', 'hex'));
    const closed = [...idle, slow].map(
      (socket) => new Promise((resolve) => socket.once('close', resolve).on('error', () => undefined)),
    );
    const { hasEnded } = await device();
    await Promise.all(closed);
    await eventually(() => expect(hasEnded()).toBe(true));
  });

  it('does not read on while a device has too much under way', async () => {
    await start();
    const waiting: (() => void)[] = [];
    const store = host.onSubmit;
    host.onSubmit = async (message) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return store(message);
    };
    const { inbox, send } = await device();
    send({ code: Code.csm });
    for (let n = 0; n < 100; n += 1) send(reading(n, n));
    await eventually(() => expect(waiting).toHaveLength(32));
    host.onSubmit = store;
    for (const go of waiting) go();
    await eventually(() => expect(inbox).toHaveLength(101));
    expect(host.submitted).toHaveLength(100);
  });

  it('answers what is being stored when it is stopped', async () => {
    await start();
    const store = host.onSubmit;
    let go: () => void = () => undefined;
    host.onSubmit = async (message) => {
      await new Promise<void>((resolve) => (go = resolve));
      return store(message);
    };
    const { inbox, send } = await device();
    send({ code: Code.csm });
    send(reading(1));
    await eventually(() => expect(host.submitted).toHaveLength(1));
    const stopped = running.stop();
    await eventually(() => expect(codes(inbox)).toEqual([Code.csm, Code.release]));
    go();
    await stopped;
    await eventually(() => expect(codes(inbox)).toEqual([Code.csm, Code.release, Code.changed]));
  });

  it('ends the connection of a key that no longer holds, and of a device that leaves', async () => {
    await start();
    const leaving = await device();
    leaving.send({ code: Code.csm });
    leaving.send({ code: Code.release });
    await eventually(() => expect(leaving.hasEnded()).toBe(true));
    const revoked = await device();
    await eventually(() => expect(revoked.inbox).toHaveLength(1));
    host.revoke();
    await eventually(() => expect(revoked.hasEnded()).toBe(true));
  });
});
