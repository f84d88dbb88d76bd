import type { Socket } from 'node:net';
import { type FakeHost, fakeHost } from '@app/plugin-sdk';
import { Slave } from '../test/slave';
import gateway from './index';
import { ModbusGateway } from './modbus-gateway';

describe('Modbus gateway', () => {
  let slave: Slave;
  let host: FakeHost;
  let running: ModbusGateway;

  beforeEach(async () => {
    slave = await Slave.listen();
    host = fakeHost(['devices', 'telemetry']);
  });
  afterEach(async () => {
    await running.stop();
    await slave.close();
  });

  const start = async (points: object[], fields: object = {}, config: object = {}) => {
    const { deviceId } = host.device;
    const target = { host: '127.0.0.1', port: slave.port, deviceId, pollS: 0.2, timeoutMs: 200, points, ...fields };
    running = new ModbusGateway(gateway.config.parse({ targets: [target], ...config }), host.context);
    await running.start();
  };
  const until = async (holds: () => boolean | Promise<boolean>) => {
    const deadline = Date.now() + 8_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('It did not come about');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const first = async () => {
    await until(() => host.submitted.length > 0);
    return host.submitted[0] as (typeof host.submitted)[0];
  };

  it('reads all tables with few requests, at one time, and can read it again as it was kept', async () => {
    slave.registers.set(10, 0x4048).set(11, 0xf5c3);
    slave.coils.set(3, true);
    const before = Date.now();
    await start([
      { channel: 'level', address: 10, type: 'float32', unit: 'm' },
      { channel: 'count', address: 12, scale: 10 },
      { channel: 'raw', table: 'input', address: 5 },
      { channel: 'pump', table: 'coil', address: 3, type: 'bit' },
      { channel: 'valve', table: 'discrete', address: 9, type: 'bit' },
    ]);
    const message = await first();
    const { sensors, units, values, times } = message.columns;
    expect(sensors).toEqual(['level', 'count', 'raw', 'pump', 'valve']);
    expect([...values]).toEqual([3.14, 120, 5, 1, 0]);
    expect(units).toEqual(['m', '', '', '', '']);
    expect(new Set(times).size).toBe(1);
    expect(times[0]).toBeGreaterThanOrEqual(before);
    expect(message).toMatchObject({ deviceId: host.device.deviceId, protocol: 'modbus', format: 'opaque' });
    expect(slave.requests.slice(0, 4).toSorted(([a], [b]) => a - b)).toEqual([
      [1, 3, 1],
      [2, 9, 1],
      [3, 10, 3],
      [4, 5, 1],
    ]);
    const { raw, deviceId, receivedAt } = message;
    expect(await running.decode({ raw, deviceId, receivedAt })).toEqual(message.columns);
    expect((await running.decode({ raw, deviceId: 'another', receivedAt })).faults[0]?.reason).toBe('malformed');
  });

  it('lets a point that the device refuses spoil no other, and names it', async () => {
    slave.exception = (address, count) => (address <= 5 && 5 < address + count ? 2 : null);
    await start([4, 5, 6].map((address) => ({ channel: `c${address}`, address })));
    expect((await first()).columns.sensors).toEqual(['c4', 'c6']);
    expect(await running.health()).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('c5: illegal data address'),
    });
    expect(host.refusals[0]).toMatchObject({ protocol: 'modbus', reason: 'bad-point', count: 1 });
    slave.exception = () => null;
    await until(async () => (await running.health()).status === 'up');
  });

  it('skips sentinels and counts what is no number', async () => {
    slave.registers.set(0, 0x7fff).set(2, 0x7fc0).set(3, 0);
    await start([
      { channel: 'gap', address: 0, type: 'int16', sentinels: [32_767] },
      { channel: 'nan', address: 2, type: 'float32' },
      { channel: 'good', address: 4 },
    ]);
    expect((await first()).columns.sensors).toEqual(['good']);
    expect((await running.health()).reason).toContain('nan: no finite number');
  });

  it('drops an answer that comes too late, and asks again', async () => {
    let late: (() => void) | undefined;
    slave.onAnswer = (answer, socket) => {
      if (late === undefined) {
        answer.writeUInt16BE(666, answer.length - 2);
        late = () => socket.write(answer);
      } else {
        late();
        socket.write(answer);
      }
    };
    await start([{ channel: 'c', address: 1 }], { retries: 1 });
    expect([...(await first()).columns.values]).toEqual([1]);
    expect(slave.requests.length).toBeGreaterThanOrEqual(2);
    expect(slave.connections).toBe(1);
  });

  it('reads answers that come byte by byte', async () => {
    slave.onAnswer = (answer, socket) => {
      for (const byte of answer) socket.write(Buffer.from([byte]));
    };
    await start([{ channel: 'c', address: 1 }]);
    expect([...(await first()).columns.values]).toEqual([1]);
  });

  it.each([
    ['no Modbus', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a length beyond all', Buffer.from('00010000ffff0103', 'hex')],
    ['an answer to something else', null],
  ])('takes %s for no answer, and goes on once there is one', async (_name, nonsense) => {
    const answer = slave.onAnswer;
    slave.onAnswer = (real, socket) => {
      if (nonsense === null) real.writeUInt8(4, 7);
      socket.write(nonsense ?? real);
    };
    await start([{ channel: 'c', address: 1 }], { retries: 0 }, { maxBackOffS: 1 });
    await until(async () => (await running.health()).status === 'degraded');
    expect(host.submitted).toEqual([]);
    slave.onAnswer = answer;
    expect([...(await first()).columns.values]).toEqual([1]);
  });

  it('asks a silent target less and less often, says so, and that it is back', async () => {
    const answer = slave.onAnswer;
    slave.onAnswer = () => undefined;
    await start([{ channel: 'c', address: 1 }], { timeoutMs: 50, retries: 0, name: 'Well 4' }, { maxBackOffS: 1 });
    await until(() => host.refusals.length >= 3);
    expect(await running.health()).toMatchObject({ status: 'degraded', reason: 'Well 4: No answer within 50 ms' });
    expect(host.reported).toEqual([{ deviceId: host.device.deviceId, state: { online: false } }]);
    slave.onAnswer = answer;
    await first();
    expect(host.reported.at(-1)).toEqual({ deviceId: host.device.deviceId, state: { online: true } });
    expect((await running.health()).status).toBe('up');
  });

  it('leaves a connection that is open and says nothing any more', async () => {
    let deaf: Socket | undefined;
    slave.onAnswer = (answer, socket) => {
      deaf ??= socket;
      if (socket !== deaf) socket.write(answer);
    };
    await start([{ channel: 'level', address: 1 }], {}, { maxBackOffS: 1 });
    expect([...(await first()).columns.values]).toEqual([1]);
    expect(deaf?.destroyed).toBe(true);
  });

  it('keeps units behind one address to one connection and one request at a time', async () => {
    const { deviceId } = host.device;
    let open = 0;
    slave.onAnswer = (answer, socket) => {
      open += 1;
      expect(open).toBe(1);
      setImmediate(() => {
        open -= 1;
        socket.write(answer);
      });
    };
    const targets = [1, 2, 3, 4].map((unit) => ({
      host: '127.0.0.1',
      port: slave.port,
      unit,
      deviceId,
      pollS: 0.2,
      points: [{ channel: `u${unit}`, address: unit }],
    }));
    running = new ModbusGateway(gateway.config.parse({ targets }), host.context);
    await running.start();
    await until(() => new Set(host.submitted.map(({ columns }) => columns.sensors[0])).size === 4);
    expect(slave.connections).toBe(1);
  });

  it('keeps polls that the platform could not store and hands them in later, in order', async () => {
    const store = host.onSubmit;
    host.onSubmit = () => Promise.reject(new Error('no database'));
    await start([{ channel: 'c', address: 1 }]);
    await until(() => slave.requests.length >= 4);
    host.onSubmit = store;
    const seen = host.submitted.length;
    await until(() => host.submitted.length >= seen + 4);
    const times = host.submitted.slice(seen).map(({ columns }) => columns.times[0] as number);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });

  it('gives up the polls of a device that was disabled before they were stored', async () => {
    let tries = 0;
    host.onSubmit = () => Promise.reject(new Error(`no database (${(tries += 1)})`));
    await start([{ channel: 'c', address: 1 }]);
    await until(() => tries === 1);
    host.revoke();
    await until(() => host.refusals.some(({ reason }) => reason === 'not-stored'));
  });

  it('asks nothing of a device that is disabled', async () => {
    host.revoke();
    await start([{ channel: 'c', address: 1 }]);
    await until(async () => (await running.health()).status === 'degraded');
    expect(slave.requests).toEqual([]);
    expect((await running.health()).reason).toContain('unknown or disabled');
  });
});
