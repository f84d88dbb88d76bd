import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { type WrittenReport, writeCompactText } from '../../test/compact-writer';
import { readCompactText } from './compact-text';
import { crc16 } from './crc16';
import { frameOf, readFrame } from './sms-frame';

const rows = (text: string) => {
  const { columns } = readCompactText(text);
  return columns.sensors.map((sensor, index) => [
    sensor,
    columns.values[index],
    columns.units[index],
    Number.isNaN(columns.times[index] as number) ? null : new Date(columns.times[index] as number).toISOString(),
  ]);
};

describe('compact text', () => {
  it('reads a report of several quantities', () => {
    const text = 'H1 KTR-01 2026-11-21T10:15Z L=4.25m P=3.1bar Q=12.5m3/h B=87% S=-91dBm FW=1.4.2';
    const time = '2026-11-21T10:15:00.000Z';
    expect(rows(text)).toEqual([
      ['L', 4.25, 'm', time],
      ['P', 3.1, 'bar', time],
      ['Q', 12.5, 'm3/h', time],
    ]);
    expect(readCompactText(text)).toMatchObject({
      station: 'KTR-01',
      state: { batteryPercent: 87, signalDbm: -91, firmware: '1.4.2' },
      newestMs: Date.parse(time),
      timed: true,
    });
  });

  it('reads several times in one text: lists with a step, gaps, and times beside the first one', () => {
    expect(rows('H1 K 2026-11-21T10:00Z/15m L=4.25,4.27,-,4.3m P=3,,1bar')).toEqual([
      ['L', 4.25, 'm', '2026-11-21T10:00:00.000Z'],
      ['L', 4.27, 'm', '2026-11-21T10:15:00.000Z'],
      ['L', 4.3, 'm', '2026-11-21T10:45:00.000Z'],
      ['P', 3, 'bar', '2026-11-21T10:00:00.000Z'],
      ['P', 1, 'bar', '2026-11-21T10:30:00.000Z'],
    ]);
    expect(rows('h1 - 20261121T1500+0500 L=1 +30m L=2 -1h L=3 2026-11-22T00:00:30Z L=4').map((row) => row[3])).toEqual([
      '2026-11-21T10:00:00.000Z',
      '2026-11-21T10:30:00.000Z',
      '2026-11-21T09:00:00.000Z',
      '2026-11-22T00:00:30.000Z',
    ]);
  });

  it('reads the examples of its documentation', () => {
    const page = readFileSync(path.join(__dirname, '../../../../docs/protocols/gsm.md'), 'utf8');
    const examples = page.match(/^H1 KTR.*$/gm) ?? [];
    expect(examples.map((text) => readCompactText(text).columns)).toMatchObject(
      [3, 7, 3].map((count) => ({ count, faults: [] })),
    );
  });

  it('leaves units and times open where the text does', () => {
    expect(rows('H1 K L=4.25 Q=1e-3m3/s T=-0.5')).toEqual([
      ['L', 4.25, '', null],
      ['Q', 0.001, 'm3/s', null],
      ['T', -0.5, '', null],
    ]);
    expect(readCompactText('H1 K L=1').timed).toBe(false);
    // Half of it without a time is as good as none.
    expect(readCompactText('H1 K L=1 2026-11-21T10:00Z P=2').timed).toBe(false);
  });

  it('takes the battery for a reading when it is no percentage', () => {
    expect(rows('H1 K B=12.6V')).toEqual([['B', 12.6, 'V', null]]);
    expect(readCompactText('H1 K B=40%')).toMatchObject({ state: { batteryPercent: 40 }, columns: { count: 0 } });
    expect(rows('H1 K B=140%')).toEqual([['B', 140, '%', null]]);
  });

  it('checks the sum where there is one', () => {
    // CRC-16/MODBUS of "123456789" is 4B37 in every list of check values.
    expect(crc16(Buffer.from('123456789'))).toBe(0x4b37);
    const text = 'H1 K L=4.25m';
    const sum = crc16(Buffer.from(text)).toString(16).padStart(4, '0');
    expect(readCompactText(`${text} *${sum}`).columns.faults).toEqual([]);
    const wrong = readCompactText(`H1 K L=4.26m *${sum}`);
    expect(wrong.columns).toMatchObject({ count: 0, faults: [{ index: -1, reason: 'malformed' }] });
    expect(readCompactText(`${text} \n  *${sum}`).columns.faults).toEqual([]);
  });

  it('reads a text of many blanks as quickly as any other', () => {
    const started = performance.now();
    expect(readCompactText(`H1 K${' '.repeat(39_000)}L=1m`).columns.count).toBe(1);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it.each([
    ['hello', 'unreadable', 'does not begin with H1'],
    ['', 'unreadable', 'does not begin with H1'],
    ['H2 K L=1m', 'unreadable', 'Version 2'],
    ['H1 K', 'empty', 'no reading'],
    ['H1 ../etc L=1m', 'unreadable', 'name of the station'],
    ['H1 K 2026-11-21T10:15 L=1m', 'bad_time', 'no time with Z or an offset'],
    ['H1 K 2026-13-21T10:15Z L=1m', 'bad_time', 'no moment of the calendar'],
    ['H1 K 2026-02-30T10:15Z L=1m', 'bad_time', 'no moment of the calendar'],
    ['H1 K 2026-11-21T24:15Z L=1m', 'bad_time', 'no moment of the calendar'],
    ['H1 K +15m L=1m', 'bad_time', 'needs a full time'],
    ['H1 K L=1m *2231 L=2m', 'malformed', 'check sum'],
    ['H1 K L=1m *22', 'malformed', 'check sum'],
    [`H1 K L=${'1,'.repeat(20_000)}1`, 'oversized', 'more than'],
  ])('keeps %j whole for %s', (text, reason, detail) => {
    const { columns } = readCompactText(text);
    expect(columns).toMatchObject({ count: 0, faults: [{ index: -1, reason }] });
    expect(columns.faults[0]?.detail).toContain(detail);
  });

  it.each([
    ['L=NaN', 'bad_value'],
    ['L=Infinity', 'bad_value'],
    ['L=1e400', 'bad_value'],
    ['L=0x10m=2', 'bad_value'],
    ['L=4,25m', 'bad_time'],
    ['L=', 'empty'],
    ['nonsense', 'malformed'],
    ['=5', 'malformed'],
    ['__proto__=1', 'malformed'],
  ])('a field %s spoils only itself', (field, reason) => {
    const alone = readCompactText(`H1 K ${field}`).columns.faults;
    expect(alone.map((fault) => fault.reason)).toEqual([reason]);
    const { columns } = readCompactText(`H1 K P=3bar ${field} Q=1`);
    expect(columns.sensors.filter((sensor) => sensor !== '')).toEqual(['P', 'Q']);
    expect(columns.faults.every(({ index }) => index === 1)).toBe(true);
  });

  it('reads back whatever the writer writes', () => {
    const value = fc.option(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((each) => Number(each.toFixed(4)) + 0),
      { freq: 9 },
    );
    const field = fc.record({
      key: fc.stringMatching(/^[A-Z][a-z0-9_.]{0,8}$/),
      values: fc.array(value, { minLength: 1, maxLength: 12 }),
      unit: fc.constantFrom('', 'm', 'bar', 'm3/h', '[psi]', 'V', 'mg/L'),
    });
    const report: fc.Arbitrary<WrittenReport> = fc.record({
      station: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,12}$/),
      baseMs: fc.integer({ min: 1_000_000, max: 2_000_000 }).map((kiloseconds) => kiloseconds * 1_000_000),
      stepS: fc.integer({ min: 1, max: 86_400 }),
      fields: fc.array(field, { minLength: 1, maxLength: 6 }),
      check: fc.boolean(),
    });
    fc.assert(
      fc.property(report, (given) => {
        const { columns, station } = readCompactText(writeCompactText(given));
        const wanted = given.fields.flatMap(({ key, values, unit }) =>
          values.flatMap((each, index) =>
            each === null
              ? []
              : [[key, each, values.at(-1) === null ? '' : unit, given.baseMs! + index * given.stepS! * 1_000]],
          ),
        );
        const read = columns.sensors.map((sensor, i) => [
          sensor,
          columns.values[i],
          columns.units[i],
          columns.times[i],
        ]);
        expect(read).toEqual(wanted);
        if (wanted.length > 0) expect(station).toBe(given.station);
        expect(columns.faults.filter(({ reason }) => reason !== 'empty')).toEqual([]);
      }),
    );
  });

  it('reads any text to the end, with columns of one length', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('L=1m', '+15m', '2026-11-21T10:15Z', '*1234', 'B=1%'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const { columns } = readCompactText(['H1', 'K', ...words].join(' '));
        expect([columns.values.length, columns.units.length, columns.times.length]).toEqual(
          Array.from({ length: 3 }).fill(columns.count),
        );
        expect(columns.sensors).toHaveLength(columns.count);
        const faulty = new Set(columns.faults.map(({ index }) => index));
        columns.sensors.forEach((sensor, index) => expect(sensor === '').toBe(faulty.has(index)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('kept messages', () => {
  it('keep the time of the network, so that reading them again gives the same', () => {
    const sentMs = Date.parse('2026-11-21T10:15:20Z');
    expect(readFrame(frameOf('H1 K L=1m', sentMs)).columns.times[0]).toBe(sentMs);
    expect(readFrame(frameOf('H1 K 2026-11-21T08:00Z L=1m', sentMs)).columns.times[0]).toBe(
      Date.parse('2026-11-21T08:00:00Z'),
    );
    expect(Buffer.from(frameOf('H1 K L=1m', null)).toString()).toBe('H1 K L=1m');
    expect(readFrame(Buffer.from([0xff, 0xfe])).columns.faults[0]).toMatchObject({ index: -1, reason: 'unreadable' });
  });
});
