import { importMapping } from '@app/contracts';
import * as fc from 'fast-check';
import { READING_BYTES } from './reading-columns';
import { type ParsedChunk, ReadingParser } from './reading-parser';
import { MAX_RECORD_BYTES } from './record-scanner';
import { sensorTable } from './sensor-table';

const NOW = Date.UTC(2026, 0, 1);
const sensors = () =>
  sensorTable(
    ['A', 'B', 'É1'].map((code, n) => ({
      tenantId: 5,
      number: 100 + n,
      id: `0190a1b2-0000-7000-8000-00000000000${n}`,
      code,
      quantity: 'pressure',
      rangeMin: 0,
      rangeMax: 1_000,
      latestMs: null,
    })),
  );
const long = { form: 'long', time: { column: 1 }, sensorColumn: 0, valueColumn: 2, unit: 'kPa' };

/** Reads a text in pieces; the chunks, and their readings as text. */
function parse(text: Buffer | string, given: object = long, pieces: number[] = [], chunkReadings = 1_000) {
  const mapping = importMapping.parse(given);
  const parser = new ReadingParser({
    mapping,
    columns: ['s', 't', 'v'],
    sensors: sensors(),
    nowMs: NOW,
    state: null,
    chunkReadings,
  });
  const bytes = Buffer.from(text);
  const chunks: ParsedChunk[] = [];
  let rest = Buffer.alloc(0);
  let from = 0;
  const take = (block: Buffer, last: boolean) => {
    let at = 0;
    for (;;) {
      at = parser.read(block, at, last);
      if (!parser.full) break;
      chunks.push(parser.take());
    }
    rest = Buffer.from(block.subarray(at));
  };
  for (const length of pieces) {
    take(Buffer.concat([rest, bytes.subarray(from, from + length)]), false);
    from += length;
  }
  take(Buffer.concat([rest, bytes.subarray(from)]), true);
  chunks.push(parser.take());
  const readings = chunks.flatMap(({ rows, count, lines }) => {
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
    return Array.from({ length: count }, (_, n) => {
      const at = n * READING_BYTES;
      const time = new Date(Number(view.getBigInt64(at + 22)) / 1_000 + 946_684_800_000).toISOString();
      return `${lines[n]}: ${view.getInt32(at + 14)} ${time} ${view.getFloat64(at + 34)} q${view.getInt16(at + 46)}`;
    });
  });
  const errors = chunks
    .map(({ errorText }) => errorText)
    .join('')
    .trim()
    .split('\r\n')
    .filter((line) => line !== '');
  const total = (name: 'fileRows' | 'missing' | 'rejected' | 'duplicates') =>
    chunks.reduce((sum, chunk) => sum + chunk[name], 0);
  return { readings, errors, chunks, total };
}

