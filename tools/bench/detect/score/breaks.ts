/** A pipe to be ranked. */
export interface RankedPipe {
  readonly id: string;
  readonly lengthM: number;
  /** Day of laying, ISO; empty: not known. */
  readonly installed: string;
}

/** A break to be predicted. */
export interface FutureBreak {
  readonly pipe: string;
  /** ISO day. */
  readonly date: string;
}

/** Figures of a ranking of pipes. */
export interface BreakFigures {
  readonly pipes: number;
  readonly pipesBroken: number;
  readonly breaks: number;
  /** Area under the ROC curve, a pipe with at least one break against one without. */
  readonly auc: number;
  /** Share of breaks on the first tenth of the length, pipes by falling score. */
  readonly topTenth: number;
}

/**
 * Scores a ranking: pipes that stood when the prediction began, breaks between the two days (both inclusive). A pipe without a score
 * comes last; equal scores count half in the area.
 */
export function scoreBreaks(
  pipes: readonly RankedPipe[],
  future: readonly FutureBreak[],
  scores: ReadonlyMap<string, number>,
  from: string,
  to: string,
): BreakFigures {
  const standing = pipes.filter(({ installed }) => installed === '' || installed < from);
  const counts = new Map(standing.map(({ id }) => [id, 0]));
  for (const { pipe, date } of future) {
    const count = counts.get(pipe);
    if (count !== undefined && date >= from && date <= to) counts.set(pipe, count + 1);
  }
  const rows = standing
    .map(({ id, lengthM }) => ({ score: scores.get(id) ?? -Infinity, count: counts.get(id) ?? 0, lengthM }))
    .sort((a, b) => b.score - a.score);
  const broken = rows.filter(({ count }) => count > 0);
  const breaks = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    pipes: rows.length,
    pipesBroken: broken.length,
    breaks,
    auc: areaOf(rows),
    topTenth: onFirstTenth(rows) / breaks,
  };
}

interface Row {
  readonly score: number;
  readonly count: number;
  readonly lengthM: number;
}

/** Mann-Whitney statistic: pairs in the right order, over all pairs. @param rows - by falling score */
function areaOf(rows: readonly Row[]): number {
  let pairs = 0;
  let before = 0;
  let whole = 0;
  for (let start = 0; start < rows.length;) {
    let end = start;
    while (end < rows.length && rows[end]?.score === rows[start]?.score) end += 1;
    const tied = rows.slice(start, end);
    const hit = tied.filter(({ count }) => count > 0).length;
    pairs += (tied.length - hit) * (before + hit / 2);
    before += hit;
    whole += tied.length - hit;
    start = end;
  }
  return pairs / (before * whole);
}

function onFirstTenth(rows: readonly Row[]): number {
  const most = rows.reduce((sum, { lengthM }) => sum + lengthM, 0) / 10;
  let length = 0;
  let sum = 0;
  for (const row of rows) {
    length += row.lengthM;
    if (length > most) break;
    sum += row.count;
  }
  return sum;
}
