import { FEATURES, type PreparedPipe, writeFeatures } from './pipe-features';
import type { BreakHistory } from './break-history';
import { type PastFactors, pastFactors } from './pipe-past';
import {
  type ColumnScale,
  type PoissonFit,
  type RegressionRows,
  fitPoissonRidge,
  predictorOf,
  scaleOf,
} from './poisson-ridge';

/** Years that one row of the regression looks ahead, and that predictions are fitted for. */
export const HORIZON_YEARS = 4;
/** Ridge on the first stage; rows overlap, so it weighs like a quarter of it. */
const RIDGE = 300;
const RIDGE_HISTORY = 1;
const MOST_ROWS = 250_000;
const HISTORY_COLUMNS = 5;

/** A fitted model of pipe breaks. */
export interface PipeModel {
  /** What the register tells: counts in {@link HORIZON_YEARS} years. */
  readonly register: PoissonFit;
  /** Intercept, predictor of the first stage, logarithms of the factors of the pipe itself, its street and those laid with it. */
  readonly history: PoissonFit;
  /** Decimal year to which breaks were known. */
  readonly until: number;
  /** Year from which on breaks were recorded. */
  readonly recordsFrom: number;
  readonly pipes: number;
  readonly breaks: number;
}

/** Coefficients that another fit starts from and is drawn to. */
export interface PriorModel {
  readonly register: ColumnScale & { readonly beta: Float64Array };
  readonly history: ColumnScale & { readonly beta: Float64Array };
}

/**
 * Fits break counts in two stages. The first is a Poisson regression on what the register tells, over windows of {@link HORIZON_YEARS}
 * years that begin in each year of the record, so that left truncation (breaks before the record are unknown) and pipes laid
 * during it are taken as they are. The second adds what the past tells of the pipe, its street and the pipes laid with it; see
 * {@link pastFactors}.
 *
 * @param prior - coefficients it is drawn to; null: stands alone
 * @throws {Error} when the record is shorter than one window
 * @see Cameron and Trivedi (2013), Regression Analysis of Count Data, 2nd ed., chapter 9 (Poisson-gamma)
 * @see Le Gat (2014), Extending the Yule process to model recurrent pipe failures in water supply networks, Urban Water 11(8)
 */
export function fitPipeModel(history: BreakHistory, prior: PriorModel | null): PipeModel {
  const starts = windowStarts(history, prior === null);
  const windows = starts.flatMap((start) => rowsAt(history, start));
  const register = registerRows(history, windows);
  const registerFit = fitPoissonRidge(
    register,
    prior?.register ?? scaleOf(register),
    ridge(FEATURES, RIDGE, prior === null),
    prior?.register.beta ?? null,
  );
  const expected = expectedByYear(history, registerFit);
  const rows = historyRows(history, windows, registerFit, expected);
  const historyFit = fitPoissonRidge(
    rows,
    prior?.history ?? scaleOf(rows),
    ridge(HISTORY_COLUMNS, prior === null ? RIDGE_HISTORY : RIDGE, prior === null),
    prior?.history.beta ?? null,
  );
  return {
    register: registerFit,
    history: historyFit,
    until: history.until,
    recordsFrom: history.from,
    pipes: history.pipes.length,
    breaks: history.breaks.length,
  };
}

/** What a model says of one pipe. */
export interface PipeState {
  /** Raw columns of the first stage. */
  readonly features: Float64Array;
  /** Raw columns of the second stage. */
  readonly columns: Float64Array;
  /** Breaks expected in {@link HORIZON_YEARS} years from the end of the record. */
  readonly expected: number;
  /** Breaks that its like would have had while it was watched. */
  readonly usual: number;
  /** Breaks it had, older ones counting less. */
  readonly weighted: number;
}

/** States of all pipes at the end of the history. */
export function statesOf(model: Pick<PipeModel, 'register' | 'history'>, history: BreakHistory): PipeState[] {
  const past = pastFactors(history, expectedByYear(history, model.register), history.until);
  return history.prepared.map((pipe, index) => {
    const features = new Float64Array(FEATURES);
    writeFeatures(pipe, history.until, features, 0);
    const columns = Float64Array.from(historyColumns(predictorOf(model.register, features), past, index));
    const count = Math.exp(predictorOf(model.history, columns));
    return {
      features,
      columns,
      expected: count,
      usual: past.usual[index] as number,
      weighted: past.weighted[index] as number,
    };
  });
}

interface Row {
  readonly pipe: number;
  readonly start: number;
}

