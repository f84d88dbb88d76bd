import { clockOf, compare, expectedReadings, wallHours } from './replay-expected';

const hours = (...times: string[]): string[][] => [['time', 'A'], ...times.map((time, index) => [time, String(index)])];
const times = (cells: string[][], zone: string): string[] =>
  [...(expectedReadings(cells, zone, 3600, 1).get('A') ?? [])].map(([timeMs]) => new Date(timeMs).toISOString());

describe('expectedReadings', () => {
  it('meets a doubled hour twice', () => {
    const cells = hours('2021-10-31 01:00', '2021-10-31 02:00', '2021-10-31 02:00', '2021-10-31 03:00');
    expect(times(cells, 'Europe/Rome')).toEqual([
      '2021-10-30T23:00:00.000Z',
      '2021-10-31T00:00:00.000Z',
      '2021-10-31T01:00:00.000Z',
      '2021-10-31T02:00:00.000Z',
    ]);
  });

  it('steps over a skipped hour and over rows that are not there, and refuses a time that never was', () => {
    expect(times(hours('2021-03-28 01:00', '2021-03-28 03:00', '2021-03-28 06:00'), 'Europe/Rome')).toEqual([
      '2021-03-28T00:00:00.000Z',
      '2021-03-28T01:00:00.000Z',
      '2021-03-28T04:00:00.000Z',
    ]);
    expect(() => times(hours('2021-03-28 01:00', '2021-03-28 02:00'), 'Europe/Rome')).toThrow('2021-03-28 02:00');
  });

  it('leaves empty cells out and converts the others', () => {
    const cells = [
      ['time', 'A', 'B'],
      ['2021-01-01 00:00', '', '2'],
    ];
    const series = expectedReadings(cells, 'UTC', 3600, 3.6);
    expect(series.get('A')?.size).toBe(0);
    expect([...(series.get('B') ?? [])]).toEqual([[Date.UTC(2021, 0, 1), 7.2]]);
  });

  it('reads the clock of a file and that of a zone alike', () => {
    expect(clockOf('Europe/Rome')(Date.UTC(2021, 6, 1, 10))).toBe('2021-07-01 12:00');
    expect(wallHours('2021-07-01 12:00')).toBe(Date.UTC(2021, 6, 1, 12) / 3_600_000);
  });
});

describe('compare', () => {
  const expected = new Map([
    [1000, 1.1],
    [2000, 2],
  ]);

  it('takes what came back once with its value', () => {
    const stored = [
      [1000, 1.1 + 1e-12],
      [2000, 2],
    ] as const;
    expect(compare(expected, stored)).toEqual({ readings: 2, stored: 2, missing: 0, duplicates: 0 });
  });

  it('counts what is missing, wrong, doubled or foreign', () => {
    expect(compare(expected, [[1000, 9]])).toMatchObject({ missing: 2, duplicates: 0 });
    const stored = [
      [1000, 1.1],
      [1000, 1.1],
      [3000, 3],
    ] as const;
    expect(compare(expected, stored)).toMatchObject({ stored: 3, missing: 1, duplicates: 2 });
  });
});
