import * as fc from 'fast-check';
import { MONDAY, districtFlow, twinPressures } from '../../test/generated-series';
import { assessFeedback } from './assess';
import { LocalCalendar } from './calendar';
import { explainSensor } from './explain-sensor';
import { fitSensorModel } from './fit-sensor-model';
import { predictBatch } from './predict-batch';
import { TooLittleData } from './sensor-model';
import { SensorModelError, sensorModelFromJson, sensorModelToJson } from './sensor-model-json';
import { SensorScorer, scoreOf } from './sensor-scorer';
import { trainSensor } from './train-sensor';

const STEP = 900_000;
const DAY = 86_400_000;
const options = { timeZone: 'UTC', holidays: [], southern: false, stepMs: STEP, daysPerFalseAlarm: 90 };
const alone = (series: { timesMs: Float64Array; values: Float64Array }) => ({ ...series, neighbours: [] });
const alarms = (scores: Float64Array) => scores.filter((score) => score >= 0.5).length;

describe('a model of one sensor', () => {
  const learned = districtFlow(70);
  const later = districtFlow(28, STEP, 7, MONDAY + 70 * DAY);
  const model = fitSensorModel(alone(learned), options);

  it('stays quiet on readings like those it learned from', () => {
    const { scores } = predictBatch(model, later.timesMs, later.values);
    expect(alarms(scores)).toBeLessThanOrEqual(3);
  });

  it('finds a burst within a quarter of an hour and goes on while it lasts', () => {
    const values = later.values.slice();
    for (let n = 1_000; n < 1_048; n += 1) values[n] = (values[n] as number) + 12;
    const { scores } = predictBatch(model, later.timesMs, values);
    expect(alarms(scores.slice(1_000, 1_002))).toBeGreaterThan(0);
    expect(alarms(scores.slice(1_000, 1_048))).toBeGreaterThan(36);
  });

  it('measures itself on anomalies put into readings that it has not seen, above a floor', () => {
    const { metrics } = trainSensor(alone(learned), options);
    expect(metrics).toMatchObject({ measuredOn: 'injected' });
    expect(metrics?.f1).toBeGreaterThan(0.75);
    expect(metrics?.precision).toBeGreaterThan(0.8);
    expect(metrics?.samples).toBeGreaterThan(60);
  });

  it('names the time of the week when use of the day comes at night', () => {
    const scorer = new SensorScorer(model);
    const at = 14 * 96 + 12;
    for (let n = 0; n < at; n += 1) scorer.push(later.timesMs[n] as number, later.values[n] as number);
    // For hours, so that the readings before do not tell.
    for (let n = 0; n < 8; n += 1) scorer.push(later.timesMs[at + n] as number, 48);
    const explanation = explainSensor(scorer, 48, 'm³/h');
    expect(scorer.score).toBeGreaterThan(0.9);
    expect(explanation.code).toMatch(/^time_of_week/);
    const reason = explanation.features.find(({ code }) => code === 'time_of_week');
    expect(reason?.expected).toBeGreaterThan(17);
    expect(reason?.expected).toBeLessThan(25);
    expect(reason?.seen).toBe(48);
    expect(reason?.text).toContain('Monday');
  });

  it('names the neighbour from which a sensor drifts away', () => {
    const past = twinPressures(50);
    const pair = fitSensorModel(
      {
        timesMs: past.timesMs,
        values: past.values,
        neighbours: [
          { id: 'b', name: 'P-2', values: past.beside },
          { id: 'c', name: 'Noise', values: past.beside.map((_, n) => (n * 7_919) % 13) },
        ],
      },
      options,
    );
    expect(pair.neighbours.map(({ id }) => id)).toEqual(['b']);
    const now = twinPressures(20, 5);
    const values = now.values.slice();
    const scorer = new SensorScorer(pair);
    for (let n = 0; n < values.length; n += 1) {
      if (n >= 1_500) values[n] = (values[n] as number) - 14;
      scorer.push(now.timesMs[n] as number, values[n] as number, [now.beside], n);
      if (n >= 1_500 && scorer.score >= 0.5) {
        const explanation = explainSensor(scorer, values[n] as number, 'kPa', [now.beside[n] as number]);
        expect(explanation.code).toMatch(/^neighbours/);
        expect(explanation.text).toContain('P-2');
        expect(explanation.features.find(({ sensorId }) => sensorId === 'b')?.effect).not.toBeNull();
        expect(n).toBeLessThan(1_530);
        return;
      }
    }
    throw new Error('not found');
  });

  it('counts holidays as Sundays, and hours by the clocks of the place', () => {
    const calendar = new LocalCalendar({ timeZone: 'Europe/Rome', holidays: ['2026-12-25'], southern: false });
    expect(calendar.hourOfWeek(Date.UTC(2026, 11, 25, 11))).toBe(6 * 24 + 12);
    expect(calendar.hourOfWeek(Date.UTC(2026, 11, 24, 11))).toBe(3 * 24 + 12);
    // Clocks go back on Sunday, 25 October 2026, at 01:00 UTC.
    expect(calendar.hourOfWeek(Date.UTC(2026, 9, 25, 0, 45))).toBe(6 * 24 + 2.75);
    expect(calendar.hourOfWeek(Date.UTC(2026, 9, 25, 1, 0))).toBe(6 * 24 + 2);
    expect(calendar.hourOfWeek(Date.UTC(2026, 9, 25, 0, 30))).toBe(6 * 24 + 2.5);
    expect(calendar.moment(Date.UTC(2026, 6, 1))).toMatchObject({ season: 'summer', month: 7, weekday: 2, hour: 2 });
  });

  it('scores within [0, 1] whatever comes, and one half exactly at the largest usual deviation', () => {
    expect(scoreOf(1)).toBe(0.5);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -5_000, max: 10 * DAY }), fc.double()), { maxLength: 60 }),
        (rows) => {
          const scorer = new SensorScorer(model);
          for (const [time, value] of rows) {
            scorer.push((later.timesMs[0] as number) + time, value);
            expect(scorer.score).toBeGreaterThanOrEqual(0);
            expect(scorer.score).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('gives the same scores after a restart and after being stored', () => {
    const stored = sensorModelFromJson(sensorModelToJson(model));
    expect(stored).toEqual(model);
    const whole = predictBatch(model, later.timesMs, later.values).scores;
    let scorer = new SensorScorer(stored);
    later.values.forEach((value, n) => {
      if (n % 100 === 0) {
        const memory = JSON.parse(JSON.stringify(scorer.save())) as number[];
        scorer = new SensorScorer(stored);
        expect(scorer.load(memory)).toBe(true);
      }
      scorer.push(later.timesMs[n] as number, value);
      expect(scorer.score).toBe(whole[n]);
    });
    expect(() => sensorModelFromJson('{"version":0}')).toThrow(SensorModelError);
    expect(() => sensorModelFromJson('{')).toThrow(SensorModelError);
    expect(() => sensorModelFromJson('{"version":1}')).toThrow(SensorModelError);
  });

  it('judges a unit change and a shift of the zero alike: scale and offset change no score', () => {
    const changed = fitSensorModel(alone({ ...learned, values: learned.values.map((v) => 3.6 * v + 100) }), options);
    const one = predictBatch(model, later.timesMs, later.values).scores;
    const other = predictBatch(
      changed,
      later.timesMs,
      later.values.map((v) => 3.6 * v + 100),
    ).scores;
    one.forEach((score, n) => expect(other[n]).toBeCloseTo(score, 6));
  });

  it('does not learn from confirmed anomalies, and raises its threshold for false alarms', () => {
    const series = districtFlow(42, STEP, 3);
    const values = series.values.slice();
    const spans = [10, 20, 30].map((day) => ({
      fromMs: MONDAY + day * DAY,
      toMs: MONDAY + day * DAY + DAY / 2,
      real: day !== 30,
    }));
    for (let n = 0; n < values.length; n += 1) {
      const inside = spans.some(
        ({ fromMs, toMs }) => (series.timesMs[n] as number) >= fromMs && (series.timesMs[n] as number) <= toMs,
      );
      if (inside) values[n] = (values[n] as number) + 9;
    }
    const past = alone({ timesMs: series.timesMs, values });
    const plain = trainSensor(past, options).model;
    const heeding = trainSensor(past, options, spans).model;
    expect(heeding.rows).toBeLessThan(plain.rows);
    const real = trainSensor(past, options, spans.slice(0, 2)).model;
    expect(heeding.thresholds[1] as number).toBeGreaterThan(real.thresholds[1] as number);
  });

  it('says when there is too little to learn from', () => {
    expect(() => fitSensorModel(alone(districtFlow(2)), options)).toThrow(TooLittleData);
    expect(() => fitSensorModel(alone(districtFlow(0)), options)).toThrow(TooLittleData);
  });
});

describe('what operators said', () => {
  it('gives the four counts', () => {
    const timesMs = Float64Array.from({ length: 100 }, (_, n) => n * 1_000);
    const scores = timesMs.map((_, n) => (n % 20 === 5 ? 0.9 : 0.1));
    const span = (n: number, real: boolean) => ({ fromMs: n * 1_000, toMs: (n + 3) * 1_000, real });
    const labels = [span(4, true), span(24, true), span(10, true), span(44, false), span(50, false), span(70, false)];
    expect(assessFeedback(timesMs, scores, labels)).toMatchObject({
      measuredOn: 'feedback',
      accuracy: 4 / 6,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
      samples: 6,
      positives: 3,
      medianDelayMs: 1_000,
    });
    expect(assessFeedback(timesMs, scores, labels.slice(0, 4))).toBeNull();
  });
});
