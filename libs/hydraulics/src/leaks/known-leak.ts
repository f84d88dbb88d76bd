import type { LeakLocation } from './leak-localiser';

/** A leak that was announced and is thought to run on. */
export interface KnownLeak {
  location: LeakLocation;
  /** Place among the candidate pipes. */
  pipe: number;
  /** Block in which it was announced, and its estimated start. */
  readonly foundBlock: number;
  readonly startBlock: number;
  /** Size when it was placed, and the baseline as it was before that: with growth it is placed anew. */
  locatedM3h: number;
  readonly offsetBefore: Float64Array;
  /** Size a while ago, and the block of it: what has not changed lately is held fast. */
  formerM3h: number;
  formerBlock: number;
  /** Whether it may grow or shrink fast. */
  loose: boolean;
  sizeM3h: number;
  /** Size when the baseline last took up what the leak's uncertain place leaves. */
  settledM3h: number;
}

/** Something is leaking; where is not yet clear. */
export interface PendingLeak {
  /** First block of it. */
  startBlock: number;
  readonly foundBlock: number;
}

/** A leak that the watch announces. */
export interface LeakAlarm {
  /** When it was known: end of the block, same clock as the table, Unix ms. */
  readonly timeMs: number;
  readonly pipeId: string;
  /** Estimated start, Unix ms. */
  readonly startMs: number;
  readonly location: LeakLocation;
  /** The pipe of an earlier alarm that this one corrects; null for a new leak. */
  readonly corrects: string | null;
  /** How clear it is, in standard deviations. */
  readonly sigmas: number;
}
