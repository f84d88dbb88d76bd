import { createServer } from 'node:net';
import { type FakeHost, KeyReusedError, OverloadedError, fakeHost, unreadable } from '@app/plugin-sdk';
import { Logger } from '../test/logger';
import { encodeBinaryFrame, frameType } from './binary-frame';
import gateway from './index';
import { TcpGateway } from './tcp-gateway';

const reading = '{"sensor_id":"A","value":1,"unit":"bar"}';

describe('TCP gateway', () => {
  let host: FakeHost;
  let running: TcpGateway;
  const loggers: Logger[] = [];

  const start = async (config: object = {}) => {
    host = fakeHost(['devices', 'telemetry', 'commands']);
    running = new TcpGateway(gateway.config.parse({ host: '127.0.0.1', port: 0, ...config }), host.context);
    await running.start();
  };
  const port = async () => Number((await running.health()).details?.['port']);
  const connect = async () => {
    const logger = await Logger.connect(await port());
    loggers.push(logger);
    return logger;
  };
  const loginLine = (options = '') => `LOGIN ${host.device.deviceId} ${host.device.token}${options}\r\n`;
  const lineLogger = async (options = '') => {
    const logger = await connect();
    logger.send(loginLine(options));
    expect(await logger.line(1)).toMatch(/^OK 0 \d{4}-/);
    return logger;
  };
  const frameLogger = async () => {
    const logger = await connect();
    const { deviceId: device, token } = host.device;
    logger.frame(frameType.login, 1, JSON.stringify({ device, token, boot: 'b7' }));
    expect((await logger.answers(1))[0]).toMatchObject({ type: frameType.ack, sequence: 1 });
    return logger;
  };
  const reasons = () => host.refusals.map(({ reason }) => reason);

  afterEach(async () => {
    for (const logger of loggers.splice(0)) logger.end();
    await running.stop();
  });

  describe('lines', () => {
    beforeEach(() => start({ models: { ott: { columns: 'date,clock,level:m', separator: ';', zone: '+02:00' } } }));

    it('of every form are answered by how many readings they brought', async () => {
      const logger = await lineLogger();
      logger.send(`${reading}\r\n[${reading},${reading}]\n2026-01-02T12:00:00Z,P-1,3.1,bar\rp=3bar t=2\n`);
      await logger.line(5);
      expect(logger.lines.slice(1)).toEqual(['OK 1', 'OK 2', 'OK 1', 'OK 2']);
      expect(host.submitted.map(({ columns }) => columns.sensors)).toEqual([['A'], ['A', 'A'], ['P-1'], ['p', 't']]);
      expect(host.submitted.every(({ protocol, key }) => protocol === 'tcp' && key === undefined)).toBe(true);
    });

    it('with numbers are answered by them and bear a key with the boot of the logger', async () => {
      const logger = await lineLogger(' boot=b-17');
      logger.send(`#41 ${reading}\n`);
      expect(await logger.line(2)).toBe('OK 1 #41');
      const [message] = host.submitted;
      expect(message?.key).toEqual({ id: 'b-17:41', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(Buffer.from(message?.raw ?? []).toString()).toBe(reading);
    });

    it('of bare values follow the model or the header, and can be read again as they were kept', async () => {
      const logger = await lineLogger(' model=ott');
      logger.send('2026-01-02;14:00:00;2.5\nHEADER time,a:bar,b\n2026-01-02T12:00:00Z,1,2\n');
      await logger.line(4);
      expect(logger.lines.slice(1)).toEqual(['OK 1', 'OK 0', 'OK 2']);
      for (const { raw, columns, deviceId, receivedAt } of host.submitted) {
        expect(columns.times[0]).toBe(Date.UTC(2026, 0, 2, 12));
        expect(await running.decode({ raw, deviceId, receivedAt })).toEqual(columns);
      }
    });

    it('in pieces of one byte are lines all the same', async () => {
      const logger = await connect();
      for (const byte of Buffer.from(`AT+CIPSTART\r\nCONNECT\r\n${loginLine()}${reading}\r\n`)) {
        logger.send(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      expect(await logger.line(2)).toBe('OK 1');
    });

    it('that cannot be read are kept and answered by why', async () => {
      const logger = await lineLogger();
      host.onSubmit = async ({ columns }) => ({
        stored: 0,
        duplicate: 0,
        conflict: 0,
        late: 0,
        quarantined: 1,
        outcomes: new Uint8Array(0),
        faults: columns.faults,
      });
      logger.send(Buffer.from('ff0a', 'hex'));
      expect(await logger.line(2)).toBe('ERR unreadable');
      logger.send('what is this\n');
      expect(await logger.line(3)).toBe('ERR malformed');
      expect(host.submitted.map(({ columns }) => columns.faults[0]?.reason)).toEqual(['unreadable', 'malformed']);
    });

    it('that the platform does not store are to be sent again', async () => {
      const logger = await lineLogger(' boot=1');
      host.onSubmit = () => Promise.reject(new OverloadedError('full', 1));
      logger.send(`#1 ${reading}\n`);
      expect(await logger.line(2)).toBe('ERR busy #1');
      host.onSubmit = () => Promise.reject(new Error('no database'));
      logger.send(`#1 ${reading}\n`);
      expect(await logger.line(3)).toBe('ERR not-stored #1');
      host.onSubmit = () => Promise.reject(new KeyReusedError('another body'));
      logger.send(`#1 ${reading}\n`);
      expect(await logger.line(4)).toBe('ERR sequence-reused #1');
    });

    it('are answered in their order, and no more are read than may be in hand', async () => {
      const open: (() => void)[] = [];
      const store = host.onSubmit;
      host.onSubmit = (message) => new Promise((resolve) => open.push(() => resolve(store(message))));
      const logger = await lineLogger(' boot=1');
      logger.send(Array.from({ length: 50 }, (_, n) => `#${n + 1} ${reading}\n`).join(''));
      await logger.until(() => open.length === 32);
      expect(host.submitted).toHaveLength(32);
      while (logger.lines.length < 51) {
        for (const answer of open.splice(0).reverse()) answer();
        await new Promise(setImmediate);
      }
      expect(logger.lines.slice(1)).toEqual(Array.from({ length: 50 }, (_, n) => `OK 1 #${n + 1}`));
    });

    it('before a login end the connection, and so does a wrong token', async () => {
      for (const [line, answer] of [
        ['LOGIN x\r\n', 'ERR bad-login'],
        [`LOGIN ${host.device.deviceId} ${'b'.repeat(43)}\n`, 'ERR bad-credential'],
        [loginLine(' model=none'), 'ERR unknown-model'],
      ]) {
        const logger = await connect();
        logger.send(`${line}${reading}\n`);
        await logger.gone();
        expect(logger.lines).toEqual([answer]);
      }
      expect(host.submitted).toEqual([]);
      expect(reasons()).toEqual(['bad-login', 'bad-credential', 'unknown-model']);
    });

    it('after a second login are nobody’s: neither they nor its token are kept', async () => {
      const logger = await lineLogger();
      logger.send(`${reading}\n${loginLine()}${reading}\n${reading}\n`);
      await logger.gone();
      expect(logger.lines.slice(1)).toEqual(['OK 1', 'ERR second-login']);
      expect([host.submitted.length, reasons()]).toEqual([1, ['second-login']]);
    });

    it('of a logger that closes its side are answered before the connection ends', async () => {
      const logger = await connect();
      logger.socket.end(`${loginLine()}${reading}\n${reading}\n{"half`);
      await logger.gone();
      expect(logger.lines.slice(1)).toEqual(['OK 1', 'OK 1']);
      expect(reasons()).toEqual(['truncated']);
    });

    it('without an end are cut off', async () => {
      const logger = await lineLogger();
      logger.send(`${reading}\n${'x'.repeat(70_000)}`);
      await logger.gone();
      expect(logger.lines.slice(1)).toEqual(['OK 1', 'ERR line-too-long']);
      expect(host.refusals).toEqual([
        { deviceId: host.device.deviceId, protocol: 'tcp', reason: 'line-too-long', count: 1 },
      ]);
    });
  });

  describe('frames', () => {
    beforeEach(() => start());

    it('are acknowledged with their sequence and counts', async () => {
      const logger = await frameLogger();
      logger.frame(frameType.json, 2, `[${reading},${reading}]`);
      logger.frame(frameType.compact, 3, Buffer.from('6957b44007000a40466666', 'hex'));
      logger.frame(frameType.ping, 4);
      const [, json, compact, pong] = await logger.answers(4);
      expect(json).toEqual({ type: frameType.ack, sequence: 2, payload: Buffer.from('00020000', 'hex') });
      expect(compact).toEqual({ type: frameType.ack, sequence: 3, payload: Buffer.from('00010000', 'hex') });
      expect(pong).toMatchObject({ type: frameType.pong, sequence: 4 });
      expect(host.submitted.map(({ key, format }) => [key?.id, format])).toEqual([
        ['b7:2', 'json'],
        ['b7:3', 'opaque'],
      ]);
      const { raw, deviceId, receivedAt, columns } = host.submitted[1] as (typeof host.submitted)[0];
      expect(await running.decode({ raw, deviceId, receivedAt })).toEqual(columns);
    });

    it('with a wrong checksum are not acknowledged, and what follows is', async () => {
      const logger = await frameLogger();
      const bad = encodeBinaryFrame({ type: frameType.json, sequence: 2, payload: Buffer.from(reading) });
      bad[20] = (bad[20] as number) ^ 1;
      logger.send(bad);
      logger.frame(frameType.json, 3, reading);
      const [, complaint, ack] = await logger.answers(3);
      expect(complaint).toEqual({ type: frameType.nack, sequence: 0, payload: Buffer.from('bad-crc') });
      expect(ack).toMatchObject({ type: frameType.ack, sequence: 3 });
      expect(reasons()).toEqual(['bad-crc']);
      expect(host.submitted).toHaveLength(1);
    });

    it('that declare more than they may are skipped', async () => {
      await running.stop();
      await start({ maxFrameBytes: 1_000 });
      const logger = await frameLogger();
      logger.send(Buffer.from('a55a0102000000021000', 'hex'));
      logger.frame(frameType.json, 3, reading);
      expect((await logger.answers(3))[2]).toMatchObject({ type: frameType.ack, sequence: 3 });
      expect(reasons()).toEqual(['oversized']);
    });

    it('of no known type, before a login, or a second login are refused', async () => {
      const logger = await frameLogger();
      logger.frame(0x77, 9);
      expect((await logger.answers(2))[1]).toMatchObject({ type: frameType.nack, sequence: 9 });
      logger.socket.cork();
      logger.frame(frameType.login, 10, '{}');
      logger.frame(frameType.json, 11, reading);
      logger.socket.uncork();
      await logger.gone();
      expect(host.submitted).toEqual([]);
      const early = await connect();
      early.frame(frameType.json, 5, reading);
      await early.gone();
      expect(early.frames[0]?.payload.toString()).toBe('login-first');
      expect(reasons()).toEqual(['unknown-frame', 'second-login', 'login-first']);
    });

    it('that are nothing but damage end the connection', async () => {
      const logger = await frameLogger();
      for (let n = 0; n < 200; n += 1) logger.send(Buffer.from('a55a01020000000200000000', 'hex'));
      await logger.gone();
      expect(reasons()).toContain('too-many-faults');
    });
  });

  describe('orders', () => {
    const order = (id: string) => ({
      id,
      deviceId: host.device.deviceId,
      name: 'set-interval',
      payload: { minutes: 5 },
      expiresAt: Date.now() + 60_000,
    });
    const id = '0198c0de-0000-7000-8000-00000000c001';

    it('go down the connection, and the device says how they fared', async () => {
      await start();
      const lines = await lineLogger();
      host.queue(order(id));
      expect(await lines.line(2)).toBe(`CMD ${id} set-interval {"minutes":5}`);
      lines.send(`DONE ${id}\n`);
      expect(await lines.line(3)).toBe('OK 0');
      lines.send(`FAIL ${id} again\n`);
      expect(await lines.line(4)).toBe('ERR unknown-order');
      expect(host.settled.map(({ progress }) => progress)).toEqual(['sent', 'acknowledged']);
    });

    it('that waited are carried once a device logs in', async () => {
      await start();
      host.queue(order(id));
      const logger = await frameLogger();
      const command = (await logger.answers(2))[1];
      expect(JSON.parse(String(command?.payload))).toEqual({ id, name: 'set-interval', payload: { minutes: 5 } });
      logger.frame(frameType.commandResult, 2, JSON.stringify({ id, done: false, detail: 'out of range' }));
      await logger.answers(3);
      expect(host.settled.at(-1)).toEqual({ id, progress: 'failed', detail: 'out of range' });
    });
  });

  describe('limits', () => {
    it('throw off who does not log in, falls silent, or sends too slowly', async () => {
      await start({ loginTimeoutS: 0.5, idleTimeoutS: 2.5, slowGraceS: 0.5, minBytesPerS: 100 });
      const mute = await connect();
      const silent = await lineLogger();
      const slow = await lineLogger();
      const dribble = setInterval(() => slow.send('x'), 100);
      await Promise.all([mute.gone(), slow.gone(), silent.gone()]);
      clearInterval(dribble);
      expect(new Set(reasons())).toEqual(new Set(['login-timeout', 'too-slow', 'idle']));
      expect(silent.lines[1]).toBe('ERR idle');
      expect(mute.lines).toEqual(['ERR login-timeout']);
    }, 15_000);

    it('throw off whose credential was revoked', async () => {
      await start();
      const logger = await lineLogger();
      host.revoke();
      await logger.gone();
      expect(host.reported.at(-1)).toEqual({ deviceId: host.device.deviceId, state: { online: false } });
    });

    it('end the oldest connection of a device that opens too many', async () => {
      await start({ maxConnectionsPerDevice: 2 });
      const all = [await lineLogger(), await lineLogger(), await lineLogger()];
      await all[0]?.gone();
      expect(all[0]?.lines[1]).toBe('ERR superseded');
      all[2]?.send(`${reading}\n`);
      expect(await all[2]?.line(2)).toBe('OK 1');
      expect(host.reported).not.toContainEqual(expect.objectContaining({ state: { online: false } }));
    });

    it('cap the connections of an address', async () => {
      await start({ maxConnectionsPerAddress: 3 });
      const kept = [await connect(), await connect(), await connect()];
      const further = await connect();
      await further.gone();
      expect(reasons()).toEqual(['too-many-connections']);
      kept[0]?.end();
      await kept[0]?.gone();
      await expect(lineLogger()).resolves.toBeDefined();
    });

    it('hold with a thousand idle sockets: a device still gets through', async () => {
      await start();
      const idle = await Promise.all(Array.from({ length: 990 }, connect));
      const logger = await lineLogger();
      logger.send(`${reading}\n`);
      expect(await logger.line(2)).toBe('OK 1');
      expect((await running.health()).details).toMatchObject({ connections: 991 });
      for (const each of idle) each.end();
    }, 20_000);

    it('name the setting when the port is in use', async () => {
      await start();
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
      const { port: inUse } = taken.address() as { port: number };
      const second = new TcpGateway(gateway.config.parse({ host: '127.0.0.1', port: inUse }), host.context);
      await expect(second.start()).rejects.toThrow(`Port ${inUse} is in use: set TCP_PORT to a free one`);
      await second.stop();
      taken.close();
    });
  });

  it('keeps what a removed model once read unreadable', async () => {
    await start();
    const raw = Buffer.from('MODEL gone\n1,2');
    expect(await running.decode({ raw, deviceId: '', receivedAt: 0 })).toEqual(
      unreadable('malformed', 'There is no model "gone" any more'),
    );
  });
});
