import { nightWindow } from './local-night';
import { favad, legitimateNightUse, minimumNightFlow, nightDayFactor, nightFault, nightLeakage } from './night-flow';
import { SLOT_MS, type SlotSeries } from './slots';

const window = nightWindow('2026-06-01', { startMinute: 120, endMinute: 240 }, 'UTC');
const series = (values: number[]): SlotSeries => ({
  from: window.from - SLOT_MS,
  values: Float64Array.from(values),
  shares: Float64Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
});

describe('minimum night flow', () => {
  it('is the lowest whole hour within the window', () => {
    const found = minimumNightFlow(series([1, 20, 18, 16, 14, 12, 12, 13, 15, 1]), window);
    expect(found).toEqual({ flow: 12.75, at: window.from + 3 * SLOT_MS, completeness: 1 });
    expect(nightFault(window, found, false)).toBeNull();
    expect(nightFault(window, found, true)).toBe('excluded');
  });

  it('knows no hour with a hole in it', () => {
    const found = minimumNightFlow(series([9, 20, 18, 16, Number.NaN, 12, 13, 13, 14, 1]), window);
    expect(found.flow).toBe(13);
    expect(found.completeness).toBe(7 / 8);
    expect(nightFault(window, found, false)).toBe('incomplete');
    expect(minimumNightFlow(series([9, 20, 18]), window).flow).toBeNull();
  });

  it('leaves out nights on which the clocks are changed', () => {
    const changed = nightWindow('2026-03-29', { startMinute: 120, endMinute: 240 }, 'Europe/Athens');
    expect(nightFault(changed, { flow: 5, at: 0, completeness: 1 }, false)).toBe('clockChange');
  });
});

describe('leakage', () => {
  it('follows pressure by its exponent', () => {
    expect(favad(10, 40, 60, 0.5)).toBeCloseTo(12.247, 3);
    expect(favad(10, 40, 60, 1.5)).toBeCloseTo(18.371, 3);
    expect(favad(10, 40, 40, 1.2)).toBe(10);
  });

  it('runs 24 hours of the night’s where pressure is constant, fewer where it falls by day', () => {
    expect(nightDayFactor(Array(24).fill(50), 50, 1)).toBe(24);
    expect(nightDayFactor([...Array(12).fill(50), ...Array(12).fill(40)], 50, 1)).toBeCloseTo(21.6);
    expect(nightDayFactor([...Array(12).fill(50), ...Array(12).fill(Number.NaN)], 50, 1)).toBe(24);
    expect(nightDayFactor([], 50, 1)).toBe(24);
  });

  it('is what people do not use, with what is uncertain about it', () => {
    const legitimate = legitimateNightUse({
      population: 5_000,
      litresPerPersonHour: 0.6,
      otherConnections: 100,
      litresPerOtherHour: 5,
      fixed: 0.5,
      percent: 50,
    });
    expect(legitimate.value).toBeCloseTo(4);
    expect(legitimate.ci95).toBeCloseTo(2);
    const law = { n1: 1, n1Low: 0.5, n1High: 1.5 };
    const { net, daily, factor } = nightLeakage({ value: 10, ci95: 0.2 }, legitimate, law, null);
    expect(net.value).toBeCloseTo(6);
    expect(net.ci95).toBeCloseTo(Math.hypot(0.2, 2));
    expect(factor).toEqual({ value: 24, ci95: 0 });
    expect(daily.value).toBeCloseTo(144);
    const byDay = nightLeakage({ value: 10, ci95: 0.2 }, legitimate, law, { hourly: Array(24).fill(40), night: 50 });
    expect(byDay.factor.value).toBeCloseTo(19.2);
    expect(byDay.factor.ci95).toBeGreaterThan(1.9);
    expect(byDay.daily.ci95).toBeGreaterThan(byDay.net.ci95 * 19.2);
  });

  it('may be negative: a fault is told, not hidden', () => {
    const legitimate = { value: 12, ci95: 1 };
    expect(nightLeakage({ value: 10, ci95: 0 }, legitimate, { n1: 1, n1Low: 1, n1High: 1 }, null).net.value).toBe(-2);
  });
});
