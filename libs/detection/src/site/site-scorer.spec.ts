import { generatedSite, type GeneratedSite } from '../../test/generated-site';
import { fitSiteModel } from './fit';
import { SiteModelError, siteModelFromJson, siteModelToJson } from './model-json';
import type { SiteTable } from './site-model';
import { SiteScorer } from './site-scorer';
import { SiteTrainingError } from './training-rows';

const normal = generatedSite(4000, 1);
const model = fitSiteModel([normal.table]);
const later = generatedSite(1000, 2, Date.UTC(2025, 8, 1));

function rowOf(table: SiteTable, row: number): number[] {
  return table.columns.map((column) => column[row] as number);
}

function scoresOf(table: SiteTable, scorer = new SiteScorer(model)): number[] {
  return Array.from(table.timesMs, (timeMs, row) => scorer.push(timeMs, rowOf(table, row)));
}

/** Share of rows with an alarm, from one row up to another. */
function alarmShare(site: GeneratedSite, from: number, to: number): number {
  const scores = scoresOf(site.table).slice(from, to);
  return scores.filter((score) => score >= 0.5).length / scores.length;
}

describe('SiteScorer', () => {
  it('is quiet on normal days it has not seen', () => {
    expect(alarmShare(later, 0, 1000)).toBeLessThan(0.03);
  });

  it.each([
    ['a pressure that does not fit the pump', 'pressure', (value: number) => value - 3],
    ['a level that is replaced by a fixed one', 'level', () => 2.5],
    ['a pump that is said to run all the time', 'pump', () => 1],
    ['a meter that reads too low', 'flow', (value: number) => value * 0.8],
    ['a pump that never ran', 'spare', () => 1],
  ])('finds %s', (_name, signal, change) => {
    const site = later.with(signal, 500, 560, change);
    expect(alarmShare(site, 500, 560)).toBeGreaterThan(0.6);
    expect(alarmShare(site, 600, 1000)).toBeLessThan(0.05);
  });

  it('names the signal, with what was expected', () => {
    const scorer = new SiteScorer(model);
    const { table } = later.with('pressure', 500, 560, (value) => value - 3);
    for (let row = 0; row <= 510; row += 1) scorer.push(table.timesMs[row] as number, rowOf(table, row));
    const [first] = scorer.contributions();
    expect(first).toMatchObject({ name: 'pressure', cause: 'relation', seen: rowOf(table, 510)[3] });
    expect(first?.expected).toBeCloseTo(rowOf(later.table, 510)[3] as number, 0);
    expect(first?.strength).toBeGreaterThan(1);
  });

  it('goes on from its memory and from a stored model with the same scores', () => {
    const { table } = later.with('pressure', 480, 560, (value) => value - 3);
    const first = new SiteScorer(model);
    for (let row = 0; row < 500; row += 1) first.push(table.timesMs[row] as number, rowOf(table, row));
    const stored = siteModelFromJson(JSON.parse(JSON.stringify(siteModelToJson(model))));
    const second = SiteScorer.restore(stored, Float64Array.from(first.save()));
    expect(second.score).toBe(first.score);
    for (let row = 500; row < 1000; row += 1) {
      const one = first.push(table.timesMs[row] as number, rowOf(table, row));
      expect(second.push(table.timesMs[row] as number, rowOf(table, row))).toBe(one);
    }
  });

  it('does not look ahead: later rows change no earlier score', () => {
    const whole = scoresOf(later.table).slice(0, 400);
    const changed = scoresOf(later.with('level', 400, 1000, () => 9).table).slice(0, 400);
    expect(changed).toEqual(whole);
  });

  it('takes missing readings, whole missing rows and gaps without a number that is none', () => {
    const holes = later.with('flow', 100, 130, () => Number.NaN).with('level', 300, 310, () => Number.NaN);
    const scores = scoresOf(holes.table);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(alarmShare(holes, 0, 1000)).toBeLessThan(0.05);
  });

  describe.each(['level', 'pump', 'flow', 'pressure', 'spare'])('while %s is missing', (gone) => {
    const silent = later.with(gone, 100, 1000, () => Number.NaN);

    it('raises no false alarms, nor when it comes back', () => {
      expect(alarmShare(silent, 100, 1000)).toBeLessThan(0.03);
      expect(
        alarmShare(
          later.with(gone, 100, 500, () => Number.NaN),
          500,
          1000,
        ),
      ).toBeLessThan(0.03);
    });

    it('raises none when it comes and goes', () => {
      let row = 0;
      const blinking = later.with(gone, 0, 1000, (value) => ((row += 1) % 7 < 2 ? Number.NaN : value));
      expect(alarmShare(blinking, 0, 1000)).toBeLessThan(0.03);
    });

    it('still finds what is wrong with the others', () => {
      const scorer = new SiteScorer(model);
      const fault = gone === 'pressure' ? 'flow' : 'pressure';
      const { table } = silent.with(fault, 500, 560, (value) => (fault === 'flow' ? value * 0.8 : value - 3));
      const found = Array.from(table.timesMs, (timeMs, row) => {
        scorer.push(timeMs, rowOf(table, row));
        return scorer
          .contributions()
          .some(({ name, cause, strength }) => name === fault && cause === 'relation' && strength >= 1);
      });
      expect(found.slice(500, 560).filter(Boolean).length).toBeGreaterThan(30);
      expect(found.slice(0, 500).filter(Boolean).length).toBeLessThan(5);
    });
  });

  it('goes on from its memory while a reading is missing, and says nothing where a model cannot do without', () => {
    const { table } = later.with('level', 300, 700, () => Number.NaN);
    const first = new SiteScorer(model);
    for (let row = 0; row < 400; row += 1) first.push(table.timesMs[row] as number, rowOf(table, row));
    const second = SiteScorer.restore(model, first.save());
    const { relationGram: _, ...parts } = model.parts;
    const older = new SiteScorer({ ...model, parts });
    for (let row = 400; row < 700; row += 1) {
      const one = first.push(table.timesMs[row] as number, rowOf(table, row));
      expect(second.push(table.timesMs[row] as number, rowOf(table, row))).toBe(one);
      older.push(table.timesMs[row] as number, rowOf(table, row));
      expect(first.expected[3]).not.toBeNaN();
      expect(older.expected[3]).toBeNaN();
    }
  });

  it('leaves out a row that is not newer than the last one', () => {
    const scorer = new SiteScorer(model);
    scorer.push(1000, rowOf(later.table, 0));
    const before = scorer.save();
    expect(scorer.push(1000, [9, 9, 9, 9, 9])).toBe(before[1]);
    expect(scorer.save()).toEqual(before);
  });

  it('refuses a memory of another model and a model of another version', () => {
    expect(() => SiteScorer.restore(model, new Float64Array(3))).toThrow(SiteModelError);
    expect(() => new SiteScorer({ ...model, version: 99 })).toThrow(SiteModelError);
    expect(() => siteModelFromJson({ version: 1 })).toThrow(SiteModelError);
  });
});

