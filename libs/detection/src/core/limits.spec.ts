import { batchOf, brief, configOf, newShard, run, series, sourceOf, START } from '../../test/readings';

const values = (list: number[], stepMs = 60_000) => series(list.length, (i) => list[i] as number, stepMs);

describe('limits', () => {
  const thresholds = { lowLow: 1, low: 2, high: 8, highHigh: 9 };

  it('raises each limit once and clears it beyond the deadband', () => {
    const config = configOf({ thresholds, settings: { deadband: 0.5 } });
    expect(brief(run(values([5, 8.1, 8.2, 7.6, 8.1, 7.5, 9.5, 5, 1.5, 0.5, 5]), config))).toEqual([
      '+high@1',
      '-high@5',
      '+high@6',
      '+highHigh@6',
      '-high@7',
      '-highHigh@7',
      '+low@8',
      '+lowLow@9',
      '-lowLow@10',
      '-low@10',
    ]);
  });

  it('does not take a value on the limit for broken', () => {
    expect(run(values([8, 2]), configOf({ thresholds: { low: 2, high: 8 } }))).toEqual([]);
  });

  it('takes the deadband as a share of the span, 5 % for levels', () => {
    const config = configOf({ rangeMin: 0, rangeMax: 10, thresholds: { high: 8 }, settings: { ratePerMin: null } });
    expect(brief(run(values([9, 7.6, 7.4]), config))).toEqual(['+high@0', '-high@2']);
  });

  it('waits for the delays when readings come more often than they last', () => {
    const config = configOf({ thresholds: { high: 8 }, settings: { onDelayS: 30, offDelayS: 20, deadband: 0 } });
    const list = [5, 9, 9, 5, 9, 9, 9, 9, 5, 9, 5, 5, 5];
    expect(brief(run(values(list, 10_000), config), 10_000)).toEqual(['+high@7', '-high@12']);
  });

  it('raises at once when readings come more rarely than the delay', () => {
    const config = configOf({ thresholds: { high: 8 }, settings: { onDelayS: 30, offDelayS: 30 } });
    expect(brief(run(values([5, 9, 5]), config))).toEqual(['+high@1', '-high@2']);
  });

  it('alarms at once on two readings sent close together, of a sensor that is expected to report rarely', () => {
    const config = configOf({ quantity: 'pressure', thresholds: { high: 8 }, intervalS: 900 });
    expect(brief(run(values([5, 9], 100), config), 100)).toEqual(['+high@1']);
  });

  it('calls an impossible value out of range at once and learns nothing from it', () => {
    const config = configOf({ rangeMin: 0, rangeMax: 10, settings: { ratePerMin: null } });
    const rows = series(200, (i) => (i === 150 ? 1e6 : 5 + (i % 3) / 10), 10_000);
    expect(brief(run(rows, config), 10_000)).toEqual(['+max@150', '-max@151']);
  });

  it('notices an impossible value of bad quality and leaves other conditions as they are', () => {
    const config = configOf({ rangeMin: 0, rangeMax: 10, thresholds: { high: 8 }, settings: { ratePerMin: null } });
    const rows = [
      { time: START, value: 9 },
      { time: START + 60_000, value: 3, quality: 4 },
      { time: START + 120_000, value: -5, quality: 4 },
      { time: START + 180_000, value: 3 },
    ];
    expect(brief(run(rows, config))).toEqual(['+high@0', '+min@2', '-min@3', '-high@3']);
  });

  it('ends the conditions of a limit that was taken away and of a sensor out of service', () => {
    const rows = values([9]);
    const later = [{ time: START + 60_000, value: 9 }];
    for (const change of [{ thresholds: {} }, { inService: false }, { settings: { enabled: false } }]) {
      const shard = newShard();
      expect(brief(shard.process(batchOf(rows), sourceOf(configOf({ thresholds: { high: 8 } }), 1)))).toEqual([
        '+high@0',
      ]);
      const after = configOf({ thresholds: { high: 8 }, ...change });
      expect(brief(shard.process(batchOf(later), sourceOf(after, 2)))).toEqual(['-high@1']);
    }
  });
});
