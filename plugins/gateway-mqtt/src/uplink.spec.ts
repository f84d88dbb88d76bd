import { setImmediate as turn } from 'node:timers/promises';
import { type FakeHost, OverloadedError, type TelemetryReport, columnsOf, fakeHost } from '@app/plugin-sdk';
import gateway from './index';
import { type Counts, NotTakenError } from './single-readings-group';
import { Uplink } from './uplink';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Not real: the host, which is the SDK's fake, and its clock. */
describe('the way of messages into the platform', () => {
  let host: FakeHost;
  let uplink: Uplink;
  let now = AT;
  let told: [string, Error | Counts | undefined][] = [];

  beforeEach(() => {
    host = fakeHost(['devices', 'telemetry']);
    now = AT;
    told = [];
    const context = Object.create(host.context, { clock: { value: { now: () => now } } }) as typeof host.context;
    uplink = new Uplink(gateway.config.parse({}), context);
  });

  const text = (sensor: string, value: number, more: object = {}) =>
    JSON.stringify({ sensor_id: sensor, value, unit: 'bar', ...more });
  const send = (name: string, body: string, deviceId = host.device.deviceId) =>
    uplink.take(deviceId, Buffer.from(body), (error, counts) => void told.push([name, error ?? counts]));
  const allTold = async (count: number) => {
    for (let turns = 0; told.length < count; turns += 1) {
      if (turns > 1_000) throw new Error(`Only ${told.length} of ${count} were told`);
      await turn();
    }
  };
  const stored = expect.objectContaining({ stored: 1 });
  const isOne = (sensor: string) => host.submitted.filter(({ columns }) => columns.sensors[0] === sensor);

  it('gives a reading without a time the time that it came, not that of its group', async () => {
    send('first', text('A', 1));
    now += 7;
    send('second', text('A', 2));
    now += 7;
    send('third', text('A', 3, { timestamp: '2026-01-01T00:00:00Z' }));
    await allTold(3);
    expect(host.submitted.map(({ columns }) => columns.times[0])).toEqual([AT, AT + 7, Date.UTC(2026, 0, 1)]);
  });

  it('hands messages in as they came, also where one has to go alone', async () => {
    send('single', text('A', 1));
    send('array', `[${text('A', 2)},${text('B', 2)}]`);
    send('single again', text('A', 3));
    await allTold(3);
    expect(host.submitted.map(({ columns }) => columns.values[0])).toEqual([1, 2, 3]);
  });

  it('lets a message that cannot be stored fail alone', async () => {
    const usual = host.onSubmit;
    host.onSubmit = (message) =>
      message.columns.sensors[0] === 'BAD' ? Promise.reject(new OverloadedError('Again, please', 1)) : usual(message);
    send('one', text('A', 1));
    now += 5;
    send('two', text('BAD', 2));
    now += 5;
    send('three', text('C', 3));
    await allTold(3);
    expect(new Map(told)).toEqual(
      new Map<string, unknown>([
        ['one', stored],
        ['two', expect.any(OverloadedError)],
        ['three', stored],
      ]),
    );
    // Once more as it was: with another time it would be another reading.
    expect(isOne('C').map(({ columns }) => columns)).toEqual(
      isOne('C').map(() => ({
        ...columnsOf({ sensor_id: 'C', value: 3, unit: 'bar' }),
        times: Float64Array.of(AT + 10),
      })),
    );
    expect(uplink.pending).toBe(0);
  });

  it('does not try twice where there is nobody else to suffer', async () => {
    host.onSubmit = () => Promise.reject(new OverloadedError('Again, please', 1));
    send('one', text('A', 1));
    await allTold(1);
    expect(told).toEqual([['one', expect.any(OverloadedError)]]);
    expect(host.submitted).toHaveLength(1);
  });

  it('hands in alone what a group does not take, and tells who is not there', async () => {
    host.takesGroups = false;
    send('known', text('A', 1));
    send('stranger', text('A', 1), '0198c0de-0000-7000-8000-00000000dead');
    expect(uplink.pending).toBe(2);
    await allTold(2);
    expect(new Map(told)).toEqual(
      new Map<string, unknown>([
        ['known', stored],
        ['stranger', expect.any(NotTakenError)],
      ]),
    );
    expect(host.submitted).toHaveLength(1);
  });

  it('waits at its end for what is handed in once more', async () => {
    host.takesGroups = false;
    let store: (report: TelemetryReport) => void = () => undefined;
    host.onSubmit = () => new Promise((resolve) => (store = resolve));
    send('slow', text('A', 1));
    while (host.submitted.length === 0) await turn();
    let over = false;
    const settled = uplink.settle(20_000).then(() => (over = true));
    await turn();
    expect([over, uplink.pending]).toEqual([false, 1]);
    store({ stored: 1, duplicate: 0, conflict: 0, late: 0, quarantined: 0, outcomes: Uint8Array.of(0), faults: [] });
    await settled;
    expect(told).toEqual([['slow', stored]]);
  });
});
