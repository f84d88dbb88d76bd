import { type SeriesCause, type SeriesDetector, type SeriesKind, type SeriesOptions } from '../series';
import { SeriesStateError, seriesKinds } from '../series';
import { seriesDetector } from '../series/create-series-detector';
import { Repetition } from './repetition';

/** How the course of one sensor is judged. Another object means other settings. */
export interface CourseConfig {
  readonly kind: SeriesKind;
  readonly options: SeriesOptions;
  /** From the sensor's canonical unit to that of the detector: m³ to litres for meters, else 1. */
  readonly factor: number;
  /** Readings older than this on arrival are history, ms. */
  readonly lateLimitMs: number;
}

/** What a reading changed: conditions that ended and began, in this order; most change nothing. */
export interface CourseStep {
  readonly active: boolean;
  /** True: to be recorded, not to be announced. */
  readonly historical: boolean;
}

/** Readings that come faster than this are judged by their means (counters: their last value) over such spans, ms. */
const SPAN_MS = 60_000;
/** A pace below half a span counts as fast. */
const FAST_MS = SPAN_MS / 2;
/** Step of the running median of the time between readings. */
const PACE_STEP = 1.1;

const VERSION = 3;
/** Nothing is announced of a sensor before it has been watched for so long, ms: until then everything is new. */
const LEARN_MS = 2 * 86_400_000;
/** Positions in the memory; that of the watch for repetition follows, then the detector's own. */
const AT = { version: 0, kind: 1, newest: 2, pace: 3, span: 4, sum: 5, count: 6, told: 7, first: 8 } as const;
const OWN_CELLS = 9;
const CELLS = OWN_CELLS + Repetition.CELLS;
const TOLD = 1;
const LIVE = 2;
const NOTHING: readonly CourseStep[] = [];

/**
 * Watches whether a sensor follows its usual course, with the detector of its kind. Feeds the detector at a pace that
 * it is made for, and tells when an event begins and ends. Deterministic; its memory can be moved.
 */
export class Course {
  private readonly own: Float64Array;
  private readonly repetition: Repetition;
  readonly detector: SeriesDetector;

  private constructor(
    readonly config: CourseConfig,
    saved: Float64Array | null,
  ) {
    const factory = seriesDetector(config.kind);
    const code = seriesKinds.indexOf(config.kind);
    if (saved === null) {
      this.own = new Float64Array(CELLS);
      this.own.set([VERSION, code, Number.NaN, Number.NaN, Number.NaN]);
      this.repetition = new Repetition(this.own.subarray(OWN_CELLS), config.kind);
      this.detector = factory.create(config.options);
      return;
    }
    if (saved[AT.version] !== VERSION || saved[AT.kind] !== code) throw new SeriesStateError('it is of another kind');
    this.own = saved.slice(0, CELLS);
    this.repetition = new Repetition(this.own.subarray(OWN_CELLS), config.kind);
    this.detector = factory.restore(saved.slice(CELLS), config.options);
  }

  /** A course that knows nothing yet. */
  static create(config: CourseConfig): Course {
    return new Course(config, null);
  }

  /** Goes on from a saved memory; one of another version or kind is given up, and the course is learned anew. */
  static restore(config: CourseConfig, memory: Float64Array): Course {
    try {
      return new Course(config, memory);
    } catch (error) {
      if (error instanceof SeriesStateError) return Course.create(config);
      throw error;
    }
  }

  /**
   * What a memory has announced that has not ended, for a course that is judged no more.
   * @returns the memory with nothing announced, and what ended; null when nothing was
   */
  static ended(memory: Float64Array): { memory: Float64Array; step: CourseStep } | null {
    const told = memory[AT.told] ?? 0;
    if (memory[AT.version] !== VERSION || told === 0) return null;
    const rest = memory.slice();
    rest[AT.told] = 0;
    return { memory: rest, step: { active: false, historical: (told & LIVE) === 0 } };
  }

  /** What made the course unusual: what the detector says, unless readings are repeated. */
  get cause(): SeriesCause {
    return this.repetition.active ? 'shape' : this.detector.cause;
  }

