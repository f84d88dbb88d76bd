import { MONDAY, districtFlow, noise, randomSource } from '../../test/generated-series';
import { type SiteModel, SiteScorer, type SiteTable, fitSiteModel } from '../site';
import { EventTracker } from './detection-events';
import { offsetsOf, scoreZoneWindow, trainZone } from './train-zone';

const STEP = 1_800_000;
const ROWS_A_DAY = 48;

/** Two flows and two pressures of a district that move together. */
function district(days: number, seed: number): SiteTable {
  const [own, beside] = [districtFlow(days, STEP, seed), districtFlow(days, STEP, seed + 50)];
  const random = randomSource(seed + 100);
  let supply = 0;
  const columns = [own.values, ...[0, 1, 2].map(() => new Float64Array(own.values.length))] as const;
  own.values.forEach((flow, n) => {
    supply = 0.95 * supply + 2 * noise(random);
    const inflow = flow + 0.5 * (beside.values[n] as number);
    const readings = [inflow, 420 - 0.004 * inflow ** 2 + supply, 400 - 0.005 * inflow ** 2 + 0.9 * supply];
    readings.forEach((value, k) => ((columns[k + 1] as Float64Array)[n] = value + 0.7 * noise(random)));
  });
  return { names: ['flow', 'inflow', 'near', 'far'], timesMs: own.timesMs, columns };
}

const rowsOf = ({ names, timesMs, columns }: SiteTable, from: number, to: number): SiteTable => ({
  names,
  timesMs: timesMs.subarray(from, to),
  columns: columns.map((column) => column.subarray(from, to)),
});

function eventsIn(scores: Float64Array, { timesMs }: SiteTable): number {
  const tracker = new EventTracker<null>();
  const starts = new Set<number>();
  scores.forEach((score, n) => {
    tracker.push(timesMs[n] as number, score, () => null);
    starts.add(tracker.save().open?.startedMs ?? 0);
  });
  return starts.size - 1;
}

describe('the model of a zone', () => {
  const options = { stepMs: STEP, timeZone: 'UTC' };

  it('makes about as many false alarms as were asked for, in weeks it has not seen, and finds what is wrong', () => {
    const all = district(180, 1);
    const [past, later] = [rowsOf(all, 0, 60 * ROWS_A_DAY), rowsOf(all, 60 * ROWS_A_DAY, 180 * ROWS_A_DAY)];
    const eventsOf = (model: SiteModel) => eventsIn(scoreZoneWindow(model, later, 'UTC').scores, later);
    const { model } = trainZone(past, { ...options, daysPerFalseAlarm: 30 });
    expect(eventsOf(model)).toBeLessThanOrEqual(8);
    expect(eventsOf(fitSiteModel([past], { stepMs: STEP }))).toBeGreaterThan(12);
    // A meter that shows a fifth less.
    const columns = later.columns.map((column, j) => (j === 1 ? column.map((value) => 0.8 * value) : column));
    const { scores } = scoreZoneWindow(model, { ...later, columns }, 'UTC');
    expect(scores.slice(0, 8).some((score) => score >= 0.5)).toBe(true);
  });

  it('knows local time on both sides of a change of clocks', () => {
    // People live by the clock: in UTC their day comes an hour earlier from the end of March on.
    const offsetAt = offsetsOf('Europe/Tirane');
    const random = randomSource(4);
    const timesMs = Float64Array.from({ length: 120 * ROWS_A_DAY }, (_, n) => MONDAY + n * STEP);
    const wave = (time: number) => Math.sin((2 * Math.PI * (time + offsetAt(time))) / 86_400_000);
    const columns = [1, 2].map(() => timesMs.map((time) => 20 * wave(time) + 4 * noise(random)));
    const table = { names: ['one', 'other'], timesMs, columns };
    const changed = timesMs.findIndex((time) => time >= Date.UTC(2026, 2, 29));
    const model = fitSiteModel([rowsOf(table, 0, changed)], { stepMs: STEP, utcOffsetMs: 3_600_000, offsetAt });
    const errorOf = (scorer: SiteScorer) => {
      let sum = 0;
      for (let n = changed; n < timesMs.length; n += 1) {
        scorer.push(
          timesMs[n] as number,
          columns.map((column) => column[n] as number),
        );
        const expected = scorer.expected[0] as number;
        if (Number.isFinite(expected)) sum += Math.abs(expected - (columns[0]?.[n] as number));
      }
      return sum;
    };
    expect(errorOf(new SiteScorer(model))).toBeGreaterThan(0);
    expect(errorOf(new SiteScorer(model, offsetAt))).toBeLessThan(0.9 * errorOf(new SiteScorer(model)));
  });
});
