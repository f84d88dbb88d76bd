import { SeriesFileError, readSeries, scoredText } from './series-file';

describe('series file', () => {
  it('gives back times and values as they stood', () => {
    const series = readSeries(
      'timestamp,value\n2014-04-01 00:05:00,1.50\n2014-04-01 00:10:00,\n2014-04-01T00:15Z,NaN\n',
    );
    expect([...series.times]).toEqual([5, 10, 15].map((minute) => Date.UTC(2014, 3, 1, 0, minute)));
    expect([...series.values]).toEqual([1.5, Number.NaN, Number.NaN]);
    expect(scoredText(series, Float64Array.of(0, 0.25, 0.75))).toBe(
      'timestamp,value,score\n2014-04-01 00:05:00,1.50,0\n2014-04-01 00:10:00,,0.25\n2014-04-01T00:15Z,NaN,0.75\n',
    );
  });

  it('finds columns by other names, in any order and between others', () => {
    expect([...readSeries('id;Value;Time\r\n7;3;1700000000\r\n7;4;1700000060000\r\n').values]).toEqual([3, 4]);
    expect([...readSeries('id;Value;Time\n7;3;1700000000\n7;4;1700000060000\n').times]).toEqual([
      1_700_000_000_000, 1_700_000_060_000,
    ]);
    expect([...readSeries('"date","flow"\n"2026-01-01","2"\n').values]).toEqual([2]);
    expect([...readSeries('\uFEFFts\tv\n2026-01-01T01:00:00.5+01:00\t9').times]).toEqual([Date.UTC(2026, 0, 1) + 500]);
  });

  it('leaves out blank lines and reads days first and decimal commas', () => {
    const series = readSeries('\ntime;flow\r\n31/12/2020 23:00;1,5\r\n \r\n01/01/2021 00:00;\r\n\r\n');
    expect([...series.times]).toEqual([Date.UTC(2020, 11, 31, 23), Date.UTC(2021, 0, 1)]);
    expect([...series.values]).toEqual([1.5, Number.NaN]);
    expect(scoredText(series, Float64Array.of(0, 0))).toBe(
      'timestamp,value,score\n31/12/2020 23:00,"1,5",0\n01/01/2021 00:00,,0\n',
    );
  });

  it.each([
    ['', 'empty'],
    ['a,b,c\n1,2,3\n', 'timestamp and value'],
    ['timestamp,value\n2026-01-01,1\nyesterday,2\n', 'line 3: "yesterday" is not a time'],
    ['timestamp,value\n2026-01-01,one\n', 'line 2: "one" is not a number'],
    ['timestamp,value\n\n2026-01-01\n', 'line 3 has 1 columns'],
    ['timestamp,value\n2026-02-30,1\n', 'is not a time'],
  ])('refuses %j', (text, reason) => {
    expect(() => readSeries(text)).toThrow(SeriesFileError);
    expect(() => readSeries(text)).toThrow(reason);
  });
});
