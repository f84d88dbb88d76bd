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
  /** Size at which it has stood still, m3/h; null until it has. Growth beyond that is news. */
  restM3h: number | null;
  /** Whether it may grow or shrink fast. */
  loose: boolean;
  sizeM3h: number;
  /** Size when the baseline last took up what the leak's uncertain place leaves. */
  settledM3h: number;
}

/** A leak as it is first known. @param offset - of the channels, as it is before the leak is taken up */
export function knownLeakOf(
  location: LeakLocation,
  pipe: number,
  startBlock: number,
  foundBlock: number,
  offset: Float64Array,
): KnownLeak {
  const sizeM3h = Math.max(0.1, location.sizeM3h);
  return {
    location,
    pipe,
    foundBlock,
    startBlock,
    sizeM3h,
    settledM3h: sizeM3h,
    locatedM3h: sizeM3h,
    offsetBefore: Float64Array.from(offset),
    formerM3h: sizeM3h,
    formerBlock: foundBlock,
    restM3h: null,
    loose: true,
  };
}

/** Share by which the size at which a leak stands still follows slow growth from look to look. */
const REST_SHARE = 0.25;

/** Looks at a leak again after some days: has it changed by a tenth, or does it stand still? */
export function judgeSteadiness(leak: KnownLeak, block: number): void {
  leak.loose = Math.abs(leak.sizeM3h - leak.formerM3h) > Math.max(0.2, 0.1 * leak.formerM3h);
  if (!leak.loose) {
    const before = leak.restM3h ?? leak.sizeM3h;
    leak.restM3h = leak.sizeM3h < before ? leak.sizeM3h : before + REST_SHARE * (leak.sizeM3h - before);
  }
  leak.formerM3h = leak.sizeM3h;
  leak.formerBlock = block;
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
  /** What told of it. A leak known by a zone's inflow alone is placed where the pressures point, however faintly. */
  readonly evidence: 'pressure' | 'inflow';
}
