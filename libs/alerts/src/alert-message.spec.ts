import { alertMessage, storedFinding } from './alert-message';
import type { ConditionReport } from './condition-report';

const base: ConditionReport = {
  tenantId: 1,
  sensorId: 1,
  kind: 'threshold',
  limitName: 'highHigh',
  active: true,
  time: 0,
  value: 4.20049,
  limit: 4,
  priority: 'high',
  historical: false,
};

describe('alertMessage', () => {
  it.each<[Partial<ConditionReport>, string, string]>([
    [{}, 'level', 'Level 4.2 m is above the high-high limit 4 m'],
    [
      { kind: 'range', limitName: 'min', value: -3, limit: 0 },
      'flow',
      "Flow -3 m³/h is below the instrument's range, which begins at 0 m³/h",
    ],
    [{ kind: 'rate' }, 'temperature', 'Temperature changes faster than 4 °C a minute, now 4.2 °C'],
    [{ kind: 'zscore' }, 'ph', 'pH 4.2 pH is out of the ordinary, expected at most 4 pH'],
    [{ kind: 'zscore', limit: 5 }, 'turbidity', 'Turbidity 4.2 NTU is out of the ordinary, expected at least 5 NTU'],
    [{ kind: 'stuck', limit: null }, 'chlorine', 'Chlorine stands still at 4.2 mg/L'],
    [{ kind: 'silence', value: null, limit: 15 }, 'flow', 'No reading for 15 minutes'],
    [{ kind: 'silence', value: null, limit: null }, 'flow', 'No reading in time'],
    [{}, 'unheard', 'Unheard 4.2 is above the high-high limit 4'],
  ])('%j of %s', (change, quantity, expected) => {
    expect(alertMessage({ ...base, ...change }, quantity)).toBe(expected);
  });
});

describe('what was found', () => {
  const finding = {
    code: 'leak.night',
    values: { rate: { value: 5.2, unit: 'm3/h' }, seen: 12, expected: null, lower: Number.NaN },
    names: ['District 1'],
    since: Date.UTC(2026, 5, 16, 1),
    text: 'District 1 loses 5.2 m³/h more at night',
  } as const;

  it('is told in its own sentence', () => {
    expect(alertMessage({ ...base, kind: 'leak', finding }, 'volume')).toBe(finding.text);
  });

  it('is kept as data, every number with its unit, what is not known left out', () => {
    expect(storedFinding({ finding }, 'volume')).toEqual({
      code: 'leak.night',
      values: { rate: { value: 5.2, unit: 'm3/h' }, seen: { value: 12, unit: 'm3' } },
      names: ['District 1'],
      since: '2026-06-16T01:00:00.000Z',
      moment: null,
    });
    expect(storedFinding({}, 'flow')).toBeNull();
  });
});
