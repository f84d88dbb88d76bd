import * as fc from 'fast-check';
import { double, long, metricOf } from '../test/metrics';
import { EdgeNode, type Effect } from './edge-node';
import { MetricTable } from './metric-table';
import type { Metric } from './payload';
import { columnsOfMetrics, isReading } from './readings';
import type { MessageKind } from './topics';

const DOUBLE = 10;
const NODE = 'plant/edge';

describe('EdgeNode', () => {
  let node: EdgeNode;
  beforeEach(() => {
    node = new EdgeNode({ reorderTimeoutMs: 1_000, maxMetrics: 100 });
  });

  const send = (kind: MessageKind, seq: number | null, metrics: Metric[] = [], device: string | null = null, now = 0) =>
    node.take({ source: { kind, node: NODE, device }, payload: { timestamp: 5, seq, metrics } }, now);
  const bdSeq = (n: bigint) => metricOf({ name: 'bdSeq', datatype: 8, value: long(n) });
  const level = metricOf({
    name: 'Level',
    alias: 7n,
    datatype: DOUBLE,
    properties: { unit: 'm', quality: null },
    value: double(1),
  });
  const data = (n: number, alias = 7n) => metricOf({ alias, value: double(n) });
  const birth = (seq = 0, bd = 1n) => send('NBIRTH', seq, [bdSeq(bd), level]);
  const stored = (effects: Effect[]) =>
    effects.flatMap((effect) =>
      effect.do === 'store' ? effect.metrics.filter(isReading).map(({ name, value }) => [name, value]) : [],
    );
  const words = (effects: Effect[]) =>
    effects.map((effect) => (effect.do === 'refuse' ? `refuse ${effect.reason}` : effect.do));

  it('stores what births say, and gives data the names, types and units of the birth', () => {
    expect(stored(birth())).toEqual([['Level', double(1)]]);
    const [effect] = send('NDATA', 1, [data(2)]);
    expect(effect).toMatchObject({
      do: 'store',
      metrics: [{ name: 'Level', datatype: DOUBLE, properties: { unit: 'm' }, value: double(2) }],
    });
  });

  it('asks for a birth when data comes before it, or names what it does not know', () => {
    expect(words(send('NDATA', 4, [data(2)]))).toEqual(['refuse before-birth', 'rebirth']);
    birth();
    expect(words(send('NDATA', 1, [data(1), data(2, 8n)]))).toEqual(['store', 'refuse unknown-metric', 'rebirth']);
    expect(words(send('DDATA', 2, [data(3)], 'pump'))).toEqual(['refuse before-birth', 'rebirth']);
  });

  it('counts what still waited when the node was born again, or died', () => {
    birth();
    send('NDATA', 3, [data(1)]);
    send('NDATA', 4, [data(1)]);
    expect(birth()).toContainEqual({ do: 'refuse', device: null, reason: 'sequence-gap', count: 2 });
    send('NDATA', 3, [data(1)]);
    const effects = send('NDEATH', null, [bdSeq(1n)]);
    expect(effects).toContainEqual({ do: 'refuse', device: null, reason: 'sequence-gap', count: 1 });
  });

  it('keeps aliases of a node and of its devices apart', () => {
    birth();
    send('DBIRTH', 1, [{ ...level, name: 'Flow' }], 'pump');
    expect(stored(send('DDATA', 2, [data(3)], 'pump'))).toEqual([['Flow', double(3)]]);
    expect(stored(send('NDATA', 3, [data(4)]))).toEqual([['Level', double(4)]]);
  });

  it('puts messages in order that came in another one, over the end of the sequence', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 255 }),
        fc.shuffledSubarray(
          Array.from({ length: 20 }, (_, n) => n),
          { minLength: 20 },
        ),
        (start, order) => {
          node = new EdgeNode({ reorderTimeoutMs: 1_000, maxMetrics: 100 });
          birth(start);
          const seen = order.flatMap((n) => stored(send('NDATA', (start + 1 + n) % 256, [data(n)])));
          expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => ['Level', double(n)]));
        },
      ),
    );
  });

  it('gives up when a message does not come in time, and trusts nothing until the next birth', () => {
    birth();
    expect(send('NDATA', 2, [data(1)], null, 100)).toEqual([]);
    expect(send('NDATA', 3, [data(1)], null, 900)).toEqual([]);
    expect(node.expire(1_099)).toEqual([]);
    expect(node.expire(1_100)).toEqual([
      { do: 'refuse', device: null, reason: 'sequence-gap', count: 2 },
      { do: 'rebirth', why: 'a message is missing' },
    ]);
    expect(words(send('NDATA', 4, [data(1)]))).toEqual(['refuse before-birth', 'rebirth']);
    birth();
    expect(stored(send('NDATA', 1, [data(9)]))).toHaveLength(1);
  });

  it('waits with no more than a window of messages', () => {
    birth();
    const effects = Array.from({ length: 65 }, (_, n) => send('NDATA', n + 2, [data(n)])).flat();
    expect(words(effects)).toEqual(['refuse sequence-gap', 'rebirth']);
  });

  it('refuses what came before', () => {
    birth();
    send('NDATA', 1, [data(1)]);
    expect(words(send('NDATA', 1, [data(1)]))).toEqual(['refuse repeated']);
    expect(words(send('NDATA', 0, [data(1)]))).toEqual(['refuse repeated']);
    expect(words(send('NDATA', null, [data(1)]))).toEqual(['refuse no-sequence']);
  });

  it('asks for a birth when so many messages are missing that a late one cannot be told from an early one', () => {
    for (const jump of [65, 100, 128, 150, 191]) {
      birth();
      expect(words(send('NDATA', (1 + jump) % 256, [data(1)]))).toEqual(['refuse sequence-gap', 'rebirth']);
      expect(words(send('NDATA', 1, [data(1)]))).toEqual(['refuse before-birth', 'rebirth']);
    }
  });

  it('lets a will of an earlier connection pass, and takes its own for the end of all', () => {
    birth(0, 2n);
    send('DBIRTH', 1, [level], 'pump');
    expect(send('NDEATH', null, [bdSeq(1n)])).toEqual([]);
    expect(send('NDEATH', null, [bdSeq(2n)])).toEqual([{ do: 'presence', device: null, online: false }]);
    expect(words(send('NDATA', 2, [data(1)]))).toEqual(['refuse before-birth', 'rebirth']);
  });

  it('lets a device die alone', () => {
    birth();
    send('DBIRTH', 1, [level], 'pump');
    expect(send('DDEATH', 2, [], 'pump')).toEqual([{ do: 'presence', device: 'pump', online: false }]);
    expect(words(send('DDATA', 3, [data(1)], 'pump'))).toEqual(['refuse before-birth', 'rebirth']);
    expect(stored(send('NDATA', 4, [data(1)]))).toHaveLength(1);
  });

  it('knows no more metrics than it may, whatever is born again and again', () => {
    const many = Array.from({ length: 60 }, (_, n) => metricOf({ name: `m${n}`, datatype: DOUBLE }));
    birth();
    expect(words(send('DBIRTH', 1, many, 'a'))).toContain('store');
    expect(words(send('DBIRTH', 2, many, 'b'))).toEqual(['refuse too-many-metrics']);
    for (let seq = 3; seq < 50; seq += 1) expect(words(send('DBIRTH', seq, many, 'a'))).toContain('store');
  });
});

