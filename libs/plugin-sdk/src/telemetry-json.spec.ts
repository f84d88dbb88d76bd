import * as fc from 'fast-check';
import { columnsOf, decodeTelemetryJson } from './telemetry-json';

const decode = (text: string) => decodeTelemetryJson(Buffer.from(text));
const reading = { sensor_id: 'A', value: 1.5, unit: 'bar', timestamp: '2026-01-02T03:04:05Z' };

describe('decodeTelemetryJson', () => {
  it('reads one reading or an array', () => {
    const one = decode(JSON.stringify(reading));
    expect(one).toMatchObject({ count: 1, sensors: ['A'], units: ['bar'], faults: [] });
    expect([...one.values]).toEqual([1.5]);
    expect([...one.times]).toEqual([Date.UTC(2026, 0, 2, 3, 4, 5)]);
    expect(decode(JSON.stringify([reading, reading]))).toMatchObject({ count: 2, faults: [] });
  });

  it('leaves the time open where none is sent, and ignores fields it does not know', () => {
    const columns = decode('{"sensor_id":"A","value":1,"unit":"m","timestamp":null,"battery":{"percent":3}}');
    expect(columns.faults).toEqual([]);
    expect([...columns.times]).toEqual([Number.NaN]);
  });

  it.each([
    ['{"value":1,"unit":"m"}', 'bad_sensor'],
    ['{"sensor_id":"","value":1,"unit":"m"}', 'bad_sensor'],
    [`{"sensor_id":"${'x'.repeat(129)}","value":1,"unit":"m"}`, 'bad_sensor'],
    ['{"sensor_id":7,"value":1,"unit":"m"}', 'bad_sensor'],
    ['{"sensor_id":"A","unit":"m"}', 'bad_value'],
    ['{"sensor_id":"A","value":"1","unit":"m"}', 'bad_value'],
    ['{"sensor_id":"A","value":true,"unit":"m"}', 'bad_value'],
    ['{"sensor_id":"A","value":1e400,"unit":"m"}', 'bad_value'],
    ['{"sensor_id":"A","value":1}', 'missing_unit'],
    ['{"sensor_id":"A","value":1,"unit":""}', 'missing_unit'],
    ['{"sensor_id":"A","value":1,"unit":5}', 'wrong_unit'],
    ['{"sensor_id":"A","value":1,"unit":"m","timestamp":1735689600}', 'bad_time'],
    ['{"sensor_id":"A","value":1,"unit":"m","timestamp":"2026-01-02 03:04:05"}', 'bad_time'],
    ['[1]', 'malformed'],
    ['null', 'malformed'],
    ['[[]]', 'malformed'],
  ])('refuses %s as %s', (text, reason) => {
    expect(decode(text).faults).toEqual([expect.objectContaining({ index: 0, reason })]);
  });

  it.each([
    ['', 'unreadable'],
    ['{', 'unreadable'],
    ['NaN', 'unreadable'],
    ['[]', 'empty'],
    [`[${'1,'.repeat(5_000)}1]`, 'too_many'],
    ['['.repeat(21), 'too_deep'],
  ])('refuses the whole message %#', (text, reason) => {
    expect(decode(text)).toMatchObject({ count: 0, faults: [{ index: -1, reason }] });
  });

  it('refuses bytes that are no UTF-8 instead of changing a name', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"sensor_id":"A'),
      Buffer.from([0xff]),
      Buffer.from('","value":1,"unit":"m"}'),
    ]);
    expect(decodeTelemetryJson(bytes)).toMatchObject({ faults: [{ index: -1, reason: 'unreadable' }] });
  });

  it('one bad item spoils itself only', () => {
    const columns = decode(JSON.stringify([reading, { ...reading, value: null }, reading]));
    expect(columns.sensors).toEqual(['A', '', 'A']);
    expect(columns.faults).toEqual([expect.objectContaining({ index: 1, reason: 'bad_value' })]);
  });

  it('never throws, and accounts for every item, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString()),
        ),
        (text) => {
          const columns = decode(text);
          expect(columns.values).toHaveLength(columns.count);
          const faulty = new Set(columns.faults.map(({ index }) => index));
          for (let i = 0; i < columns.count; i += 1) {
            expect(faulty.has(i)).toBe(columns.sensors[i] === '');
            expect(Number.isFinite(columns.values[i])).toBe(!faulty.has(i));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads back every finite number as it was sent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const columns = columnsOf(JSON.parse(JSON.stringify({ ...reading, value })) as unknown);
        expect(columns.values[0]).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});
