import { bandOf, isWithinValidity, leakageIndex, operationalIndicator, unavoidableLosses } from './leakage-index';
import { combine, percentOf, product, quotient } from './uncertain';
import { type WaterBalanceInputs, indicatorsOf, waterBalance } from './water-balance';

const none = { volumeM3: 0, ciPercent: 0 };
const inputs: WaterBalanceInputs = {
  ownSources: { volumeM3: 1_000_000, ciPercent: 2 },
  imported: none,
  exported: none,
  billedMetered: { volumeM3: 700_000, ciPercent: 1 },
  billedUnmetered: { volumeM3: 10_000, ciPercent: 20 },
  unbilledMetered: { volumeM3: 5_000, ciPercent: 5 },
  unbilledUnmetered: null,
  unauthorisedUse: null,
  meterUnderRegistration: { percent: 2, ciPoints: 1 },
  dataErrors: null,
};

describe('unavoidable losses', () => {
  const facts = { mainsKm: 500, connections: 30_000, privatePipeKm: 0, pressureM: 40 };

  it('are those of the published formula', () => {
    expect(unavoidableLosses(facts)).toBe(1_320_000);
    expect((unavoidableLosses(facts) * 365) / 1_000).toBe(481_800);
    expect(unavoidableLosses({ ...facts, privatePipeKm: 300 })).toBe(1_620_000);
  });

  it('give the index', () => {
    const { index, band, withinValidity } = leakageIndex({ value: 2_500_000, ci95: 250_000 }, 365, facts, 'high');
    expect(index?.value).toBeCloseTo(5.19, 2);
    expect(index?.ci95).toBeCloseTo(0.519, 3);
    expect(band).toBe('C');
    expect(withinValidity).toBe(true);
    expect(isWithinValidity({ ...facts, pressureM: 20 })).toBe(false);
    expect(isWithinValidity({ ...facts, connections: 900, mainsKm: 20 })).toBe(false);
    expect(bandOf(5.19, 'lowOrMiddle')).toBe('B');
    expect(leakageIndex({ value: 1, ci95: 0 }, 365, { ...facts, pressureM: 0 }, 'high').index).toBeNull();
  });

  it('are told per connection where there are many, else per km', () => {
    const losses = { value: 365_000, ci95: 36_500 };
    expect(operationalIndicator(losses, 365, { mainsKm: 100, connections: 10_000 })).toEqual({
      unit: 'L/connection/day',
      value: { value: expect.closeTo(100), ci95: expect.closeTo(10) },
    });
    expect(operationalIndicator(losses, 365, { mainsKm: 100, connections: 500 })).toMatchObject({
      unit: 'm3/km/day',
      value: { value: expect.closeTo(10) },
    });
    expect(operationalIndicator(losses, 365, { mainsKm: 0, connections: 0 })).toBeNull();
  });
});

describe('water balance', () => {
  it('splits the input so that every line adds up', () => {
    const { lines, defaults, nonRevenuePercent, faults } = waterBalance(inputs);
    const value = (name: keyof typeof lines) => lines[name].value;
    expect(value('authorisedConsumption') + value('waterLosses')).toBeCloseTo(value('waterSupplied'), 6);
    expect(value('apparentLosses') + value('realLosses')).toBeCloseTo(value('waterLosses'), 6);
    expect(value('revenueWater') + value('nonRevenueWater')).toBeCloseTo(value('waterSupplied'), 6);
    expect(value('unbilledUnmetered')).toBe(12_500);
    expect(value('meterInaccuracies')).toBeCloseTo((705_000 * 0.02) / 0.98, 6);
    expect(defaults).toEqual(['unbilledUnmetered', 'unauthorisedUse', 'dataErrors']);
    expect(nonRevenuePercent).toBeCloseTo(29);
    expect(faults).toEqual([]);
  });

  it('carries 95 % limits as the root of the sum of squares', () => {
    const { lines } = waterBalance(inputs);
    expect(lines.billedAuthorised.ci95).toBeCloseTo(Math.hypot(7_000, 2_000));
    expect(lines.nonRevenueWater.ci95).toBeCloseTo(Math.hypot(20_000, 7_000, 2_000));
    const parts = [
      'unauthorisedUse',
      'meterInaccuracies',
      'dataErrors',
      'unbilledMetered',
      'unbilledUnmetered',
    ] as const;
    const squares = parts.map((part) => lines[part].ci95);
    expect(lines.realLosses.ci95).toBeCloseTo(Math.hypot(20_000, 7_000, 2_000, ...squares));
    expect(percentOf(lines.systemInput)).toBeCloseTo(2);
  });

  it('tells of losses below zero and does not clip them', () => {
    const { lines, faults } = waterBalance({ ...inputs, billedMetered: { volumeM3: 1_100_000, ciPercent: 1 } });
    expect(lines.realLosses.value).toBeLessThan(0);
    expect(faults).toEqual(['negativeLosses']);
    const close = waterBalance({ ...inputs, billedMetered: { volumeM3: 965_000, ciPercent: 1 } });
    expect(close.faults).toEqual(['negativeRealLosses']);
  });

  it('has finite limits for any share that meters may miss', () => {
    const { lines } = waterBalance({ ...inputs, meterUnderRegistration: { percent: 50, ciPoints: 50 } });
    expect(lines.meterInaccuracies.value).toBeCloseTo(705_000);
    expect(lines.meterInaccuracies.ci95).toBeCloseTo(1_410_000);
    expect(Object.values(lines).every(({ ci95 }) => Number.isFinite(ci95))).toBe(true);
  });

  it('has indicators as far as the network is known', () => {
    const balance = waterBalance(inputs);
    const whole = indicatorsOf(
      balance,
      365,
      24,
      { mainsKm: 200, connections: 8_000, privatePipeKm: 0, pressureM: 45 },
      'high',
    );
    expect(whole.leakage?.index?.value).toBeGreaterThan(1);
    expect(whole.realLosses?.unit).toBe('L/connection/day');
    expect(indicatorsOf(balance, 365, 24, { mainsKm: 200 }, 'high')).toMatchObject({ leakage: null });
    const halfDay = indicatorsOf(balance, 365, 12, { connections: 8_000 }, 'high');
    expect(halfDay.realLosses?.value.value).toBeCloseTo((whole.realLosses?.value.value ?? 0) * 2);
  });
});

describe('uncertain amounts', () => {
  it('are combined as independent ones', () => {
    const a = { value: 3, ci95: 0.3 };
    const b = { value: 4, ci95: 0.4 };
    expect(
      combine([
        [2, a],
        [-1, b],
      ]),
    ).toEqual({ value: 2, ci95: expect.closeTo(Math.hypot(0.6, 0.4)) });
    expect(product(a, b).ci95).toBeCloseTo(12 * Math.hypot(0.1, 0.1));
    expect(quotient(a, b)?.ci95).toBeCloseTo(0.75 * Math.hypot(0.1, 0.1));
    expect(quotient(a, { value: 0, ci95: 1 })).toBeNull();
    expect(percentOf({ value: 0, ci95: 1 })).toBeNull();
  });
});
