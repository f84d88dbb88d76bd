import * as fc from 'fast-check';
import { readCompact } from './compact-readings';
import { readPairs, readPlain, readValues } from './line-readings';
import { parseTemplate } from './line-template';
import { loggerTime } from './logger-time';

const noon = Date.UTC(2026, 0, 2, 12);

describe('times of loggers', () => {
  it.each([
    ['2026-01-02T12:00:00Z', undefined, noon],
    ['2026/01/02 12:00', '+00:00', noon],
    ['2026-01-02 17:00:00', '+05:00', noon],
    ['2026-01-02T08:30:00.250-03:30', undefined, noon + 250],
    ['1767355200', undefined, noon],
    ['1767355200.5', undefined, noon + 500],
    ['1767355200500', undefined, noon + 500],
  ])('reads %s', (text, zone, ms) => expect(loggerTime(text, zone)).toBe(ms));

  it.each([
    '2026-01-02 12:00:00',
    '2026-02-30T00:00:00Z',
    '2026-01-02T24:00:00Z',
    '12:00',
    '',
    '17673552',
    'NaN',
    '2026-13-01T00:00:00Z',
    '2026-01-02T12:00:00+99:00',
    '2026-01-02T12:00:00+05:75',
  ])('refuses %j', (text) => expect(loggerTime(text, undefined)).toBeNaN());
});

describe('pairs', () => {
  it('are channel, number and unit', () => {
    const { sensors, units, faults, ...rest } = readPairs('time=2026-01-02T12:00:00Z level=2.41m; flow=-1.5:m3/h,p=3');
    expect({ sensors, units, faults }).toEqual({
      sensors: ['level', 'flow', 'p'],
      units: ['m', 'm3/h', ''],
      faults: [],
    });
    expect([...rest.values]).toEqual([2.41, -1.5, 3]);
    expect([...rest.times]).toEqual([noon, noon, noon]);
  });

  it('that are none spoil themselves only', () => {
    const { count, faults } = readPairs('level=high p=3bar oops =4 q=NaN');
    expect(count).toBe(5);
    expect(faults.map(({ index, reason }) => [index, reason])).toEqual([
      [0, 'bad_value'],
      [2, 'malformed'],
      [3, 'bad_sensor'],
      [4, 'bad_value'],
    ]);
  });

  it('with a decimal comma are refused, not cut short', () => {
    const { count, values, faults } = readPairs('level=2,41m;p=3,flow=1,5,q=7,8');
    expect(count).toBe(4);
    expect(values[1]).toBe(3);
    expect(faults.map(({ index, reason }) => [index, reason])).toEqual([
      [0, 'bad_value'],
      [2, 'bad_value'],
      [3, 'bad_value'],
    ]);
  });

  it('with a time that cannot be read are all refused', () => {
    expect(readPairs('ts=yesterday a=1 b=2').faults.map(({ reason }) => reason)).toEqual(['bad_time', 'bad_time']);
  });

  it('with a number beyond all bounds is none', () => expect(readPairs('a=1e400').faults[0]?.reason).toBe('bad_value'));
});

describe('values by a template', () => {
  const template = parseTemplate('date,clock,level:m,-,battery', ';', '+05:00');

  it('are read by column; a gap is left out', () => {
    const columns = readValues('2026-01-02;17:00:00;2.41;x;', template);
    expect(columns).toMatchObject({ count: 1, sensors: ['level'], units: ['m'], faults: [] });
    expect(columns.times[0]).toBe(noon);
  });

  it('of another number than there are columns are refused', () => {
    expect(readValues('2026-01-02;17:00:00;2.41', template).faults[0]?.reason).toBe('malformed');
  });

  it('that are no decimal numbers are refused one by one', () => {
    for (const bad of ['0x10', '1,5', 'Infinity', '--', '1e999']) {
      expect(readValues(`2026-01-02;17:00:00;${bad};;3.6`, template).faults).toHaveLength(1);
    }
  });
});

describe('plain values', () => {
  it('are time, channel, value, unit', () => {
    expect(readPlain('2026-01-02T12:00:00Z, P-1 ,3.1,bar')).toMatchObject({
      sensors: ['P-1'],
      units: ['bar'],
      faults: [],
    });
    expect(readPlain(',P-1,3.1').faults).toEqual([]);
    expect(readPlain('hello').faults[0]?.reason).toBe('malformed');
    expect(readPlain('noon,P-1,3,bar').faults[0]?.reason).toBe('bad_time');
  });
});

describe('compact payloads', () => {
  it('are a time and records of seven bytes', () => {
    const payload = Buffer.from('69 57b440 '.replaceAll(' ', '') + '07000a40466666', 'hex');
    const columns = readCompact(payload);
    expect(columns).toMatchObject({ count: 1, sensors: ['c7'], units: [''] });
    expect(columns.values[0]).toBe(3.1);
    expect(columns.times[0]).toBe(payload.readUInt32BE(0) * 1_000 + 10_000);
  });

  it('cut anywhere else, or with NaN, are refused', () => {
    expect(readCompact(Buffer.alloc(12)).faults[0]).toMatchObject({ index: -1, reason: 'malformed' });
    expect(readCompact(Buffer.alloc(4)).faults[0]?.reason).toBe('empty');
    expect(readCompact(Buffer.from('000000000100007fc00000', 'hex')).faults[0]?.reason).toBe('bad_value');
  });
});

it('whatever comes, every item is a finite number or a fault', () => {
  const template = parseTemplate('time,a:m,b');
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (line) => {
      for (const columns of [
        readPairs(line),
        readPlain(line),
        readValues(line, template),
        readCompact(Buffer.from(line)),
      ]) {
        const faulty = new Set(columns.faults.map(({ index }) => index));
        for (let i = 0; i < columns.count; i += 1)
          expect(Number.isFinite(columns.values[i]) !== faulty.has(i)).toBe(true);
      }
    }),
  );
});
