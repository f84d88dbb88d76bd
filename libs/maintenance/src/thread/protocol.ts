import type { BreakRecord, PipeAssessment, PipeRecord, PriorModel, TimeSplit } from '../core';

/** Pipes of a municipality, or of the nation, to be judged in a thread. */
export interface PipeTask {
  readonly pipes: readonly PipeRecord[];
  readonly breaks: readonly BreakRecord[];
  /** Decimal year to which breaks are known. */
  readonly until: number;
  readonly prior: PriorModel;
  /** Adjust the prior to these breaks, and try that on years it has not seen. */
  readonly fit: boolean;
  /** Judge the pipes; else only the coefficients are wanted. */
  readonly assess: boolean;
}

/** What the thread answers. */
export interface PipeAnswer {
  /** In the order of the pipes; empty when they were not to be judged. */
  readonly assessments: PipeAssessment[];
  readonly model: PriorModel;
  /** False: the record is too short, the prior stands. */
  readonly fitted: boolean;
  readonly recordsFrom: number;
  /** Breaks that are the pipes' own and within the record. */
  readonly breaks: number;
  readonly validation: TimeSplit | null;
}
