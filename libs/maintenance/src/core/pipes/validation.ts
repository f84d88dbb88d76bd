/** How well a ranking found the pipes that broke. */
export interface RankingFigures {
  readonly pipes: number;
  readonly pipesBroken: number;
  readonly breaks: number;
  /** Chance that a pipe that broke stands before one that did not; null when there are none of either. */
  readonly auc: number | null;
  /** Share of breaks on the first tenth of the length; null without breaks. */
  readonly topTenth: number | null;
}

/**
 * Scores a ranking. Pipes are taken by falling score until a tenth of the length is reached, the pipe that would pass it left out.
 *
 * @param breaks - breaks of each pipe in the years predicted
 * @see Hanley and McNeil (1982), The meaning and use of the area under a ROC curve, Radiology 143(1)
 */
export function scoreRanking(
  scores: ArrayLike<number>,
  breaks: ArrayLike<number>,
  lengthM: ArrayLike<number>,
): RankingFigures {
  const order = Array.from({ length: scores.length }, (_, index) => index).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number),
  );
  let [broken, total, length] = [0, 0, 0];
  for (let i = 0; i < order.length; i += 1) {
    if ((breaks[i] as number) > 0) broken += 1;
    total += breaks[i] as number;
    length += lengthM[i] as number;
  }
  return {
    pipes: order.length,
    pipesBroken: broken,
    breaks: total,
    auc: areaUnderCurve(order, scores, breaks, broken),
    topTenth: total > 0 ? breaksOnFirst(order, breaks, lengthM, length / 10) / total : null,
  };
}

function areaUnderCurve(
  order: readonly number[],
  scores: ArrayLike<number>,
  breaks: ArrayLike<number>,
  broken: number,
): number | null {
  const whole = order.length - broken;
  if (broken === 0 || whole === 0) return null;
  let area = 0;
  let seen = 0;
  for (let i = 0; i < order.length;) {
    const score = scores[order[i] as number];
    let hits = 0;
    let misses = 0;
    for (; i < order.length && scores[order[i] as number] === score; i += 1) {
      if ((breaks[order[i] as number] as number) > 0) hits += 1;
      else misses += 1;
    }
    area += misses * (seen + hits / 2);
    seen += hits;
  }
  return area / (broken * whole);
}

function breaksOnFirst(
  order: readonly number[],
  breaks: ArrayLike<number>,
  lengthM: ArrayLike<number>,
  mostM: number,
): number {
  let sum = 0;
  let reached = 0;
  for (const index of order) {
    reached += lengthM[index] as number;
    if (reached > mostM) break;
    sum += breaks[index] as number;
  }
  return sum;
}