  /** Estimated start of what is going on, Unix ms; NaN where unknown. */
  get since(): number {
    return this.repetition.active ? this.repetition.since : this.detector.since;
  }

  /** Whether an alarm of this course stands that was announced. */
  get isLive(): boolean {
    return ((this.own[AT.told] as number) & LIVE) !== 0;
  }

  /** Takes an alarm for announced, as the alarms say, where the memory of it is lost. */
  seed(): void {
    this.own[AT.told] = TOLD | LIVE;
  }

  /**
   * Judges a reading; one that is not newer than the last changes nothing.
   * @param value - canonical unit of the sensor
   * @param receivedAt - when it came, Unix ms
   */
  push(time: number, value: number, receivedAt: number): readonly CourseStep[] {
    const { own, config } = this;
    const newest = own[AT.newest] as number;
    if (time <= newest) return NOTHING;
    own[AT.newest] = time;
    if (own[AT.first] === 0) own[AT.first] = time;
    if (newest > 0) this.learnPace(time - newest);
    const scaled = value * config.factor;
    if (!this.feed(time, scaled)) return NOTHING;
    if (own[AT.told] === 0 && time - (own[AT.first] as number) < LEARN_MS) return NOTHING;
    return this.tell(receivedAt - time > config.lateLimitMs);
  }

  /** Ends what was announced: the sensor is judged no more. */
  end(): readonly CourseStep[] {
    const { own } = this;
    const told = own[AT.told] as number;
    own[AT.told] = 0;
    return told === 0 ? NOTHING : [{ active: false, historical: (told & LIVE) === 0 }];
  }

  /** The whole memory. */
  save(): Float64Array {
    const inner = this.detector.save();
    const memory = new Float64Array(CELLS + inner.length);
    memory.set(this.own);
    memory.set(inner, CELLS);
    return memory;
  }

  private learnPace(gapMs: number): void {
    const { own } = this;
    const pace = own[AT.pace] as number;
    if (Number.isNaN(pace)) own[AT.pace] = gapMs;
    else own[AT.pace] = gapMs > pace ? Math.min(gapMs, pace * PACE_STEP) : Math.max(gapMs, pace / PACE_STEP);
  }

  /** Hands the reading, or the span that it ends, to the detector. @returns false when the detector saw nothing */
  private feed(time: number, value: number): boolean {
    const { own } = this;
    const span = Math.floor(time / SPAN_MS);
    const before = own[AT.span] as number;
    let pushed = false;
    if (before < span && (own[AT.count] as number) > 0) {
      this.judge((before + 1) * SPAN_MS - 1, this.ofSpan());
      own[AT.count] = 0;
      own[AT.sum] = 0;
      pushed = true;
    }
    own[AT.span] = span;
    if ((own[AT.pace] as number) < FAST_MS) {
      own[AT.sum] = this.config.kind === 'meter' ? value : (own[AT.sum] as number) + value;
      own[AT.count] = (own[AT.count] as number) + 1;
      return pushed;
    }
    this.judge(time, value);
    return true;
  }

  private judge(time: number, value: number): void {
    this.detector.push(time, value);
    this.repetition.push(time, value);
  }

  private ofSpan(): number {
    const { own } = this;
    const sum = own[AT.sum] as number;
    return this.config.kind === 'meter' ? sum : sum / (own[AT.count] as number);
  }

  private tell(historical: boolean): readonly CourseStep[] {
    const { own } = this;
    const told = own[AT.told] as number;
    if (!this.detector.active && !this.repetition.active) {
      return told === 0 ? NOTHING : this.end();
    }
    if (told === 0) {
      own[AT.told] = historical ? TOLD : TOLD | LIVE;
      return [{ active: true, historical }];
    }
    if (historical || (told & LIVE) !== 0) return NOTHING;
    own[AT.told] = TOLD | LIVE;
    return [
      { active: false, historical: true },
      { active: true, historical: false },
    ];
  }
}
