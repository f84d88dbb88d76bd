import { seriesDetector, seriesKinds, type SiteTable } from '@app/detection';
import { rowsOf } from './site-file';
import { runSite } from './site-run';

const HOUR_MS = 3_600_000;
/** Six weeks of a day's course with ripple, a step, a gap, a spike and a standstill. */
const ROWS = 1008;
const values = Float64Array.from({ length: ROWS }, (_, i) => {
  const usual = 50 + 10 * Math.sin((i * Math.PI) / 12) + Math.sin(i * i);
  if (i > 700 && i < 740) return Number.NaN;
  if (i > 900) return 60;
  return usual + (i > 500 && i < 560 ? 25 : 0) + (i === 820 ? 400 : 0);
});

function scoresOf(kind: (typeof seriesKinds)[number], rows: number): number[] {
  const detector = seriesDetector(kind).create({});
  let reading = 0;
  return Array.from(values.subarray(0, rows), (value, i) => {
    reading += Number.isNaN(value) ? 0 : value;
    detector.push(i * HOUR_MS, kind === 'meter' && !Number.isNaN(value) ? reading : value);
    return detector.score;
  });
}

describe('what is judged', () => {
  it.each(seriesKinds)('%s: hangs on no later row and on no chance', (kind) => {
    const whole = scoresOf(kind, ROWS);
    expect(whole.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(scoresOf(kind, ROWS)).toEqual(whole);
    for (const rows of [1, 510, 821, 950]) expect(scoresOf(kind, rows)).toEqual(whole.slice(0, rows));
  });

  it('a site: hangs on no later row', () => {
    const table: SiteTable = {
      names: ['a', 'b', 'c'],
      timesMs: Float64Array.from(values, (_, i) => i * HOUR_MS),
      columns: [values, values.map((value, i) => 2 * value + Math.cos(i)), values.map((_, i) => i % 3)],
    };
    const training = [rowsOf(table, 0, 450)];
    const judged = (to: number) => Array.from(runSite(training, rowsOf(table, 450, to)).scores);
    const whole = judged(ROWS);
    expect(Math.max(...whole)).toBeGreaterThanOrEqual(0.5);
    expect(judged(ROWS)).toEqual(whole);
    for (const to of [505, 600, 950]) expect(judged(to)).toEqual(whole.slice(0, to - 450));
  });
});
