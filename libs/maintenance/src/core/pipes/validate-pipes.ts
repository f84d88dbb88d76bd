import { BreakHistory } from './break-history';
import { inspectionScores } from './inspection-order';
import type { BreakRecord, PipeRecord } from './pipe';
import { type PriorModel, HORIZON_YEARS, fitPipeModel, statesOf } from './pipe-model';
import { type RankingFigures, scoreRanking } from './validation';

/** A model tried on years that it had not seen. */
export interface TimeSplit extends RankingFigures {
  /** Decimal years: breaks to here were known, */
  readonly known: number;
  /** and those from there to here were predicted. */
  readonly until: number;
  /** Breaks expected over breaks seen; 1 is right. Null without breaks. */
  readonly calibration: number | null;
  /** The same figures of age times length, which anyone would try first. */
  readonly ageTimesLength: RankingFigures;
}

/**
 * Fits on breaks to {@link HORIZON_YEARS} years before the end of the record and scores the years after.
 * @returns null when the record is too short for that
 */
export function timeSplit(
  pipes: readonly PipeRecord[],
  breaks: readonly BreakRecord[],
  until: number,
  prior: PriorModel | null,
): TimeSplit | null {
  const known = Math.floor(until) - HORIZON_YEARS;
  const earliest = breaks.reduce((first, { time }) => Math.min(first, time), Infinity);
  if (!Number.isFinite(earliest) || known - Math.floor(earliest) < HORIZON_YEARS + 1) return null;
  const standing = pipes.map(({ installed }) => installed === null || installed < known);
  const history = new BreakHistory(pipes, breaks, known);
  if (known - history.from < HORIZON_YEARS) return null;
  const states = statesOf(fitPipeModel(history, prior), history);
  const seen = new Float64Array(pipes.length);
  for (const { pipe, time } of breaks)
    if (time >= known && time < known + HORIZON_YEARS) seen[pipe] = (seen[pipe] as number) + 1;
  const chosen = pipes.flatMap((_, index) => (standing[index] ? [index] : []));
  const expected = chosen.map((index) => states[index]?.expected ?? 0);
  const lengthM = chosen.map((index) => history.prepared[index]?.lengthM ?? 0);
  const broken = chosen.map((index) => seen[index] as number);
  const plain = chosen.map(
    (index, place) => (known - (history.prepared[index]?.laid ?? known)) * (lengthM[place] as number),
  );
  const figures = scoreRanking(inspectionScores(expected, lengthM), broken, lengthM);
  return {
    ...figures,
    known,
    until: known + HORIZON_YEARS,
    calibration: figures.breaks > 0 ? expected.reduce((sum, value) => sum + value, 0) / figures.breaks : null,
    ageTimesLength: scoreRanking(plain, broken, lengthM),
  };
}
