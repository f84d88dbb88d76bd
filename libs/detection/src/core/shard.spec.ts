import * as fc from 'fast-check';
import { batchOf, brief, configOf, newShard, noise, run, series, sourceOf, START, type Row } from '../../test/readings';
import { DetectionShard, SnapshotError, type ConditionChange } from './index';

const MINUTE = 60_000;
const trusted = (quality: number) => quality < 4;
const judging = configOf({
  rangeMin: 0,
  rangeMax: 100,
  thresholds: { lowLow: 5, low: 10, high: 80, highHigh: 90 },
  settings: { onDelayS: 120, offDelayS: 120, stuckMinutes: 10, ratePerMin: 30, zscoreWarmUp: 20 },
});
const source = sourceOf(judging);

/** Readings of four sensors of two tenants: any order, gaps, runs, wild values, bad qualities. */
const rows = fc.array(
  fc.record({
    tenant: fc.integer({ min: 1, max: 2 }),
    sensor: fc.integer({ min: 1, max: 2 }),
    time: fc.integer({ min: 0, max: 600 }).map((step) => START + step * 30_000),
    value: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 100 }) },
      { weight: 3, arbitrary: fc.constantFrom(50, 85, 95, 8, 3) },
      { weight: 1, arbitrary: fc.double() },
    ),
    quality: fc.constantFrom(0, 0, 0, 3, 4),
  }),
  { maxLength: 400 },
);

function sorted(list: readonly Row[]): Row[] {
  return [...list].sort((a, b) => a.time - b.time);
}

