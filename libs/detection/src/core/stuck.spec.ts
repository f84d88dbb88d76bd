import { brief, configOf, noise, run, series } from '../../test/readings';

const HOUR = 3_600_000;

describe('stuck value', () => {
  const hourly = configOf({ quantity: 'flow', intervalS: 3600, settings: { zscoreLimit: null } });
  const lively = (count: number, valueAt: (i: number) => number | null, stepMs = HOUR) => {
    const random = noise();
    return series(count, (i) => valueAt(i) ?? 20 + random(), stepMs);
  };

  it('is raised after five intervals without change and ends with the first change', () => {
    const rows = lively(200, (i) => (i >= 100 && i < 130 ? 18.25 : null));
    expect(brief(run(rows, hourly), HOUR)).toEqual(['+stuck@105', '-stuck@130']);
  });

  it('counts changes within the resolution as none', () => {
    const config = configOf({ quantity: 'flow', intervalS: 3600, settings: { zscoreLimit: null, resolution: 0.1 } });
    const rows = lively(200, (i) => (i >= 100 && i < 130 ? 18.25 + (i % 2) / 20 : i));
    expect(brief(run(rows, config), HOUR)).toEqual(['+stuck@105', '-stuck@130']);
  });

  it('finds a second stuck period soon after a first one', () => {
    const rows = lively(400, (i) => ((i >= 100 && i < 160) || (i >= 300 && i < 312) ? 18.25 : null));
    expect(brief(run(rows, hourly), HOUR)).toEqual(['+stuck@105', '-stuck@160', '+stuck@305', '-stuck@312']);
  });

  it('learns that nights are flat after at most three of them', () => {
    const rows = lively(24 * 30, (i) => (i % 24 < 9 ? 0 : null));
    const raised = run(rows, hourly).filter((change) => change.active);
    expect(raised.length).toBeLessThanOrEqual(3);
    expect(Math.max(...raised.map((change) => change.time), 0)).toBeLessThan(rows[24 * 5]?.time ?? 0);
  });

  it('learns the usual runs of a rounded series', () => {
    const rows = series(3000, (i) => Math.round(20 + 3 * Math.sin(i / 40)), 300_000);
    const config = configOf({ quantity: 'level', intervalS: 300, settings: { zscoreLimit: null } });
    expect(run(rows, config)).toEqual([]);
  });

  it('gives a sensor never seen to move twelve hours and twenty readings', () => {
    expect(
      brief(
        run(
          series(60, () => 7.7575, HOUR),
          hourly,
        ),
        HOUR,
      ),
    ).toEqual(['+stuck@19']);
    expect(
      run(
        series(60, () => 0, HOUR),
        hourly,
      ),
    ).toEqual([]);
  });

  it('takes two equal values on both sides of a gap for no long run', () => {
    const before = lively(100, (i) => (i === 99 ? 21 : null));
    const after = lively(60, (i) => (i === 0 ? 21 : i >= 30 && i < 45 ? 18 : null)).map((row) => ({
      ...row,
      time: row.time + 500 * HOUR,
    }));
    expect(brief(run([...before, ...after], hourly), HOUR)).toEqual(['+stuck@535', '-stuck@545']);
  });

  it('keeps to the time that a user set, and needs no day of learning then', () => {
    const config = configOf({ intervalS: 60, settings: { zscoreLimit: null, stuckMinutes: 10 } });
    const rows = lively(60, (i) => (i >= 30 ? 18 : null), 60_000);
    expect(brief(run(rows, config))).toEqual(['+stuck@40']);
  });

  it('is off for counters, positions and where a user says so', () => {
    const rows = lively(200, (i) => (i >= 100 ? 18 : null));
    for (const quantity of ['volume', 'energy', 'percent']) {
      expect(run(rows, configOf({ quantity, intervalS: 3600 }))).toEqual([]);
    }
    expect(run(rows, configOf({ settings: { stuckMinutes: null, zscoreLimit: null } }))).toEqual([]);
  });
});