describe('fitSiteModel', () => {
  it('is not led astray by a rare event in training', () => {
    const spoilt = fitSiteModel([normal.with('pressure', 2000, 2020, (value) => value - 3).table]);
    const site = later.with('pressure', 500, 560, (value) => value - 3);
    const scores = scoresOf(site.table, new SiteScorer(spoilt)).slice(500, 560);
    expect(scores.filter((score) => score >= 0.5).length).toBeGreaterThan(40);
  });

  it('takes the reporting step of live readings: finer digits in training raise no false alarms', () => {
    const noisy = (table: SiteTable): SiteTable => ({
      ...table,
      columns: table.columns.map((column) => column.map((value, row) => value + 0.001 * Math.sin(row))),
    });
    const fine = fitSiteModel([noisy(normal.table)], { resolution: [0.01, 1, 0.01, 0.01, 1] });
    const scores = scoresOf(later.table, new SiteScorer(fine));
    expect(scores.filter((score) => score >= 0.5).length).toBeLessThan(40);
  });

  it('refuses too little training and tables that differ', () => {
    const short = generatedSite(20, 3);
    expect(() => fitSiteModel([short.table])).toThrow(SiteTrainingError);
    expect(() => fitSiteModel([])).toThrow(SiteTrainingError);
    expect(() => fitSiteModel([normal.table, { ...later.table, names: ['a', 'b', 'c', 'd', 'e'] }])).toThrow(
      'different columns',
    );
  });
});