describe('DetectionShard', () => {
  it('goes on after snapshot and restore at any point as if nothing had happened', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (all, at) => {
        const cut = all.length === 0 ? 0 : at % all.length;
        const parts = [all.slice(0, cut), all.slice(cut)]
          .filter((part) => part.length > 0)
          .map((part) => batchOf(part, START));
        const whole = newShard();
        const expected = parts.map((part) => whole.process(part, source));
        let restarted = newShard();
        const seen = parts.map((part) => {
          restarted = DetectionShard.restore(restarted.snapshot(), trusted);
          return restarted.process(part, source);
        });
        expect(seen).toEqual(expected);
        expect(restarted.snapshot().equals(whole.snapshot())).toBe(true);
      }),
    );
  });

  it('does not depend on how readings in order are cut into batches', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 50 }), (all, size) => {
        const ordered = sorted(all);
        const whole = ordered.length === 0 ? [] : newShard().process(batchOf(ordered, START), source);
        const shard = newShard();
        const cut: ConditionChange[] = [];
        for (let i = 0; i < ordered.length; i += size) {
          cut.push(...shard.process(batchOf(ordered.slice(i, i + size), START), source));
        }
        expect(cut).toEqual(whole);
      }),
    );
  });

  it('puts the readings of one batch in order of time', () => {
    fc.assert(
      fc.property(rows, (all) => {
        fc.pre(all.length > 0);
        const inOrder = newShard().process(batchOf(sorted(all), START), source);
        const asCame = newShard().process(batchOf(all, START), source);
        expect(sortChanges(asCame)).toEqual(sortChanges(inOrder));
      }),
    );
  });

  it('lets readings that are not the newest change nothing', () => {
    fc.assert(
      fc.property(rows, rows, (first, late) => {
        fc.pre(first.length > 0 && late.length > 0);
        const shard = newShard();
        const known = [1, 2].flatMap((tenant) =>
          [1, 2].map((sensor) => ({ tenant, sensor, time: START + 1e9, value: 50 })),
        );
        shard.process(batchOf([...sorted(first), ...known], START), source);
        const before = shard.snapshot();
        expect(shard.process(batchOf(late, START), source)).toEqual([]);
        expect(shard.snapshot().equals(before)).toBe(true);
      }),
    );
  });

  it('tells finite numbers only, and begin and end of each condition in turn', () => {
    fc.assert(
      fc.property(rows, (all) => {
        fc.pre(all.length > 0);
        const open = new Map<string, boolean>();
        for (const change of newShard().process(batchOf(all, START), source)) {
          expect(Number.isFinite(change.value) && Number.isFinite(change.time)).toBe(true);
          expect(change.limit === null || Number.isFinite(change.limit)).toBe(true);
          const key = `${change.tenantId}/${change.sensorId}/${change.limitName}`;
          expect(open.get(key) ?? false).toBe(!change.active);
          open.set(key, change.active);
        }
      }),
    );
  });

  it('tells history apart and announces what still holds at the first live reading', () => {
    const config = configOf({ thresholds: { high: 8 }, settings: { zscoreLimit: null } });
    const shard = newShard();
    const now = START + 60 * MINUTE;
    const old = batchOf(
      [
        { time: START, value: 9 },
        { time: START + MINUTE, value: 5 },
        { time: START + 2 * MINUTE, value: 9 },
      ],
      now,
    );
    expect(brief(shard.process(old, sourceOf(config)))).toEqual(['+high@0h', '-high@1h', '+high@2h']);
    expect(brief(shard.process(batchOf([{ time: now, value: 9 }]), sourceOf(config)))).toEqual([
      '-high@60h',
      '+high@60',
    ]);
    const delayed = batchOf([{ time: now + MINUTE, value: 5 }], now + 60 * MINUTE);
    expect(brief(shard.process(delayed, sourceOf(config)))).toEqual(['-high@61']);
  });

  it('judges nothing of a sensor it has no settings for, and begins when they come', () => {
    const shard = newShard();
    expect(shard.process(batchOf([{ time: START, value: 95 }]), sourceOf(undefined))).toEqual([]);
    const later = shard.process(batchOf([{ time: START + MINUTE, value: 95 }]), sourceOf(judging, 2));
    expect(later.map((change) => change.limitName)).toEqual([]);
    const third = shard.process(batchOf([{ time: START + 3 * MINUTE, value: 95 }]), sourceOf(judging, 2));
    expect(third.map((change) => change.limitName)).toEqual(['high', 'highHigh']);
  });

  it('carries tenant, sensor, limit and priority', () => {
    const config = configOf({ thresholds: { highHigh: 8 }, settings: { priorities: { highHigh: 'low' } } });
    expect(newShard().process(batchOf([{ tenant: 3, sensor: 9, time: START, value: 9 }]), sourceOf(config))).toEqual([
      {
        tenantId: 3,
        sensorId: 9,
        kind: 'threshold',
        limitName: 'highHigh',
        active: true,
        time: START,
        value: 9,
        limit: 8,
        priority: 'low',
        historical: false,
      },
    ]);
  });

  it('keeps a sensor in 264 bytes and grows beyond its first size', () => {
    const shard = newShard();
    const many = Array.from({ length: 500 }, (_, sensor) => ({ sensor, time: START, value: 50 }));
    shard.process(batchOf(many), source);
    expect(shard.sensors).toBe(500);
    expect(shard.snapshot()).toHaveLength(16 + 500 * 264);
  });

  it('refuses a snapshot that it cannot read', () => {
    const shard = newShard();
    run(series(10, noise()), judging, shard);
    const good = shard.snapshot();
    const otherVersion = Buffer.from(good);
    otherVersion.writeUInt32LE(99, 4);
    for (const bad of [Buffer.alloc(0), Buffer.alloc(100), good.subarray(0, good.length - 1), otherVersion]) {
      expect(() => DetectionShard.restore(bad, trusted)).toThrow(SnapshotError);
    }
  });
});

function sortChanges(changes: readonly ConditionChange[]): ConditionChange[] {
  const key = (change: ConditionChange) => `${change.tenantId}/${change.sensorId}/${change.time}/${change.limitName}`;
  return changes.map((change) => change).sort((a, b) => key(a).localeCompare(key(b)));
}
