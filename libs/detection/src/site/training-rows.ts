import type { SiteTable } from './site-model';
import { reportingStep, roundTo } from './statistics';

/** Training tables laid one after the other, row-major. */
export interface TrainingRows {
  readonly names: readonly string[];
  readonly rows: number;
  readonly timesMs: Float64Array;
  /** rows x signals; NaN where missing. */
  readonly values: Float64Array;
  /** 1 where the row follows the one before it by about one step. */
  readonly follows: Uint8Array;
  readonly stepMs: number;
  /** Reporting step of each signal, unit of the signal; 0: finer than can be told. */
  readonly resolution: Float64Array;
}

/** The tables cannot be learned from; the message says why, in words for people. */
export class SiteTrainingError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'SiteTrainingError';
  }
}

/**
 * Joins training tables and rounds every signal to the coarsest step in which any table (or the caller) says it is
 * reported: relations learned from finer digits than the live readings carry would be trusted far too much.
 */
export function trainingRows(
  tables: readonly SiteTable[],
  stepMs?: number,
  resolution?: ArrayLike<number>,
): TrainingRows {
  const first = tables[0];
  if (first === undefined) throw new SiteTrainingError('there is no training table');
  const signals = first.names.length;
  const rows = tables.reduce((sum, table) => sum + table.timesMs.length, 0);
  if (rows < 50) throw new SiteTrainingError(`${rows} rows of training are too few: at least 50 are needed`);
  for (const table of tables) {
    if (table.names.join('\n') !== first.names.join('\n'))
      throw new SiteTrainingError('the training tables have different columns');
  }
  const step = stepMs ?? medianStep(first.timesMs);
  const steps = Float64Array.from({ length: signals }, (_, signal) =>
    Math.max(resolution?.[signal] ?? 0, ...tables.map((table) => reportingStep(table.columns[signal] ?? []))),
  );
  const timesMs = new Float64Array(rows);
  const values = new Float64Array(rows * signals);
  const follows = new Uint8Array(rows);
  let at = 0;
  for (const table of tables) {
    for (let i = 0; i < table.timesMs.length; i += 1, at += 1) {
      const time = table.timesMs[i] ?? 0;
      timesMs[at] = time;
      follows[at] = i > 0 && isNext(table.timesMs[i - 1] ?? 0, time, step) ? 1 : 0;
      for (let signal = 0; signal < signals; signal += 1) {
        values[at * signals + signal] = roundTo(table.columns[signal]?.[i] ?? Number.NaN, steps[signal] ?? 0);
      }
    }
  }
  return { names: first.names, rows, timesMs, values, follows, stepMs: step, resolution: steps };
}

/** Whether a row comes about one step after the other: a single missing row is a gap, jitter is none. */
export function isNext(beforeMs: number, timeMs: number, stepMs: number): boolean {
  const passed = timeMs - beforeMs;
  return passed > 0 && passed < 3.5 * stepMs;
}

function medianStep(timesMs: Float64Array): number {
  const passed = timesMs.slice(1).map((time, i) => time - (timesMs[i] ?? 0));
  const sorted = passed.filter((value) => value > 0).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