/** Years at which windows begin; fewer of them where there are very many pipes. */
function windowStarts({ from, until, pipes }: BreakHistory, alone: boolean): number[] {
  const last = Math.floor(until) - HORIZON_YEARS;
  // A pipe's own past needs some years to be told.
  const first = from + (alone ? HORIZON_YEARS : Math.min(HORIZON_YEARS, Math.max(0, last - from)));
  if (last < from) throw new Error(`Breaks are recorded for less than ${HORIZON_YEARS} years`);
  const count = Math.max(1, last - first + 1);
  const step = Math.max(1, Math.ceil((count * pipes.length) / MOST_ROWS));
  const starts: number[] = [];
  for (let start = last; start >= Math.min(first, last); start -= step) starts.push(start);
  return starts;
}

function rowsAt({ pipes }: BreakHistory, start: number): Row[] {
  const rows: Row[] = [];
  pipes.forEach(({ installed }, pipe) => {
    if (installed === null || installed < start) rows.push({ pipe, start });
  });
  return rows;
}

function countsOf(history: BreakHistory, rows: readonly Row[]): Float64Array {
  return Float64Array.from(rows, ({ pipe, start }) => history.between(pipe, start, start + HORIZON_YEARS));
}

function registerRows(history: BreakHistory, rows: readonly Row[]): RegressionRows {
  const x = new Float64Array(rows.length * FEATURES);
  rows.forEach(({ pipe, start }, index) =>
    writeFeatures(history.prepared[pipe] as PreparedPipe, start, x, index * FEATURES),
  );
  return { x, width: FEATURES, y: countsOf(history, rows) };
}

function historyRows(
  history: BreakHistory,
  rows: readonly Row[],
  register: PoissonFit,
  expected: Float64Array,
): RegressionRows {
  const x = new Float64Array(rows.length * HISTORY_COLUMNS);
  const features = new Float64Array(FEATURES);
  const pasts = new Map<number, PastFactors>();
  rows.forEach(({ pipe, start }, index) => {
    const past = pasts.get(start) ?? pastFactors(history, expected, start);
    pasts.set(start, past);
    writeFeatures(history.prepared[pipe] as PreparedPipe, start, features, 0);
    x.set(historyColumns(predictorOf(register, features), past, pipe), index * HISTORY_COLUMNS);
  });
  return { x, width: HISTORY_COLUMNS, y: countsOf(history, rows) };
}

/** Columns of the second stage; the first is the intercept. */
function historyColumns(predictor: number, { own, street, works }: PastFactors, pipe: number): number[] {
  return [1, predictor, own[pipe] as number, street[pipe] as number, works[pipe] as number];
}

/** Breaks expected of each pipe in each year of the record, for the part of the year that it lay there; row-major. */
function expectedByYear(history: BreakHistory, register: PriorModel['register']): Float64Array {
  const { prepared, years, from } = history;
  const result = new Float64Array(prepared.length * years);
  const features = new Float64Array(FEATURES);
  prepared.forEach((pipe, index) => {
    for (let year = 0; year < years; year += 1) {
      const share = Math.min(1, Math.max(0, from + year + 1 - pipe.laid));
      if (share === 0) continue;
      // The window that has this year in its middle.
      writeFeatures(pipe, from + year + 0.5 - HORIZON_YEARS / 2, features, 0);
      result[index * years + year] = (share * Math.exp(predictorOf(register, features))) / HORIZON_YEARS;
    }
  });
  return result;
}

/**
 * A prior as a model, where there is nothing to fit: its coefficients stand, as uncertain as a fit would let them be.
 */
export function priorAsModel(prior: PriorModel, history: BreakHistory): PipeModel {
  const held = (columns: PriorModel['register'], weight: number): PoissonFit => {
    const width = columns.beta.length;
    const penalty = ridge(width, weight, false);
    const covariance = new Float64Array(width * width);
    for (let j = 0; j < width; j += 1) covariance[j * width + j] = 1 / (penalty[j] as number);
    return { ...columns, covariance };
  };
  return {
    register: held(prior.register, RIDGE),
    history: held(prior.history, RIDGE),
    until: history.until,
    recordsFrom: history.from,
    pipes: history.pipes.length,
    breaks: history.breaks.length,
  };
}

/** Years of record that a fit needs. */
export function canFit({ from, until }: BreakHistory): boolean {
  return Math.floor(until) - HORIZON_YEARS >= from;
}

/** Without a prior the intercept is free; with one it is drawn to the prior's by a weight of a few breaks. */
function ridge(width: number, weight: number, alone: boolean): Float64Array {
  const penalty = new Float64Array(width).fill(weight);
  penalty[0] = alone ? 1e-6 : INTERCEPT_BREAKS;
  return penalty;
}

/** Breaks for which a municipality's own level counts as much as that of the prior. */
const INTERCEPT_BREAKS = 20;
