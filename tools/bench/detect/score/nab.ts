/**
 * The scoring rule of the Numenta Anomaly Benchmark v1.1 (Lavin, Ahmad 2015, "Evaluating real-time anomaly detection
 * algorithms"; the scoring application of the public benchmark).
 */

/** Weight of a detected window, of a false row and of a missed window. */
export interface NabProfile {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export const nabProfiles = {
  standard: { tp: 1, fp: 0.11, fn: 1 },
  lowFalsePositives: { tp: 1, fp: 0.22, fn: 1 },
  lowFalseNegatives: { tp: 1, fp: 0.11, fn: 2 },
} as const satisfies Record<string, NabProfile>;

/** A scored series: windows by the rows of their start and end, both included, in order. */
export interface NabSeries {
  readonly scores: ArrayLike<number>;
  readonly windows: readonly (readonly [number, number])[];
}

/** A row that counts: where it lies and what a detection there is worth. */
interface Row {
  readonly score: number;
  /** Number of the window over the whole corpus; -1: outside. */
  readonly window: number;
  /** Inside a window: share of a full detection; outside: minus the share of a full false alarm. */
  readonly worth: number;
}

export interface NabScore {
  /** 0: nothing ever reported, 100: every window reported at its start and no false row. */
  readonly normalised: number;
  readonly threshold: number;
  readonly windowsDetected: number;
  readonly falseRows: number;
}

const LONGEST_PROBATION = 750;

/** Rows at the start that count for nothing. */
export function probation(rows: number): number {
  return Math.min(Math.floor(0.15 * rows), LONGEST_PROBATION);
}

/** From 1 long before the end of a window (y = -1: 0.987) over 0 at its end (y = 0) to -1. */
function sigmoid(y: number): number {
  return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
}

/**
 * Score of a corpus under one threshold for all its series.
 * @param threshold - score that is a detection; left out: the best one for this corpus, as the benchmark allows
 */
export function scoreNab(corpus: readonly NabSeries[], profile: NabProfile, threshold?: number): NabScore {
  const rows: Row[] = [];
  let windows = 0;
  for (const series of corpus) {
    rowsOf(series, windows, rows);
    windows += series.windows.length;
  }
  // Highest score first, so that each lower threshold only adds rows.
  rows.sort((a, b) => b.score - a.score);
  const scorable = new Set(rows.filter(({ window }) => window >= 0).map(({ window }) => window)).size;
  const best = new Map<number, number>();
  let raw = -profile.fn * scorable;
  let falseRows = 0;
  const result = (limit: number): NabScore => ({
    normalised: (100 * (raw + profile.fn * scorable)) / (profile.tp * windows + profile.fn * scorable),
    threshold: limit,
    windowsDetected: best.size,
    falseRows,
  });
  let chosen = result(threshold ?? Number.POSITIVE_INFINITY);
  let highest = raw;
  for (let i = 0; i < rows.length; i++) {
    const { score, window, worth } = rows[i] as Row;
    if (threshold !== undefined && score < threshold) break;
    if (window < 0) {
      raw += profile.fp * worth;
      falseRows += 1;
    } else {
      const before = best.get(window) ?? -profile.fn;
      const now = Math.max(before, profile.tp * worth);
      best.set(window, now);
      raw += now - before;
    }
    const complete = i === rows.length - 1 || (rows[i + 1] as Row).score !== score;
    if (threshold === undefined && complete && raw > highest) {
      highest = raw;
      chosen = result(score);
    }
  }
  return threshold === undefined ? chosen : result(threshold);
}

function rowsOf({ scores, windows }: NabSeries, firstWindow: number, rows: Row[]): void {
  let next = 0;
  const count = scores.length;
  for (let i = 0; i < count; i++) {
    while (next < windows.length && i > (windows[next] as readonly [number, number])[1]) next += 1;
    if (i < probation(count)) continue;
    const score = scores[i] as number;
    if (Number.isNaN(score)) throw new Error(`row ${i} has no score`);
    const [start, end] = windows[next] ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (i >= start) {
      const worth = sigmoid(-(end - i + 1) / (end - start + 1)) / sigmoid(-1);
      rows.push({ score, window: firstWindow + next, worth });
    } else rows.push({ score, window: -1, worth: outside(i, windows[next - 1]) });
  }
}

/** A false row shortly after a window costs less. */
function outside(row: number, previous: readonly [number, number] | undefined): number {
  if (previous === undefined) return -1;
  const [start, end] = previous;
  return sigmoid((row - end) / (end - start));
}
