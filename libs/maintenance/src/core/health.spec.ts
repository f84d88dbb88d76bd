import { bandOf, levelOf } from './bands';
import { pipeConsequence, pumpConsequence, sensorConsequence } from './consequence';
import { type PumpSeries, assessPump } from './pumps/assess-pump';
import { hydraulicPowerKw, pumpFigures } from './pumps/pump-power';
import { type SensorFacts, assessSensor } from './sensors/assess-sensor';
import { robustSlope, timeTo } from './trend';
import { wearOf } from './wear';

const days = Array.from({ length: 30 }, (_, day) => day);
/** A value that wobbles without chance. */
const wobble = (n: number) => Math.sin(n * 12.9898) * 0.5;

describe('trends', () => {
  it('are not bent by outliers, and are silent on few points', () => {
    const values = days.map((day) => 2 * day + (day % 10 === 0 ? 500 : 0));
    expect(robustSlope(days, values)?.value).toBeCloseTo(2, 6);
    expect(robustSlope([1, 2, 3, 4], [1, 2, 3, 4])).toBeNull();
  });

  it('tell when a limit is reached, or that it is not', () => {
    const slope = { value: -2, low: -4, high: -1 };
    expect(timeTo(10, 50, slope, 1_000)).toEqual({ value: 20, low: 10, high: 40 });
    expect(timeTo(10, 50, { value: 1, low: 0.5, high: 2 }, 1_000)).toBeNull();
    expect(timeTo(10, 50, { value: -0.001, low: -0.002, high: 0.001 }, 1_000)).toEqual({
      value: 1_000,
      low: 1_000,
      high: 1_000,
    });
  });
});

describe('bands', () => {
  it('follow their limits', () => {
    expect([0, 0.1, 0.2, 5].map((value) => bandOf(value, [0.1, 0.2, 0.3, 0.4]))).toEqual([1, 2, 3, 5]);
    expect([4, 5, 9, 10, 14, 15, 25].map(levelOf)).toEqual([
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'very_high',
      'very_high',
    ]);
  });

  it('keep the parts of a consequence', () => {
    const hospital = pipeConsequence({ diameterMm: 300, attributes: { criticalUsers: 1, crossing: 'railway' } });
    expect(hospital).toMatchObject({ band: 5, parts: [{ code: 'diameter', points: 3 }, { points: 2 }, { points: 1 }] });
    expect(pipeConsequence({ diameterMm: 100, attributes: { redundant: true } }).band).toBe(1);
    expect(pipeConsequence({ diameterMm: null, attributes: {} })).toMatchObject({ band: 2 });
    expect([pumpConsequence({}, 0).band, pumpConsequence({}, 1).band]).toEqual([4, 2]);
    expect(sensorConsequence('chlorine', 2, false).band).toBe(5);
  });
});

const sound: SensorFacts = {
  intervalS: 900,
  received: Array(30).fill(96) as number[],
  flagged: 0,
  medians: days.map((day) => 300 + wobble(day)),
  neighbours: null,
  silentS: 900,
  clockAheadS: 1,
  battery: [],
  signalDbm: -80,
  refused: 0,
  messages: 2_880,
};
const codes = (facts: Partial<SensorFacts>) => assessSensor({ ...sound, ...facts }).reasons.map(({ code }) => code);

describe('health of sensors', () => {
  it('is whole without a sign', () => {
    expect(assessSensor(sound)).toMatchObject({ healthScore: 100, likelihood: 1, reasons: [], remainingDays: null });
  });

  it('sees gaps, silence, flags, clock, signal and refused messages', () => {
    expect(codes({ received: Array(30).fill(48) as number[] })).toEqual(['sensor.gaps']);
    expect(codes({ received: days.map((day) => (day < 27 ? 96 : 30)) })).toEqual(['sensor.gaps-more', 'sensor.gaps']);
    expect(codes({ silentS: 90_000 })).toEqual(['sensor.silent']);
    expect(codes({ silentS: null, received: [] })).toEqual(['sensor.never']);
    expect(codes({ flagged: 900 })).toEqual(['sensor.flags']);
    expect(codes({ clockAheadS: -700 })).toEqual(['sensor.clock']);
    expect(codes({ signalDbm: -118 })).toEqual(['sensor.signal']);
    expect(codes({ refused: 400 })).toEqual(['sensor.refused']);
  });

  it('tells with an interval when the battery is empty', () => {
    const battery = days.map((day) => ({ day, percent: 60 - day + wobble(day) }));
    const health = assessSensor({ ...sound, battery });
    expect(health.reasons[0]?.code).toBe('sensor.battery-ends');
    expect(health.remainingDays?.value).toBeCloseTo(21, 0);
    expect(health.remainingDays?.low).toBeLessThan(21);
    expect(health.remainingDays?.high).toBeGreaterThan(21);
    expect(assessSensor({ ...sound, battery: [{ day: 1, percent: 15 }] })).toMatchObject({
      reasons: [{ code: 'sensor.battery-low' }],
      remainingDays: null,
    });
  });

  it('sees drift against neighbours, not what all of them do', () => {
    const rising = days.map((day) => 300 + day * 0.4 + wobble(day));
    expect(codes({ medians: rising })).toEqual(['sensor.drift']);
    expect(codes({ medians: rising, neighbours: days.map((day) => 200 + day * 0.4) })).toEqual([]);
    expect(codes({ medians: rising, neighbours: days.map((day) => 200 + wobble(day + 5)) })).toEqual(['sensor.drift']);
    expect(codes({ medians: days.map((day) => (day % 3 === 0 ? Number.NaN : 300 + wobble(day))) })).toEqual([]);
  });

  it('says that it is not sure', () => {
    const { probability } = wearOf(0.01, [{ code: 'x', weight: 2.5, values: {}, text: 'x' }]);
    expect(probability.value).toBeCloseTo(0.1096, 3);
    expect(probability.high / probability.low).toBeGreaterThan(4);
  });
});

