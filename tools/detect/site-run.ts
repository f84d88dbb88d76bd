import {
  fitSiteModel,
  reportingStep,
  SiteScorer,
  SiteTrainingError,
  type SiteModel,
  type SiteTable,
} from '@app/detection';
import { rowsOf, withColumns } from './site-file';

/** Rows from which the reporting steps of the live readings are told. */
const STEP_ROWS = 50;
/** Without training tables, this share of the tested one is learned from. */
const OWN_SHARE = 1 / 3;

/** Verdicts on the rows of a table. */
export interface SiteRun {
  readonly model: SiteModel;
  /** In [0, 1]; 0.5 or more is an alarm. */
  readonly scores: Float64Array;
}

/**
 * Learns a site from training tables and judges another table row by row.
 * Columns that are not in both the first training table and the test are left out.
 * @param training - empty: the beginning of the judged table is learned from
 * @throws SiteTrainingError when there is too little to learn from
 */
export function runSite(training: readonly SiteTable[], test: SiteTable): SiteRun {
  const own = rowsOf(test, 0, Math.max(STEP_ROWS, Math.floor(test.timesMs.length * OWN_SHARE)));
  const first = training[0] ?? own;
  const names = first.names.filter((name) => test.names.includes(name));
  if (names.length === 0) throw new SiteTrainingError('training and test have no column in common');
  const tables = (training.length > 0 ? training : [own]).map((table) => withColumns(table, names));
  const judged = withColumns(test, names);
  const resolution = judged.columns.map((column) => reportingStep(column.subarray(0, STEP_ROWS)));
  const model = fitSiteModel(tables, { resolution });
  const scorer = new SiteScorer(model);
  const row = new Float64Array(names.length);
  const scores = Float64Array.from(judged.timesMs, (timeMs, at) => {
    for (let signal = 0; signal < row.length; signal += 1) row[signal] = judged.columns[signal]?.[at] ?? Number.NaN;
    return scorer.push(timeMs, row);
  });
  return { model, scores };
}
