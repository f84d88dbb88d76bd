import * as fc from 'fast-check';
import { decodeUsualForm } from './telemetry-fast';
import { columnsOf, decodeAnyForm, decodeTelemetryJson } from './telemetry-json';

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

describe('the short way for the usual form', () => {
  const usual = (text: string) => decodeUsualForm(Buffer.from(text));

  it('is taken by what devices send', () => {
    const messages = [
      reading,
      [reading, reading],
      { ...reading, timestamp: undefined },
      { ...reading, timestamp: '2026-01-02T03:04:05.678Z' },
      { ...reading, value: -0.001 },
    ];
    for (const message of messages) expect(usual(JSON.stringify(message, null, 1))).not.toBeNull();
  });

  it.each([
    ['an unknown field', '{"sensor_id":"A","value":1,"unit":"m","x":1}'],
    ['a field given twice', '{"sensor_id":"A","sensor_id":"B","value":1,"unit":"m"}'],
    ['a missing field', '{"sensor_id":"A","value":1}'],
    ['an escape', '{"sensor_id":"\\u0041","value":1,"unit":"m"}'],
    ['other letters', '{"sensor_id":"Ä","value":1,"unit":"m"}'],
    ['an exponent', '{"sensor_id":"A","value":1e3,"unit":"m"}'],
    ['a leading zero', '{"sensor_id":"A","value":01,"unit":"m"}'],
    ['an offset', '{"sensor_id":"A","value":1,"unit":"m","timestamp":"2026-01-02T03:04:05+01:00"}'],
    ['no such day', '{"sensor_id":"A","value":1,"unit":"m","timestamp":"2026-02-30T03:04:05Z"}'],
    ['something behind it', '{"sensor_id":"A","value":1,"unit":"m"}]'],
    ['an end too early', '[{"sensor_id":"A","value":1,"unit":"m"}'],
    ['a comma too many', '[{"sensor_id":"A","value":1,"unit":"m"},]'],
    ['an empty array', '[]'],
    ['nothing', ''],
  ])('is left for %s', (_name, text) => expect(usual(text)).toBeNull());

  const text = fc.oneof(
    fc.constantFrom('A', 'SENSOR_001', 'kPa', ''),
    fc.string({ maxLength: 140 }),
    fc.string({ unit: 'grapheme' }),
  );
  const number = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.double({ min: -1_000, max: 1_000 }),
    fc.integer().map((n) => n / 100),
  );
  const time = fc.oneof(
    fc
      .date({ noInvalidDate: true, min: new Date('0900-01-01'), max: new Date('2100-01-01') })
      .map((date) => date.toISOString()),
    fc.constantFrom(
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:60Z',
      '2026-01-02T03:04:05.1234Z',
      '2024-02-29T23:59:59.9Z',
    ),
    fc.string(),
  );
  const item = fc.record({ sensor_id: text, value: number, unit: text, timestamp: time }, { requiredKeys: [] });
  const message = fc.oneof(
    item.map((one) => JSON.stringify(one)),
    fc.array(item, { maxLength: 5 }).map((items) => JSON.stringify(items, null, 1)),
  );
  const damage = fc
    .tuple(message, fc.nat(), fc.constantFrom('', '0', '"', ',', '}', '\\', 'é', '-', '.'))
    .map(([whole, place, instead]) => {
      const at = place % (whole.length + 1);
      return whole.slice(0, at) + instead + whole.slice(at + 1);
    });

  it('says what the general reader says, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(message, damage), (sent) => {
        const short = usual(sent);
        if (short !== null) expect(short).toEqual(decodeAnyForm(Buffer.from(sent)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads every number exactly as the language does', () => {
    fc.assert(
      fc.property(number, (value) => {
        const sent = JSON.stringify({ ...reading, value });
        const short = usual(sent);
        if (short !== null) expect(short.values[0]).toBe((JSON.parse(sent) as { value: number }).value);
      }),
      { numRuns: 2_000 },
    );
  });
});
