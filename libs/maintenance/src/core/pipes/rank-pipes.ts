import { BreakHistory } from './break-history';
import { builtInModel } from './built-in-model';
import { inspectionScores } from './inspection-order';
import type { BreakRecord, PipeRecord } from './pipe';
import { type PriorModel, HORIZON_YEARS, canFit, fitPipeModel, priorAsModel, statesOf } from './pipe-model';

/** How pipes are ranked. */
export interface RankSettings {
  /** Decimal year from which on breaks are to be predicted; later ones are not looked at. */
  readonly from: number;
  /** Years ahead. */
  readonly years?: number;
  /** What the fit starts from; default: the model of the product. */
  readonly prior?: PriorModel;
}

/**
 * Ranks pipes by their breaks to come, as the renewal list does.
 * @returns one score a pipe, higher for likelier; see {@link inspectionScores}
 */
export function rankPipes(
  pipes: readonly PipeRecord[],
  breaks: readonly BreakRecord[],
  { from, years = HORIZON_YEARS, prior = builtInModel }: RankSettings,
): Float64Array {
  const history = new BreakHistory(pipes, breaks, from);
  const model = canFit(history) ? fitPipeModel(history, prior) : priorAsModel(prior, history);
  return inspectionScores(
    statesOf(model, history).map(({ expected }) => (expected * years) / HORIZON_YEARS),
    history.prepared.map(({ lengthM }) => lengthM),
  );
}
