import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { DeviceLink, WireReading } from '../client/device-link';
import { openCsv, ReplayError, sniffSeparator, splitCells } from './csv';
import { liveShiftMs, sendSeries } from './send-series';
import { readSeries, usualIntervalS, type SeriesLayout } from './series';
import { instantsOf, readFileTime, standardTimeZone } from './wall-clock';

const layout: SeriesLayout = {
  timeZone: 'Europe/Rome',
  timeColumn: null,
  columns: null,
  long: null,
  decimalComma: false,
};
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function read(text: string | Buffer, changes: Partial<SeriesLayout> = {}) {
  const path = join(folder, 'file.csv');
  await writeFile(path, text);
  return readSeries(await openCsv(path), { ...layout, ...changes });
}

describe('openCsv', () => {
  it('splits by the separator of the header and takes quotes apart', () => {
    expect(sniffSeparator('time;a,b;c')).toBe(';');
    expect(splitCells('a, "b, ""c""" ,d', ',')).toEqual(['a', 'b, "c"', 'd']);
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
        expect(splitCells(line, ',')).toEqual(cells.map((cell) => cell.trim()));
      }),
    );
  });

  it('names a missing, empty or damaged file', async () => {
    await expect(openCsv(join(folder, 'none.csv'))).rejects.toThrow(ReplayError);
    await expect(read('')).rejects.toThrow('is empty');
    const damaged = gzipSync(Buffer.from(`time,a\n${'2021-01-01 00:00,1\n'.repeat(5000)}`)).subarray(0, 60);
    await expect(read(damaged)).rejects.toThrow(ReplayError);
  });
});

describe('times of a file', () => {
  it.each([
    ['2021-10-31 02:00', Date.UTC(2021, 9, 31, 2)],
    ['2021-10-31T02:00:05.250', Date.UTC(2021, 9, 31, 2, 0, 5, 250)],
    ['31/10/2021 02:30', Date.UTC(2021, 9, 31, 2, 30)],
    ['04/07/16 00', Date.UTC(2016, 6, 4)],
    ['2021-10-31', Date.UTC(2021, 9, 31)],
  ])('reads the wall time %s', (text, wallMs) => {
    expect(readFileTime(text)).toEqual({ kind: 'wall', wallMs });
  });

  it.each([
    ['2021-10-31T02:00:00Z', Date.UTC(2021, 9, 31, 2)],
    ['2021-10-31 02:00+0200', Date.UTC(2021, 9, 31)],
    ['1635638400', 1_635_638_400_000],
    ['1635638400123', 1_635_638_400_123],
  ])('reads the instant %s', (text, timeMs) => {
    expect(readFileTime(text)).toEqual({ kind: 'instant', timeMs });
  });

  it.each(['', 'noon', '2021-02-30 00:00', '2021-01-01 25:00', '2021-13-01'])('refuses %j', (text) => {
    expect(readFileTime(text)).toBeNull();
  });

  it('knows skipped and doubled hours', () => {
    expect(instantsOf(Date.UTC(2021, 2, 28, 2, 30), 'Europe/Rome')).toEqual([]);
    expect(instantsOf(Date.UTC(2021, 9, 31, 2), 'Europe/Rome')).toEqual([
      Date.UTC(2021, 9, 31, 0),
      Date.UTC(2021, 9, 31, 1),
    ]);
    expect(instantsOf(Date.UTC(2021, 5, 1), 'Europe/Rome')).toEqual([Date.UTC(2021, 4, 31, 22)]);
  });

  it.each([
    ['Asia/Nicosia', 'Etc/GMT-2'],
    ['America/Santiago', 'Etc/GMT+4'],
    ['Europe/Lisbon', 'UTC'],
    ['Asia/Kolkata', null],
  ])('names the standard time of %s', (zone, expected) => {
    expect(standardTimeZone(zone)).toBe(expected);
    if (expected === null) return;
    const winter = Date.UTC(2021, zone.startsWith('America') ? 6 : 0, 15, 12);
    expect(instantsOf(winter, expected)).toEqual(instantsOf(winter, zone));
  });

  it('agrees with the zone for any moment', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2037-01-01'), noInvalidDate: true }), (date) => {
        const wall = new Date(
          date.toLocaleString('sv-SE', { timeZone: 'Australia/Lord_Howe' }).replace(' ', 'T').concat('Z'),
        ).getTime();
        expect(instantsOf(wall, 'Australia/Lord_Howe')).toContain(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});

describe('readSeries', () => {
  it('takes the first row of a doubled hour for its first occurrence, the second for the second', async () => {
    const { series, report } = await read(
      'time,A,B\n2021-10-31 01:00,1,1\n2021-10-31 02:00,2,\n2021-10-31 02:00,3,3\n2021-10-31 03:00,4,4\n',
    );
    const hours = [23, 24, 25, 26].map((hour) => Date.UTC(2021, 9, 30, hour));
    expect(series[0]).toMatchObject({ name: 'A', times: hours, values: [1, 2, 3, 4], gaps: 0 });
    expect(series[1]).toMatchObject({ name: 'B', values: [1, 3, 4], gaps: 1 });
    expect([...report.doubled]).toEqual([['2021-10-31 02:00', 2]]);
    expect(report.repeated).toEqual([]);
  });

  it('tells the two rounds of a doubled hour apart at five-minute steps', async () => {
    const minutes = Array.from(
      { length: 24 },
      (_, index) => `2021-10-31 02:${String((index % 12) * 5).padStart(2, '0')},${index}`,
    );
    const { series } = await read(`time,A\n${minutes.join('\n')}\n`);
    expect(series[0]?.times).toEqual(minutes.map((_, index) => Date.UTC(2021, 9, 31) + index * 300_000));
  });

  it('reports skipped, repeated and unreadable rows and leaves them out', async () => {
    const { series, report } = await read(
      'time,A\n2021-03-28 02:00,1\n2021-03-28 03:00,2\n2021-03-28 03:00,3\nnoon,4\n2021-03-28 04:00,x\n',
    );
    expect(series[0]?.values).toEqual([2]);
    expect(report.skipped).toEqual([{ time: '2021-03-28 02:00', line: 2 }]);
    expect(report.repeated).toEqual([{ time: '2021-03-28 03:00', line: 4 }]);
    expect(report.unreadable).toEqual([
      { text: 'noon', line: 5 },
      { text: 'x', line: 6 },
    ]);
  });

  it('reads long files, decimal commas, gzip, chosen columns and rows out of order', async () => {
    const long = gzipSync(
      Buffer.from('sensor;at;value\r\nP1;01.05.2021 02:00;1,5\r\nP2;01.05.2021 02:00;7\r\nP1;01.05.2021 01:00;2,5\r\n'),
    );
    const { series } = await read(long, {
      timeColumn: 'at',
      long: { sensorColumn: 'sensor', valueColumn: 'value' },
      decimalComma: true,
      columns: ['P1'],
    });
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ name: 'P1', values: [2.5, 1.5] });
    expect(usualIntervalS(series[0] as (typeof series)[number])).toBe(3600);
  });

  it('asks for a zone when times carry none, and names a missing column', async () => {
    await expect(read('time,A\n2021-01-01 00:00,1\n', { timeZone: null })).rejects.toThrow('--zone');
    await expect(read('time,A\n', { columns: ['B'] })).rejects.toThrow("no column 'B'");
    const { series } = await read('time,A\n2021-01-01T00:00Z,1\n', { timeZone: null });
    expect(series[0]?.times).toEqual([Date.UTC(2021, 0, 1)]);
  });
});

