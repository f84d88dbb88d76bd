import { type CodecField, codecField } from '@app/contracts';
import * as fc from 'fast-check';
import { readingsOf } from './readings';

const field = (path: string, more: Partial<CodecField> = {}) => codecField.parse({ path, ...more });

describe('readings of a decoded object', () => {
  it('are all its numbers when no field is chosen', () => {
    const data = { level: 2.5, open: true, alarm: false, tank: { t: [1, { x: -3 }] }, type: 'W1', none: null };
    const { values, warnings } = readingsOf(data, null, []);
    expect(values.map(({ channel, value }) => [channel, value])).toEqual([
      ['level', 2.5],
      ['open', 1],
      ['alarm', 0],
      ['tank.t.0', 1],
      ['tank.t.1.x', -3],
    ]);
    expect(values[0]).toEqual({ channel: 'level', value: 2.5, unit: '', time: Number.NaN });
    expect(warnings).toEqual(['Text is no reading, left out: type']);
  });

  it('are the chosen fields, with channel, unit and time', () => {
    const data = { meter: { volume: 5.9 }, at: 1_788_390_574, bat: 80, rssi: -97, other: 1 };
    const fields = [
      field('meter.volume', { channel: 'volume', unit: 'm3' }),
      field('normalized.water.level'),
      field('at', { role: 'time' }),
      field('bat', { role: 'battery' }),
      field('rssi', { role: 'signal' }),
      field('missing'),
    ];
    const time = 1_788_390_574_000;
    expect(readingsOf(data, { water: { level: 2 } }, fields)).toEqual({
      values: [
        { channel: 'volume', value: 5.9, unit: 'm3', time },
        { channel: 'normalized.water.level', value: 2, unit: '', time },
      ],
      batteryPercent: 80,
      signalDbm: -97,
      warnings: [],
    });
  });

  it.each([
    [1_788_390_574_123, 1_788_390_574_123],
    ['2026-09-02T23:09:34.000Z', 1_788_390_574_000],
    ['2026-09-03T01:09:34+02:00', 1_788_390_574_000],
  ])('take the time %s', (at, time) => {
    const fields = [field('v'), field('at', { role: 'time' })];
    expect(readingsOf({ v: 1, at }, null, fields).values[0]?.time).toBe(time);
  });

  it.each([
    [{ at: '2026-09-02T23:09:34' }, 'at is "2026-09-02T23:09:34", which is no time'],
    [{ at: -5 }, 'at is -5, which is no time'],
    [{ bat: 3_600 }, 'bat is 3600, which is no charge in %'],
    [{ rssi: 90 }, 'rssi is 90, which is no signal in dBm'],
    [{ v: '12' }, 'v is "12", which is no reading'],
  ])('warn of %j', (data, warning) => {
    const fields = [
      field('v'),
      field('at', { role: 'time' }),
      field('bat', { role: 'battery' }),
      field('rssi', { role: 'signal' }),
    ];
    expect(readingsOf(data, null, fields)).toMatchObject({
      warnings: [warning],
      batteryPercent: null,
      signalDbm: null,
    });
  });

  it('have names that can be stored', () => {
    const { values, warnings } = readingsOf({ 'a\u0000b': 1, c: 2, '\ud800': 3, ['x'.repeat(300)]: 4 }, null, []);
    expect(values.map(({ channel }) => channel)).toEqual(['c']);
    expect(warnings).toEqual([
      'a b... is no name for a channel',
      '\ufffd... is no name for a channel',
      `${'x'.repeat(60)}... is no name for a channel`,
    ]);
  });

  it('stand hostile names and any JSON', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"x": 2}}') as unknown;
    expect(readingsOf(hostile, null, []).values.map(({ channel }) => channel)).toEqual([
      '__proto__.polluted',
      'constructor.x',
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        for (const { value } of readingsOf(data, data, []).values) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
