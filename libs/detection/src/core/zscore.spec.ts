import { brief, configOf, noise, run, series } from '../../test/readings';

describe('z-score', () => {
  const config = configOf({ settings: { stuckMinutes: null } });

  it('makes one short alarm of one spike', () => {
    const random = noise();
    const rows = series(400, (i) => 50 + random() + (i === 300 ? 20 : 0));
    expect(brief(run(rows, config))).toEqual(['+zscore@300', '-zscore@301']);
  });

  it('takes a lasting shift for the new normal after twelve readings', () => {
    const random = noise();
    const rows = series(600, (i) => 50 + random() + (i >= 300 ? 100 : 0));
    expect(brief(run(rows, config))).toEqual(['+zscore@300', '-zscore@311']);
  });

  it('shows the bound that was broken', () => {
    const random = noise();
    const [raised] = run(
      series(301, (i) => 50 + random() - (i === 300 ? 20 : 0)),
      config,
    );
    expect(raised?.limit).toBeLessThan(50);
    expect(raised?.limit).toBeGreaterThan(40);
    expect(raised?.value).toBeLessThan(31);
  });

  it('says nothing before it has learned enough', () => {
    const random = noise();
    expect(
      run(
        series(50, (i) => 50 + random() + (i === 45 ? 20 : 0)),
        config,
      ),
    ).toEqual([]);
  });

  it('is silent on a daily course, noise and rounding', () => {
    const random = noise();
    const rows = series(
      14 * 288,
      (i) => Math.round(10 * (40 + 15 * Math.sin((i / 288) * 2 * Math.PI) + random())) / 10,
      300_000,
    );
    expect(run(rows, config)).toEqual([]);
  });

  it('is silent on one rounding step of a series that hardly moves', () => {
    expect(
      run(
        series(500, (i) => (i % 100 === 99 ? 5.01 : 5)),
        config,
      ),
    ).toEqual([]);
  });

  it('does not compare across a long gap', () => {
    const random = noise();
    const rows = series(300, () => 50 + random());
    const after = series(100, () => 80 + random(), 60_000, (rows[299]?.time ?? 0) + 24 * 3_600_000);
    expect(run([...rows, ...after], config)).toEqual([]);
  });

  it('gives the same changes for a shifted and scaled series', () => {
    const random = noise();
    const values = Array.from(
      { length: 500 },
      (_, i) => Math.round(64 * (20 + random() + (i % 170 === 169 ? 30 : 0))) / 64,
    );
    const plain = brief(
      run(
        series(500, (i) => values[i] as number),
        config,
      ),
    );
    const other = brief(
      run(
        series(500, (i) => 1024 + 4 * (values[i] as number)),
        config,
      ),
    );
    expect(plain.length).toBeGreaterThan(0);
    expect(other).toEqual(plain);
  });
});