describe('sendSeries', () => {
  const times = Array.from({ length: 1234 }, (_, index) => index * 60_000);
  const one = { name: 'A', times, values: times.map((_, index) => index), gaps: 0 };

  it('sends every reading once, in order, in messages of at most 500 over MQTT', async () => {
    const link = new FakeLink();
    const [figures] = await sendSeries([{ series: one, sensor: 'S', unit: 'L/s', via: 'mqtt', link }], {
      shiftMs: 1000,
      speed: null,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    expect(figures).toMatchObject({ sent: 1234, acknowledged: 1234, rejected: 0 });
    expect(link.messages.map((message) => message.length)).toEqual([500, 500, 234]);
    expect(link.messages.flat().map(({ value }) => value)).toEqual(one.values);
    expect(link.messages[0]?.[1]).toEqual({
      sensor_id: 'S',
      value: 1,
      unit: 'L/s',
      timestamp: '1970-01-01T00:01:01.000Z',
    });
  });

  it('keeps the pace of a given speed', async () => {
    const link = new FakeLink();
    const short = { ...one, times: times.slice(0, 11), values: one.values.slice(0, 11) };
    const began = performance.now();
    await sendSeries([{ series: short, sensor: 'S', unit: 'L/s', via: 'http', link }], {
      shiftMs: 0,
      speed: 600,
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    expect(performance.now() - began).toBeGreaterThan(700);
    expect(link.messages.length).toBeGreaterThan(2);
    expect(link.messages.flat()).toHaveLength(11);
  });

  it('moves a recording so that it ends now, or when its last reading is sent', () => {
    const nowMs = Date.UTC(2026, 0, 1);
    expect(liveShiftMs([one], null, nowMs) + (times.at(-1) as number)).toBe(nowMs);
    expect(liveShiftMs([one], 1, nowMs)).toBe(nowMs);
    expect(liveShiftMs([], null, nowMs)).toBe(0);
  });
});

class FakeLink implements DeviceLink {
  readonly messages: WireReading[][] = [];
  async send(readings: readonly WireReading[]) {
    this.messages.push([...readings]);
    return { accepted: readings.length, rejected: 0, reasons: [] };
  }
  async pause(): Promise<void> {}
  resume(): void {}
  async close(): Promise<void> {}
}
