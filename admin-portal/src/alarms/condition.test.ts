import { describe, expect, it } from 'vitest';
import { sampleAlarm } from '../test/sample-alarm';
import { windowAround } from './alarm-trend';
import { comparison, conditionKey, definitionKey, shownNumbers } from './condition';
import en from './messages/en';

const text = (key: string): unknown =>
  key.split('.').reduce<unknown>((tree, part) => (tree as Record<string, unknown>)[part], en);

describe('what an alarm says', () => {
  it('compares the value with its limit in the right direction', () => {
    expect(comparison(sampleAlarm())).toBe('<');
    expect(comparison(sampleAlarm({ limitName: 'highHigh' }))).toBe('>');
    expect(comparison(sampleAlarm({ kind: 'stuck', limitName: 'stuck' }))).toBeNull();
    expect(comparison(sampleAlarm({ limit: null }))).toBeNull();
    expect(comparison(sampleAlarm({ kind: 'zscore', limitName: 'zscore' }))).toBeNull();
  });

  it('speaks in the unit the sensor is shown in', () => {
    const inBar = shownNumbers(sampleAlarm({ displayUnit: 'bar', value: 950, limit: 900 }));
    expect(inBar).toEqual({ unit: 'bar', value: 9.5, limit: 9 });
    const warming = { kind: 'rate', quantity: 'temperature', displayUnit: '[degF]', value: 10, limit: 5 } as const;
    const { value, limit } = shownNumbers(sampleAlarm(warming));
    expect(value).toBeCloseTo(50);
    expect(limit).toBeCloseTo(9);
    expect(shownNumbers(sampleAlarm({ displayUnit: 'parsec', value: null, limit: null }))).toEqual({
      unit: 'kPa',
      value: null,
      limit: null,
    });
  });

  it('has words for every kind, limit and quantity', () => {
    const kinds = ['range', 'rate', 'zscore', 'stuck', 'silence', 'anomaly', 'model', 'twin', 'leak'] as const;
    for (const limitName of [
      'lowLow',
      'low',
      'high',
      'highHigh',
      'min',
      'max',
      'rate',
      'zscore',
      'stuck',
      'silence',
      null,
    ]) {
      expect(text(conditionKey(sampleAlarm({ limitName })))).toEqual(expect.any(String));
    }
    for (const quantity of ['pressure', 'flow', 'level', 'chlorine', 'power'] as const) {
      for (const limitName of ['lowLow', 'high']) {
        expect(text(`${definitionKey(sampleAlarm({ quantity, limitName }))}.action`)).toEqual(expect.any(String));
      }
    }
    for (const kind of kinds)
      expect(text(`${definitionKey(sampleAlarm({ kind, limitName: kind }))}.cause`)).toEqual(expect.any(String));
  });

  it('shows the readings around the trip, never past the present', () => {
    const raised = Date.parse('2026-11-21T10:00:00Z');
    const window = windowAround(sampleAlarm(), raised + 600_000);
    expect(window).toEqual({ from: raised - 7_200_000, to: raised + 600_000 });
    expect(windowAround(sampleAlarm({ clearedAt: '2026-11-21T10:20:00.000Z' }), raised + 90_000_000).to).toBe(
      raised + 1_200_000 + 3_600_000,
    );
  });
});