describe('the parser', () => {
  it('orders by day, sensor and time, and keeps the first of two', () => {
    const { readings, total, chunks } = parse(
      's,t,v\nB,2024-01-01T01:00Z,2\nA,2024-01-02T00:00Z,3\nA,2024-01-01T02:00Z,4\nA,2024-01-01T01:00Z,5\nA,2024-01-01T01:00Z,5\nA,2024-01-01T01:00Z,6\n',
    );
    expect(readings).toEqual([
      '5: 100 2024-01-01T01:00:00.000Z 5 q0',
      '4: 100 2024-01-01T02:00:00.000Z 4 q0',
      '2: 101 2024-01-01T01:00:00.000Z 2 q0',
      '3: 100 2024-01-02T00:00:00.000Z 3 q0',
    ]);
    expect(total('duplicates')).toBe(1);
    expect(chunks[0]?.conflicts).toEqual([7]);
  });

  it('reads the same however the file is cut, in chunks of any size', () => {
    const row = fc.tuple(fc.constantFrom('A', 'B', 'É1', 'X'), fc.nat(50), fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.array(fc.nat(40)),
        fc.integer({ min: 1, max: 9 }),
        (rows, pieces, size) => {
          const text = `s,t,v\r\n${rows.map(([s, t, v]) => `"${s}",2024-01-01T00:${String(t).padStart(2, '0')}:00Z,${v}\r\n`).join('')}`;
          const whole = parse(text);
          const cut = parse(text, long, pieces, size);
          expect(cut.errors).toEqual(whole.errors);
          expect(cut.total('fileRows')).toBe(rows.length);
          // Repetitions that lie in different chunks are found by the database.
          expect(cut.readings.length + cut.total('duplicates')).toBeLessThanOrEqual(rows.length);
          expect(
            new Set(
              cut.readings
                .map((line) => line.replace(/^\d+: /, ''))
                .map((line) => line.split(' ').slice(0, 2).join(' ')),
            ),
          ).toEqual(
            new Set(
              whole.readings
                .map((line) => line.replace(/^\d+: /, ''))
                .map((line) => line.split(' ').slice(0, 2).join(' ')),
            ),
          );
        },
      ),
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { total, readings } = parse(Buffer.from(bytes), { ...long, headerRows: 0 });
        expect(readings).toEqual([]);
        expect(total('rejected')).toBeLessThanOrEqual(total('fileRows'));
      }),
    );
  });

  it('tells what is wrong, cell by cell, safely for spreadsheets', () => {
    const { errors, readings } = parse(
      Buffer.concat([
        Buffer.from('s,t,v\nA,2024-01-01T00:00Z,"=cmd(""x"")"\nA\n\nX\0,2024-01-01T00:00Z,1\n'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from(
          ',2024-01-01T00:00Z,1\nA,2024-01-01,1\nA,2027-01-01T00:00Z,1\nA,1960-01-01T00:00Z,1\nA,2024-01-01T00:00Z,-1\n',
        ),
      ]),
    );
    expect(errors.map((line) => line.split(',').slice(0, -1).join(','))).toEqual([
      `2,v,"'=cmd(""x"")",bad_value`,
      '3,,A,too_few_columns',
      '5,s,X\ufffd,unknown_sensor',
      '6,s,\ufffd\ufffd,unknown_sensor',
      '7,t,2024-01-01,no_zone',
      '8,t,2027-01-01T00:00Z,future',
      '9,t,1960-01-01T00:00Z,too_old',
    ]);
    // Out of the sensor's range: stored, as bad.
    expect(readings).toEqual(['10: 100 2024-01-01T00:00:00.000Z -1 q4']);
  });

  it('passes over a line that never ends', () => {
    const text = Buffer.concat([
      Buffer.from('s,t,v\n'),
      Buffer.alloc(MAX_RECORD_BYTES * 3, 'x'),
      Buffer.from('\nA,2024-01-01T00:00Z,1\n'),
    ]);
    const { readings, errors } = parse(text, long, [MAX_RECORD_BYTES, MAX_RECORD_BYTES, 500_000]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('too_long');
    expect(readings).toEqual(['3: 100 2024-01-01T00:00:00.000Z 1 q0']);
  });

  it('knows a marker of the encoding, words for nothing, and other alphabets', () => {
    const bom = parse('\ufeffA;01.02.2024 03:04;1,5\nB;01.02.2024 03:04;n/a\nB;01.02.2024 03:04;\n', {
      ...long,
      headerRows: 0,
      delimiter: ';',
      decimal: ',',
      time: { column: 1, format: 'day-first', timeZone: 'Europe/Rome' },
      unit: 'bar',
    });
    expect(bom.readings).toEqual(['1: 100 2024-02-01T02:04:00.000Z 150 q0']);
    expect(bom.total('missing')).toBe(2);
    const quoted = parse('\ufeff"A","2024-01-01T00:00Z","1"\n', { ...long, headerRows: 0 }, [1, 1, 3]);
    expect(quoted.readings).toHaveLength(1);
    const latin = parse(Buffer.from('s,t,v\nÉ1,2024-01-01T00:00Z,1\n', 'latin1'), {
      ...long,
      encoding: 'windows-1252',
    });
    expect(latin.readings).toHaveLength(1);
  });

  it('reads wide tables, and tells once of a column that it cannot use', () => {
    const { readings, errors } = parse('t,a,b,c\n2024-01-01T00:00Z,1,2\n2024-01-01T00:01Z,,4,5\n', {
      form: 'wide',
      time: { column: 0 },
      columns: [
        { column: 1, sensor: 'A', unit: 'bar' },
        { column: 2, sensor: 'B', unit: 'm3' },
        { column: 3, sensor: 'B', unit: 'canonical' },
      ],
    });
    expect(readings).toEqual(['2: 100 2024-01-01T00:00:00.000Z 100 q0', '3: 101 2024-01-01T00:01:00.000Z 5 q0']);
    expect(errors).toEqual([expect.stringContaining('0,v,m3,wrong_unit')]);
  });

  it('passes over rows of a wide table that have nothing in them', () => {
    const { readings, errors } = parse('t,a\n2024-01-01T00:00Z,1\n,\n , \n,2\n', {
      form: 'wide',
      time: { column: 0 },
      columns: [{ column: 1, sensor: 'A', unit: 'kPa' }],
    });
    expect(readings).toHaveLength(1);
    expect(errors).toEqual([expect.stringContaining('5,s,,bad_time')]);
  });

  it('reads doubled hours of a file that has the newest first', () => {
    const times = ['03:15', '03:00', '02:45', '02:15', '02:45', '02:15', '01:45'];
    const rows = times.flatMap((time, n) => ['A', 'B'].map((code) => `${code},2021-10-31T${time},${n}\n`));
    const zoned = { ...long, headerRows: 0, time: { column: 1, timeZone: 'Europe/Rome' } };
    for (const chunkReadings of [1_000, 3]) {
      const { readings, errors } = parse(rows.join(''), zoned, [], chunkReadings);
      expect(errors).toEqual([]);
      const ofA = readings
        .filter((reading) => reading.includes(': 100 '))
        .map((reading) => reading.split(' ').slice(2, 4));
      expect(ofA.map(([time, value]) => `${time?.slice(11, 16)} ${value}`).sort()).toEqual([
        '00:15 5',
        '00:45 4',
        '01:15 3',
        '01:45 2',
        '02:00 1',
        '02:15 0',
        '23:45 6',
      ]);
    }
  });

  it('knows which round of a doubled hour a sensor is in, also when sensors are made before it goes on', () => {
    const mapping = importMapping.parse({ ...long, time: { column: 1, timeZone: 'Europe/Rome' } });
    const all = ['B', 'A'].map((code, n) => ({
      tenantId: 5 - n,
      number: 100 + n,
      id: `0190a1b2-0000-7000-8000-00000000000${n}`,
      code,
      quantity: 'pressure' as const,
      rangeMin: null,
      rangeMax: null,
      latestMs: null,
    }));
    const columns = ['s', 't', 'v'];
    const options = { mapping, columns, nowMs: NOW };
    const first = new ReadingParser({ ...options, sensors: sensorTable(all.slice(0, 1)), state: null });
    first.read(Buffer.from('B,2021-10-31T02:00,1\nB,2021-10-31T02:30,2\n'), 0, true);
    const { state } = first.take();
    const second = new ReadingParser({ ...options, sensors: sensorTable(all), state });
    second.read(Buffer.from('B,2021-10-31T02:00,3\n'), 0, true);
    expect(new Date(second.take().firstMs).toISOString()).toBe('2021-10-31T01:00:00.000Z');
  });
});