const HOUR_MS = 3_600_000;
/** A pump that runs twenty hours a day. @param efficiency - by hour since the beginning */
function pump(efficiency: (hour: number) => number, change: Partial<PumpSeries> = {}): PumpSeries {
  const hours = Array.from({ length: 60 * 24 }, (_, hour) => hour);
  const runs = (hour: number) => hour % 24 < 20;
  const flowAt = (hour: number) => 300 + 60 * Math.sin(hour / 5);
  return {
    times: Float64Array.from(hours, (hour) => hour * HOUR_MS),
    powerKw: Float64Array.from(hours, (hour) =>
      runs(hour) ? hydraulicPowerKw(flowAt(hour), 50) / efficiency(hour) : 0,
    ),
    flow: Float64Array.from(hours, (hour) => (runs(hour) ? flowAt(hour) : 0)),
    head: Float64Array.from(hours, () => 50),
    shared: new Uint8Array(hours.length),
    relative: false,
    commissioning: null,
    startsPerHourLimit: 6,
    ...change,
  };
}

describe('health of pumps', () => {
  it('works out efficiency and energy as the textbook does', () => {
    const figures = pumpFigures(360, 50, 70);
    expect(figures?.efficiency).toBeCloseTo(0.7005, 4);
    expect(figures?.specificEnergy).toBeCloseTo(0.1944, 4);
    expect(figures?.per100M).toBeCloseTo(0.3889, 4);
    // At an efficiency of 1, the least that physics allows.
    expect(pumpFigures(100, 100, hydraulicPowerKw(100, 100))?.per100M).toBeCloseTo(0.2724, 4);
    expect([pumpFigures(0, 50, 70), pumpFigures(10, 50, 0), pumpFigures(10, 0, 5)]).toEqual([null, null, null]);
  });

  it('finds nothing in a sound pump, and says nothing of one that never ran', () => {
    const health = assessPump(pump(() => 0.7));
    expect(health).toMatchObject({ healthScore: 100, reasons: [] });
    expect(health?.measures['efficiency']).toBeCloseTo(0.7, 6);
    expect(health?.measures['startsPerHour']).toBeCloseTo(1 / 24, 2);
    expect(assessPump(pump(() => 0.7, { powerKw: new Float64Array(1_440) }))).toBeNull();
  });

  it('compares with its own best, or with its acceptance test, at the same flow', () => {
    const fallen = assessPump(pump((hour) => (hour < 45 * 24 ? 0.75 : 0.6)));
    expect(fallen?.reasons[0]?.code).toBe('pump.worn');
    expect(fallen?.measures['belowCurve']).toBeCloseTo(0.2, 2);
    const always = {
      commissioning: [
        { flow: 200, efficiency: 0.8 },
        { flow: 400, efficiency: 0.8 },
      ],
    };
    expect(assessPump(pump(() => 0.6, always))?.measures['belowCurve']).toBeCloseTo(0.25, 6);
    expect(assessPump(pump(() => 0.6))?.reasons).toEqual([]);
  });

  it('tells when it will be worn, with an interval', () => {
    const health = assessPump(pump((hour) => 0.75 - (0.05 * hour) / 1_440));
    expect(health?.remainingDays?.value).toBeGreaterThan(5);
    expect(health?.remainingDays?.value).toBeLessThan(120);
    expect(health?.remainingDays?.low).toBeLessThanOrEqual(health?.remainingDays?.value ?? 0);
  });

  it('sees too many starts, a closed way, and meters that cannot be right', () => {
    const hours = Array.from({ length: 1_440 }, (_, n) => n);
    const times = Float64Array.from(hours, (n) => n * 300_000);
    const powerKw = Float64Array.from(hours, (n) => (n % 2 === 0 ? 60 : 0));
    const codesOf = (series: PumpSeries) => assessPump(series)?.reasons.map(({ code }) => code);
    expect(codesOf(pump(() => 0.7, { times, powerKw }))).toContain('pump.starts');
    const closed = pump(() => 0.7);
    closed.flow.forEach((_, hour) => {
      if (hour % 24 < 10) closed.flow[hour] = 0;
    });
    expect(codesOf(closed)).toContain('pump.dead-head');
    expect(codesOf(pump(() => 1.1))).toContain('pump.impossible');
    expect(codesOf(pump(() => 1.1, { relative: true }))).not.toContain('pump.impossible');
  });
});
