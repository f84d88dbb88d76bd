import { nabProfiles, probation, scoreNab, type NabSeries } from './nab';

/** 1000 rows with windows of a hundred rows, detections at the given rows. */
function series(windows: [number, number][], detections: Record<number, number>): NabSeries {
  const scores = Array.from({ length: 1000 }, (_, i) => detections[i] ?? 0);
  return { scores, windows };
}

describe('NAB score', () => {
  const { standard, lowFalsePositives, lowFalseNegatives } = nabProfiles;

  it('is 100 for a detection at the start of each window and 0 for silence', () => {
    const windows: [number, number][] = [
      [300, 399],
      [700, 799],
    ];
    expect(scoreNab([series(windows, { 300: 1, 700: 1 })], standard, 0.5).normalised).toBeCloseTo(100, 9);
    expect(scoreNab([series(windows, {})], standard, 0.5).normalised).toBe(0);
  });

  it('counts the earliest detection of a window alone', () => {
    const normalised = (detections: Record<number, number>) =>
      scoreNab([series([[300, 399]], detections)], standard, 0.5).normalised;
    const once = normalised({ 350: 1 });
    const twice = normalised({ 350: 1, 360: 1, 399: 1 });
    expect(twice).toBe(once);
    // y = -50/100: (2 / (1 + e^-2.5) - 1) / (2 / (1 + e^-5) - 1) = 0.85986
    expect(once).toBeCloseTo(100 * ((0.859_86 + 1) / 2), 2);
  });

  it('takes a false row off, less just behind a window, double for low false positives', () => {
    const detected = { 300: 1 };
    const far = scoreNab([series([[300, 399]], { ...detected, 900: 1 })], standard, 0.5);
    expect(far.normalised).toBeCloseTo(100 - (100 * 0.11) / 2, 9);
    expect(far.falseRows).toBe(1);
    const near = scoreNab([series([[300, 399]], { ...detected, 409: 1 })], standard, 0.5);
    expect(near.normalised).toBeGreaterThan(98.5);
    const dear = scoreNab([series([[300, 399]], { ...detected, 900: 1 })], lowFalsePositives, 0.5);
    expect(dear.normalised).toBeCloseTo(100 - (100 * 0.22) / 2, 9);
  });

  it('misses cost double where false negatives matter', () => {
    const windows: [number, number][] = [
      [300, 399],
      [700, 799],
    ];
    expect(scoreNab([series(windows, { 300: 1 })], standard, 0.5).normalised).toBeCloseTo(50, 9);
    expect(scoreNab([series(windows, { 300: 1 })], lowFalseNegatives, 0.5).normalised).toBeCloseTo(50, 9);
    expect(scoreNab([series(windows, { 300: 1, 200: 1 })], lowFalseNegatives, 0.5).normalised).toBeCloseTo(
      50 - (100 * 0.11) / 6,
      9,
    );
  });

  it('does not count the rows of the probation', () => {
    expect(probation(1000)).toBe(150);
    expect(probation(20_000)).toBe(750);
    expect(scoreNab([series([[300, 399]], { 100: 1, 300: 1 })], standard, 0.5).normalised).toBeCloseTo(100, 9);
  });

  it('finds the best threshold over all series together', () => {
    const corpus = [series([[300, 399]], { 300: 0.9, 600: 0.3 }), series([[300, 399]], { 300: 0.6, 800: 0.55 })];
    const best = scoreNab(corpus, standard);
    expect(best.threshold).toBe(0.6);
    expect(best.normalised).toBeCloseTo(100, 9);
    expect(scoreNab(corpus, standard, 0.5).normalised).toBeLessThan(100);
  });
});
