import { cellsOf, parseTime, parseValue, scoreOf, separatorOf } from './csv-text';

describe('parseTime', () => {
  it.each([
    ['06/01/14 00', Date.UTC(2014, 0, 6)],
    ['6/1/2014 13:05', Date.UTC(2014, 0, 6, 13, 5)],
    ['06.01.2014 13:05:30', Date.UTC(2014, 0, 6, 13, 5, 30)],
    ['2016-08-03 11:49:00', Date.UTC(2016, 7, 3, 11, 49)],
    ['2016-08-03T11:49:00+02:00', Date.UTC(2016, 7, 3, 9, 49)],
    ['2016-08-03', Date.UTC(2016, 7, 3)],
    ['2016-08-03 11', Date.UTC(2016, 7, 3, 11)],
    ['2016/08/03 11:49', Date.UTC(2016, 7, 3, 11, 49)],
    ['2016-08-03 24:00', Date.UTC(2016, 7, 4)],
    ['31-12-2016 23:59', Date.UTC(2016, 11, 31, 23, 59)],
    ['17', 17_000],
    ['1470224940', 1_470_224_940_000],
    ['1470224940000', 1_470_224_940_000],
  ])('reads %s', (text, timeMs) => expect(parseTime(text)).toBe(timeMs));

  it.each([
    '',
    'yesterday',
    '31/13/20 10',
    '2016-08',
    '2021-02-29',
    '30.02.2021',
    '2021-02-01 25:00',
    '2021-02-01 10:77',
  ])('refuses "%s"', (text) => expect(parseTime(text)).toBeNaN());
});

describe('cells', () => {
  it('are told apart by what the first line uses, not within quotes', () => {
    expect(separatorOf('a;b,c;d')).toBe(';');
    expect(cellsOf('"1,5",2,', ',')).toEqual(['"1,5"', '2', '']);
  });

  it.each([
    ['', ',', Number.NaN],
    ['NaN', ',', Number.NaN],
    ['-inf', ',', Number.NaN],
    ['1e999', ',', Number.NaN],
    ['-1.5e3', ',', -1500],
    ['"2,5"', ',', 2.5],
    ['-2,5', ';', -2.5],
    ['abc', ';', undefined],
    ['1,000,5', ';', undefined],
  ])('%j between %j is %p', (cell, separator, value) => expect(parseValue(cell, separator)).toEqual(value));
});

describe('scoreOf', () => {
  it('keeps to six digits and to its side of the alarm', () => {
    expect([0, 0.123_456_7, 0.499_999_7, 0.5, 0.999_999_9].map(scoreOf)).toEqual([0, 0.123_457, 0.499_999, 0.5, 1]);
  });
});
