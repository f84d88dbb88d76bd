import { driftOf } from './retraining';

describe('drift', () => {
  it('is told from the newest seven days with counts', () => {
    const days = Object.fromEntries(
      Array.from({ length: 10 }, (_, n): [string, [number, number]] => [String(20_000 + n), [96, n < 3 ? 96 : 0]]),
    );
    expect(driftOf(days)).toEqual({ share: 0, readings: 672, drifted: false });
    expect(driftOf({ ...days, '20009': [96, 48] })).toEqual({ share: 48 / 672, readings: 672, drifted: true });
  });

  it('is not told from few readings', () => {
    expect(driftOf({})).toBeNull();
    expect(driftOf({ '20000': [199, 199] })).toBeNull();
  });
});
