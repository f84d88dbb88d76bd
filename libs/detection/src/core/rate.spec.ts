import { brief, configOf, run, series } from '../../test/readings';

describe('rate of change', () => {
  const config = configOf({ settings: { ratePerMin: 2, zscoreLimit: null, stuckMinutes: null } });
  const values = (list: number[], stepMs = 60_000) => series(list.length, (i) => list[i] as number, stepMs);

  it('is judged a minute and ends after three calm readings', () => {
    expect(brief(run(values([0, 2, 4.1, 4, 4, 4, 4]), config))).toEqual(['+rate@2', '-rate@5']);
  });

  it('divides a change over a long gap by its time', () => {
    expect(run(values([0, 19, 38], 600_000), config)).toEqual([]);
    expect(brief(run(values([0, 21], 600_000), config), 600_000)).toEqual(['+rate@1']);
  });

  it('does not take noise between close readings for movement', () => {
    const rows = series(600, (i) => (i % 2) * 1.5, 1_000);
    expect(run(rows, config)).toEqual([]);
  });

  it('notices a jump between close readings', () => {
    const rows = series(600, (i) => (i < 333 ? 0 : 2.5), 1_000);
    expect(brief(run(rows, config), 1_000)[0]).toBe('+rate@333');
  });

  it('is off for flows unless set and a share of the span for levels', () => {
    expect(configOf({ quantity: 'flow', rangeMin: 0, rangeMax: 100 }).ratePerMin).toBeNaN();
    expect(configOf({ rangeMin: 0, rangeMax: 5 }).ratePerMin).toBeCloseTo(0.5);
  });
});
