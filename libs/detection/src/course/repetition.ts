import { RepeatWatch, type SeriesKind } from '../series';

/** Kinds whose detector does not look for repetition itself. Counters are left out: they never go back. */
const watchedKinds: ReadonlySet<SeriesKind> = new Set(['flow', 'quality', 'any']);
const DAY_MS = 86_400_000;
/** What a series repeats by nature shows in the first days. */
const LEARN_MS = 3 * DAY_MS;
/** How far back repetition has begun when it is noticed, in intervals: two windows of twelve readings and what lies between. */
const NOTICED_AFTER = 24;
/** Positions in the memory; that of the watch follows. */
const AT = { first: 0, newest: 1, interval: 2, since: 3 } as const;
const OWN_CELLS = 4;
/** Weight of a new gap in the usual interval. */
const GAIN = 0.05;

/**
 * Notices a sensor that sends what it has sent before, reading by reading: a recording played back to hide what goes on,
 * or a logger that sends old memory as new. Lasts until new readings come.
 */
export class Repetition {
  static readonly CELLS = OWN_CELLS + RepeatWatch.CELLS;
  private readonly watch: RepeatWatch;
  private readonly watched: boolean;

  /** @param memory - {@link CELLS} numbers, 0 at first */
  constructor(
    private readonly memory: Float64Array,
    kind: SeriesKind,
  ) {
    this.watch = new RepeatWatch(memory.subarray(OWN_CELLS));
    this.watched = watchedKinds.has(kind);
  }

  get active(): boolean {
    return this.since > 0;
  }

  /** Estimated start, Unix ms; 0 while nothing is repeated. */
  get since(): number {
    return this.memory[AT.since] as number;
  }

  /** @param time - Unix ms, later than the one before */
  push(time: number, value: number): void {
    if (!this.watched) return;
    const { memory, watch } = this;
    const gap = time - (memory[AT.newest] as number);
    if (memory[AT.first] === 0) memory[AT.first] = time;
    else {
      const interval = memory[AT.interval] as number;
      memory[AT.interval] = interval === 0 ? gap : interval + GAIN * (Math.min(gap, 2 * interval) - interval);
    }
    memory[AT.newest] = time;
    const interval = memory[AT.interval] as number;
    const begins = watch.push(value, interval) && time - (memory[AT.first] as number) > LEARN_MS;
    if (begins) memory[AT.since] = time - NOTICED_AFTER * interval;
    else if (!watch.goesOn) memory[AT.since] = 0;
  }
}
