import * as fc from 'fast-check';
import { scanNumber } from './number-scan';
import { MAX_RECORD_BYTES, RecordScanner } from './record-scanner';
import { type TimeFormat, TimeScanner } from './time-scan';
import { DoubledHours, ZoneClock } from './zone-clock';

const number = (text: string, decimal = '.', thousands: '' | ',' | '.' | ' ' | "'" = '') => {
  const bytes = Buffer.from(text);
  return scanNumber(bytes, 0, bytes.length, { decimal: decimal.charCodeAt(0), thousands });
};

describe('numbers', () => {
  it('come out as Number reads them', () => {
    const decimals = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat({ max: 20 }), fc.boolean());
    fc.assert(
      fc.property(decimals, ([digits, point, minus]) => {
        const text = digits.toString();
        const cut = Math.max(0, text.length - point);
        const written = `${minus ? '-' : ''}${text.slice(0, cut) || '0'}.${text.slice(cut) || '0'}`;
        expect(number(written)).toBe(Number(written));
        expect(number(written.replace('.', ','), ',')).toBe(Number(written));
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // `String(-0)` has no sign.
        expect(number(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('are refused when they are something else', () => {
    for (const text of [
      '',
      '-',
      '.',
      '1.2.3',
      '1,5',
      'abc',
      '0x10',
      '1e999',
      'NaN',
      'Infinity',
      '1\0',
      '1 000',
      '=1',
      '--1',
    ]) {
      expect([text, number(text)]).toEqual([text, Number.NaN]);
    }
  });

  it('may have separators between thousands, there only', () => {
    expect(number('1.234.567,5', ',', '.')).toBe(1_234_567.5);
    expect(number('-1 234,5', ',', ' ')).toBe(-1_234.5);
    expect(number('1\u202f234', '.', ' ')).toBe(1_234);
    expect(number("12'345.6", '.', "'")).toBe(12_345.6);
    expect(number('12,34', '.', ',')).toBeNaN();
    expect(number('1234.5', '.', ',')).toBe(1234.5);
  });
});

describe('times', () => {
  const read = (text: string, format: TimeFormat) => {
    const scanner = new TimeScanner(format);
    const bytes = Buffer.from(text);
    return scanner.scan(bytes, 0, bytes.length)
      ? `${new Date(scanner.timeMs).toISOString()}${scanner.exact ? '' : ' wall'}`
      : null;
  };

  it('of ISO 8601 come out as Date reads them', () => {
    const instant = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(fc.property(instant, (date) => expect(read(date.toISOString(), 'iso')).toBe(date.toISOString())));
  });

  it.each<[string, TimeFormat, string | null]>([
    ['2021-10-31T02:00:00+02:00', 'iso', '2021-10-31T00:00:00.000Z'],
    ['2021-10-31 02:00', 'iso', '2021-10-31T02:00:00.000Z wall'],
    ['2021-10-31', 'iso', '2021-10-31T00:00:00.000Z wall'],
    ['2021/10/31 2:05:06,25', 'iso', '2021-10-31T02:05:06.250Z wall'],
    ['2021-10-31 24:00', 'iso', '2021-11-01T00:00:00.000Z wall'],
    ['2021-02-29 00:00', 'iso', null],
    ['2021-10-31 25:00', 'iso', null],
    ['2021-10-31x', 'iso', null],
    ['31.10.2021 02:00', 'day-first', '2021-10-31T02:00:00.000Z wall'],
    ['1/2/21 3:04', 'day-first', '2021-02-01T03:04:00.000Z wall'],
    ['31.10.2021', 'month-first', null],
    ['10/31/2021 2:00:00 PM', 'month-first', '2021-10-31T14:00:00.000Z wall'],
    ['10/31/2021 12:30 AM', 'month-first', '2021-10-31T00:30:00.000Z wall'],
    ['1635638400', 'unix-s', '2021-10-31T00:00:00.000Z'],
    ['1635638400.5', 'unix-s', '2021-10-31T00:00:00.500Z'],
    ['1635638400123', 'unix-ms', '2021-10-31T00:00:00.123Z'],
    ['44500.25', 'excel', '2021-10-31T06:00:00.000Z wall'],
    ['soon', 'iso', null],
    ['', 'unix-s', null],
  ])('%s as %s', (text, format, expected) => {
    expect(read(text, format)).toBe(expected);
  });

  it('never make it throw', () => {
    const formats = fc.constantFrom<TimeFormat>('iso', 'day-first', 'month-first', 'unix-s', 'unix-ms', 'excel');
    fc.assert(
      fc.property(formats, fc.uint8Array({ maxLength: 40 }), (format, bytes) => {
        const scanner = new TimeScanner(format);
        if (scanner.scan(bytes, 0, bytes.length)) expect(Number.isFinite(scanner.timeMs)).toBe(true);
      }),
    );
  });
});

describe('wall times of a zone', () => {
  it.each(['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC', 'Asia/Kolkata'])(
    'of %s lead back to their instants',
    (zone) => {
      const clock = new ZoneClock(zone);
      const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      fc.assert(
        fc.property(fc.integer({ min: 1e6, max: 2e6 }), (quarter) => {
          const instant = quarter * 900_000;
          const wall = Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
          const fast = clock.instant(wall);
          if (!Number.isNaN(fast)) expect(fast).toBe(instant);
          else {
            const moment = clock.moment(wall);
            expect(moment.kind).toBe('doubled');
            expect(moment.kind === 'doubled' && [moment.first, moment.second]).toContain(instant);
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it('may be missing, or shown twice', () => {
    const clock = new ZoneClock('Europe/Rome');
    expect(clock.moment(Date.UTC(2021, 2, 28, 2, 30))).toEqual({ kind: 'missing' });
    expect(clock.moment(Date.UTC(2021, 9, 31, 2, 30))).toEqual({
      kind: 'doubled',
      first: Date.UTC(2021, 9, 31, 0, 30),
      second: Date.UTC(2021, 9, 31, 1, 30),
      turn: Date.UTC(2021, 9, 31, 1),
    });
  });

  it('of the second round are known by the order of a series, also after a checkpoint', () => {
    const clock = new ZoneClock('Europe/Rome');
    const at = (minute: number) => Date.UTC(2021, 9, 31, 2, minute);
    let rounds = new DoubledHours();
    const choose = (key: number, minute: number, backward = false) => {
      const moment = clock.moment(at(minute));
      if (moment.kind !== 'doubled') throw new Error('not doubled');
      rounds = new DoubledHours(rounds.save());
      return new Date(rounds.choose(key, at(minute), moment, backward)).toISOString().slice(11, 16);
    };
    expect([0, 30, 0, 30].map((minute) => choose(7, minute))).toEqual(['00:00', '00:30', '01:00', '01:30']);
    expect(choose(8, 30)).toBe('00:30');
    rounds.leave(7);
    expect(rounds.size).toBe(1);
    rounds = new DoubledHours();
    const backward = [30, 0, 30, 0].map((minute) => choose(7, minute, true));
    expect(backward).toEqual(['01:30', '01:00', '00:30', '00:00']);
  });
});

describe('records', () => {
  /** Reads a text in pieces of given lengths, as it would come from a file. */
  const cut = (text: Buffer, pieces: number[], delimiter = ','): string[][] => {
    const scanner = new RecordScanner(delimiter.charCodeAt(0), 16);
    const rows: string[][] = [];
    let rest = Buffer.alloc(0);
    let from = 0;
    const take = (bytes: Buffer, last: boolean): Buffer => {
      scanner.reset();
      let at = 0;
      while (at < bytes.length) {
        const after = scanner.next(bytes, at, last);
        if (after < 0) break;
        const row: string[] = [];
        for (let n = 0; n < scanner.count; n += 1) {
          const field = bytes.toString('utf8', scanner.starts[n], scanner.ends[n]);
          row.push(scanner.quoted[n] === 2 ? field.replaceAll('""', '"') : field);
        }
        rows.push(row);
        at = after;
      }
      return bytes.subarray(at);
    };
    for (const length of pieces) {
      rest = take(Buffer.concat([rest, text.subarray(from, from + length)]), false) as Buffer<ArrayBuffer>;
      from += length;
    }
    take(Buffer.concat([rest, text.subarray(from)]), true);
    return rows;
  };
  const field = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', 'é', ' ', ';'), maxLength: 6 });
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  it('read back as they were written, however the file is cut', () => {
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.nat(9)),
        (table, end, open, pieces) => {
          const text = table.map((row) => row.map(quoted).join(',')).join(end) + (open ? '' : end);
          expect(cut(Buffer.from(text), pieces)).toEqual(table);
        },
      ),
    );
  });

  it('of any bytes never make it throw or stand still', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(50)), (bytes, pieces) => {
        cut(Buffer.from(bytes), pieces);
      }),
    );
  });

  it('with a quote that is never closed end with their line', () => {
    expect(cut(Buffer.from('a,"b\nc,d\n'), [])).toEqual([
      ['a', '"b'],
      ['c', 'd'],
    ]);
    const long = Buffer.concat([Buffer.from('a,"b\n'), Buffer.alloc(MAX_RECORD_BYTES + 10, 'x'), Buffer.from('\n')]);
    expect(cut(long, [long.length])[0]).toEqual(['a', '"b']);
  });

  it('with quotes that are closed by no field end with their line, however the file is cut', () => {
    const text = Buffer.from('a,"b\nc,d\ne,"f\ng,"h" ,i\nj,"k"x\n');
    const rows = [
      ['a', '"b'],
      ['c', 'd'],
      ['e', '"f'],
      ['g', 'h', 'i'],
      ['j', 'k'],
    ];
    fc.assert(fc.property(fc.array(fc.nat(9)), (pieces) => expect(cut(text, pieces)).toEqual(rows)));
  });
});
