import { describe, expect, it } from 'vitest';
import { newestCheckpoint, objectPage } from './audit-row';
import { changesBetween, valueText } from './diff';

describe('before and after', () => {
  it('names only what changed, nested fields by their path', () => {
    const before = { name: 'P1', thresholds: { low: 200, high: 600 }, status: 'active', version: 3, updatedAt: 'a' };
    const after = { name: 'P1', thresholds: { low: 180, high: 600 }, zoneId: 'z', version: 4, updatedAt: 'b' };
    expect(changesBetween(before, after)).toEqual([
      { path: 'status', kind: 'removed', before: 'active', after: undefined },
      { path: 'thresholds.low', kind: 'changed', before: 200, after: 180 },
      { path: 'zoneId', kind: 'added', before: undefined, after: 'z' },
    ]);
  });

  it('takes creation and deletion as everything added or removed', () => {
    expect(changesBetween(null, { a: 1 })).toEqual([{ path: 'a', kind: 'added', before: undefined, after: 1 }]);
    expect(changesBetween({ a: 1 }, null)[0].kind).toBe('removed');
    expect(changesBetween({ a: 1 }, { a: 1 })).toEqual([]);
  });

  it('writes values short, geometries by their size', () => {
    expect(
      valueText({
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      }),
    ).toBe('LineString (2)');
    expect(
      valueText({
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [3, 4],
            [5, 6],
            [1, 2],
          ],
        ],
      }),
    ).toBe('Polygon (4)');
    expect(valueText('x'.repeat(500))).toHaveLength(160);
    expect(valueText(null)).toBe('–');
    expect(valueText(false)).toBe('false');
    expect(
      changesBetween(
        { location: { type: 'Point', coordinates: [1, 2] } },
        { location: { type: 'Point', coordinates: [1, 3] } },
      ),
    ).toHaveLength(1);
  });
});

describe('a row of the trail', () => {
  it('leads to its object unless that is gone or has no page', () => {
    expect(objectPage({ objectType: 'Sensor', objectId: 's1', action: 'update' })).toBe('/sensors/s1/show');
    expect(objectPage({ objectType: 'Alert', objectId: 'a1', action: 'alert.acknowledge' })).toBe('/alarms/a1/show');
    expect(objectPage({ objectType: 'Sensor', objectId: 's1', action: 'sensor.delete' })).toBeNull();
    expect(objectPage({ objectType: 'Session', objectId: 'x', action: 'auth.login' })).toBeNull();
  });

  it('is sealed up to the newest checkpoint of all chains', () => {
    const chain = { tenant: 't', rows: 1, valid: true, firstBadSeq: null, fault: null };
    expect(
      newestCheckpoint({
        valid: true,
        chains: [
          { ...chain, lastCheckpoint: null },
          { ...chain, lastCheckpoint: { seq: 1, at: '2026-11-21T10:00:00Z', keyId: 'k' } },
        ],
      }),
    ).toBe('2026-11-21T10:00:00Z');
    expect(newestCheckpoint({ valid: true, chains: [] })).toBeNull();
  });
});
