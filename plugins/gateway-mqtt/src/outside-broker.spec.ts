import { type FakeHost, type Gateway, type TelemetryReport, fakeHost } from '@app/plugin-sdk';
import { eventually } from '@app/testing';
import { type BareBroker, startBareBroker } from '../test/bare-broker';
import gateway from './index';

jest.setTimeout(30_000);

/** Not real: the broker, which does what the test tells it to, and the host, which is the SDK's fake. */
describe('connections to an outside broker', () => {
  let broker: BareBroker;
  let host: FakeHost;
  let running: Gateway;
  /** Lets go, one by one, of the commits that are being held. */
  let held: (() => void)[] = [];

  beforeEach(async () => {
    broker = await startBareBroker();
    host = fakeHost(['devices', 'telemetry', 'broker', 'commands']);
    held = [];
  });
  afterEach(async () => {
    await running.stop();
    await broker.stop();
  });

  const start = async (inFlight: number, more: object = {}) => {
    const url = `mqtt://127.0.0.1:${broker.port}`;
    running = gateway.create(gateway.config.parse({ url, inFlight, ...more }), host.context);
    await running.start();
  };
  const holdCommits = () => {
    const store = host.onSubmit;
    host.onSubmit = (message) =>
      new Promise<TelemetryReport>((resolve) => held.push(() => resolve(store(message) as never)));
  };
  const message = (id: number, value = id) => ({
    id,
    topic: `wm/v1/${host.device.deviceId}/up`,
    body: `{"sensor_id":"A","value":${value},"unit":"bar"}`,
  });
  const received = () => host.submitted.map(({ columns }) => columns.values[0]);
  const cutAndComeBack = async () => {
    const before = broker.connections;
    broker.cut();
    await eventually(() => expect(broker.connections).toBe(before + 1));
  };

  it('read on after a loss, however often it came while they held as much as they may', async () => {
    holdCommits();
    await start(1);
    for (let n = 1; n <= 3; n += 1) {
      broker.send(message(1));
      await eventually(() => expect(held).toHaveLength(n));
      if (n < 3) await cutAndComeBack();
    }
    for (const letGo of held.splice(0)) letGo();
    await eventually(() => expect(broker.acknowledged).toEqual([1]));
    broker.send(message(2));
    await eventually(() => expect(received()).toEqual([1, 1, 1, 2]));
    held[0]?.();
    await eventually(() => expect(broker.acknowledged).toEqual([1, 2]));
  });

  it('acknowledge nothing that came by an earlier one, also what was read from it after its end', async () => {
    holdCommits();
    await start(1);
    broker.send(message(1), message(2), message(3));
    await eventually(() => expect(held).toHaveLength(1));
    broker.cut();
    await eventually(async () => expect((await running.health()).status).toBe('down'));
    // It reads on in what has come already.
    held.shift()?.();
    await eventually(() => expect(received()).toEqual([1, 2]));
    await eventually(() => expect(broker.connections).toBe(2));
    broker.send(message(2, 9));
    await eventually(() => expect(received()).toEqual([1, 2, 9]));
    // Number 2 is another message here, and is stored after the first of that number.
    for (const letGo of held.splice(0)) letGo();
    broker.send(message(4));
    await eventually(() => expect(held).toHaveLength(1));
    held[0]?.();
    await eventually(() => expect(broker.acknowledged).toContain(4));
    expect(broker.acknowledged).toEqual([2, 4]);
  });

  it('are given up when nothing more lies at the broker, however slow that is', async () => {
    await start(10, { leaveOnStop: true });
    broker.answersPings = false;
    const stopped = running.stop();
    await eventually(() => expect(broker.pings).toBe(1));
    broker.send(message(1));
    broker.answersPings = true;
    broker.answerPing();
    await stopped;
    expect(broker.acknowledged).toEqual([1]);
    expect(received()).toEqual([1]);
  });

  it('end though the broker confirms nothing that it is told', async () => {
    await start(10);
    broker.send(message(1));
    await eventually(() => expect(broker.published).toBe(1));
    const began = Date.now();
    await running.stop();
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('end though the broker does not even let their share go', async () => {
    await start(10, { leaveOnStop: true });
    broker.silent = true;
    const began = Date.now();
    await running.stop();
    expect(Date.now() - began).toBeLessThan(6_000);
  });

  it('end though the broker has gone before a device could be told', async () => {
    await start(10);
    broker.send(message(1));
    await eventually(() => expect(broker.acknowledged).toEqual([1]));
    broker.cut();
    await eventually(async () => expect((await running.health()).status).toBe('down'));
    const began = Date.now();
    await running.stop();
    expect(Date.now() - began).toBeLessThan(3_000);
  });
});