describe('the metrics of a node', () => {
  it('are limited also where they have no names, or devices have none', () => {
    const table = new MetricTable(100);
    const nameless = Array.from({ length: 40 }, (_, n) => metricOf({ alias: BigInt(n), datatype: DOUBLE }));
    const devices = Array.from({ length: 500 }, (_, n) => `d${n}`);
    expect(devices.filter((device) => table.define(device, nameless))).toHaveLength(2);
    table.clear();
    expect(devices.filter((device) => table.define(device, []))).toHaveLength(100);
    for (const device of devices) table.forget(device);
    expect(table.define(null, nameless)).toBe(true);
  });
});

describe('readings of metrics', () => {
  const good = metricOf({ name: 'Level', datatype: DOUBLE, value: double(1.5), timestamp: 10 });

  it('take the time of the metric, or else of the payload', () => {
    const columns = columnsOfMetrics([good, { ...good, timestamp: null }], 20);
    expect([...columns.times]).toEqual([10, 20]);
    expect(columnsOfMetrics([{ ...good, timestamp: null }], null).times[0]).toBeNaN();
  });

  it.each([
    ['a bad quality', { properties: { unit: '', quality: 0 } }, 'bad_value'],
    ['a stale value', { properties: { unit: '', quality: 500 } }, 'bad_value'],
    ['no number', { value: double(Number.NaN) }, 'bad_value'],
    ['a value of another type', { value: long(1n) }, 'bad_value'],
    ['a name that is too long', { name: 'x'.repeat(129) }, 'bad_sensor'],
    ['a zero in its name', { name: 'a\0' }, 'bad_sensor'],
    ['a unit that is too long', { properties: { unit: 'x'.repeat(33), quality: null } }, 'wrong_unit'],
  ])('are faulty with %s', (_name, fields, reason) => {
    const columns = columnsOfMetrics([good, { ...good, ...fields }], null);
    expect(columns.faults).toMatchObject([{ index: 1, reason }]);
    expect(columns.values[1]).toBeNaN();
  });

  it.each([
    ['nulls', { isNull: true }],
    ['what is not to be kept', { isTransient: true }],
    ['switches', { datatype: 11, value: { kind: 'boolean', value: true } as const }],
    ['controls', { name: 'Node Control/Scan Rate' }],
    ['the number of a birth', { name: 'bdSeq' }],
  ])('are not made of %s', (_name, fields) => {
    expect(isReading(good)).toBe(true);
    expect(isReading({ ...good, ...fields })).toBe(false);
  });
});
