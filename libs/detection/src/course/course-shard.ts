import type { ConditionChange, ConditionPriority, QualityTest, ReadingBatch } from '../core';
import type { SeriesCause } from '../series';
import { Course, type CourseConfig, type CourseStep } from './course';

/** What a course is judged by, and what its alarms are worth. */
export interface CourseSettings extends CourseConfig {
  readonly priority: ConditionPriority;
}

/** Where the shard finds the settings of its sensors. */
export interface CourseSource {
  /** Rises whenever a setting changes. */
  readonly version: number;
  /** undefined: the sensor does not exist, is out of service, or its course is not to be judged. */
  courseOf(tenantId: number, sensorId: number): CourseSettings | undefined;
}

/** A change with what was seen and what was expected. */
export interface CourseChange extends ConditionChange {
  readonly kind: 'anomaly';
  readonly cause: SeriesCause;
  /** Expected band, canonical unit; NaN where none is known. */
  readonly lower: number;
  readonly upper: number;
  /** Estimated start, Unix ms; NaN where unknown. */
  readonly since: number;
}

/** An alarm that ends without a reading. */
export interface CourseEnd extends Omit<ConditionChange, 'value'> {
  readonly kind: 'anomaly';
  readonly value: null;
}

/** The memory of a sensor's course, to be stored. */
export interface CourseMemory {
  readonly tenantId: number;
  readonly sensorId: number;
  readonly memory: Float64Array;
}

interface Watched {
  tenantId: number;
  course: Course | null;
  /** Memory that has not been needed yet. */
  stored: Float64Array | null;
  settings: CourseSettings | undefined;
  version: number;
  seeded: boolean;
  /** Its memory has changed since it was last taken. */
  unsaved: boolean;
}

/** The courses of a shard's sensors. */
export class CourseShard {
  private readonly watched = new Map<number, Watched>();
  private readonly changed = new Set<number>();
  private settledVersion = Number.NaN;

  constructor(private readonly trusted: QualityTest) {}

  /** Takes up what was stored of a sensor. */
  put({ tenantId, sensorId, memory }: CourseMemory): void {
    this.entry(tenantId, sensorId).stored = memory;
  }

  /** Takes an alarm for announced where the memory of it is lost. */
  seed(tenantId: number, sensorId: number): void {
    this.entry(tenantId, sensorId).seeded = true;
  }

  /** Judges a batch, reading by reading in its order. @returns changes in that order */
  process(batch: ReadingBatch, source: CourseSource): CourseChange[] {
    const changes: CourseChange[] = [];
    const { tenantIds, sensorIds, times, values, qualities, receivedAt } = batch;
    const { version } = source;
    for (let i = 0; i < times.length; i++) {
      const value = values[i] as number;
      if (!Number.isFinite(value) || !this.trusted(qualities[i] as number)) continue;
      const sensorId = sensorIds[i] as number;
      const entry = this.entry(tenantIds[i] as number, sensorId);
      if (entry.version !== version) this.configure(entry, sensorId, source, changes, times[i] as number, value);
      const { course } = entry;
      if (course === null) continue;
      const time = times[i] as number;
      const steps = course.push(time, value, receivedAt);
      if (!entry.unsaved) this.mark(entry, sensorId);
      if (steps.length > 0) for (const step of steps) changes.push(changeOf(entry, sensorId, step, time, value));
    }
    return changes;
  }

  /**
   * Ends the alarms of sensors whose course is judged no more: such a sensor may never send a reading again that would
   * tell. Costs nothing while settings stay as they are.
   * @param now - Unix ms
   */
  settle(source: CourseSource, now: number): CourseEnd[] {
    if (source.version === this.settledVersion) return [];
    this.settledVersion = source.version;
    const ends: CourseEnd[] = [];
    for (const [sensorId, entry] of this.watched) {
      if (source.courseOf(entry.tenantId, sensorId) !== undefined) continue;
      const memory = entry.course?.save() ?? entry.stored;
      const ended = memory === null ? null : Course.ended(memory);
      const step = ended?.step ?? (entry.seeded ? { active: false, historical: false } : null);
      if (step !== null) ends.push(endOf(entry.tenantId, sensorId, step, now));
      if (ended !== null) this.mark(entry, sensorId);
      Object.assign(entry, { course: null, stored: ended?.memory ?? memory, seeded: false, settings: undefined });
      entry.version = source.version;
    }
    return ends;
  }

  /** Number of sensors whose memory has changed since it was last taken. */
  get unsaved(): number {
    return this.changed.size;
  }

  /** Tenants of the sensors that {@link memories} would give. */
  tenants(): Set<number> {
    return new Set([...this.changed].map((sensorId) => (this.watched.get(sensorId) as Watched).tenantId));
  }

  /** What has to be stored; call {@link saved} once it is. */
  memories(): CourseMemory[] {
    const found: CourseMemory[] = [];
    for (const sensorId of this.changed) {
      const { tenantId, course, stored } = this.watched.get(sensorId) as Watched;
      const memory = course?.save() ?? stored;
      if (memory !== null) found.push({ tenantId, sensorId, memory });
    }
    return found;
  }

  /** All that {@link memories} gave is stored, and nothing was judged since. */
  saved(): void {
    for (const sensorId of this.changed) (this.watched.get(sensorId) as Watched).unsaved = false;
    this.changed.clear();
  }

  private mark(entry: Watched, sensorId: number): void {
    entry.unsaved = true;
    this.changed.add(sensorId);
  }

  private entry(tenantId: number, sensorId: number): Watched {
    let entry = this.watched.get(sensorId);
    if (entry === undefined) {
      entry = {
        tenantId,
        course: null,
        stored: null,
        settings: undefined,
        version: -1,
        seeded: false,
        unsaved: false,
      };
      this.watched.set(sensorId, entry);
    }
    return entry;
  }

  /** Looks up the settings; where they have changed, the course goes on from its memory under the new ones. */
  private configure(
    entry: Watched,
    sensorId: number,
    source: CourseSource,
    changes: CourseChange[],
    time: number,
    value: number,
  ): void {
    entry.version = source.version;
    const settings = source.courseOf(entry.tenantId, sensorId);
    if (settings !== undefined && settings === entry.settings) return;
    const memory = entry.course?.save() ?? entry.stored;
    if (settings === undefined) {
      if (entry.course !== null) {
        for (const step of entry.course.end()) changes.push(changeOf(entry, sensorId, step, time, value));
        this.mark(entry, sensorId);
      }
      entry.stored = entry.course?.save() ?? entry.stored;
      entry.course = null;
    } else {
      entry.course = memory === null ? Course.create(settings) : Course.restore(settings, memory);
      if (entry.seeded) entry.course.seed();
      entry.stored = null;
      entry.seeded = false;
    }
    entry.settings = settings;
  }
}

function changeOf(entry: Watched, sensorId: number, step: CourseStep, time: number, value: number): CourseChange {
  const { course, settings, tenantId } = entry as Watched & { course: Course };
  const { detector, config } = course;
  const lower = detector.lower / config.factor;
  const upper = detector.upper / config.factor;
  const limit = value > upper ? upper : lower;
  return {
    tenantId,
    sensorId,
    kind: 'anomaly',
    limitName: 'anomaly',
    active: step.active,
    time,
    value,
    limit: Number.isFinite(limit) ? limit : null,
    priority: settings?.priority ?? 'medium',
    historical: step.historical,
    cause: course.cause,
    lower,
    upper,
    since: course.since,
  };
}

function endOf(tenantId: number, sensorId: number, { historical }: CourseStep, time: number): CourseEnd {
  return {
    tenantId,
    sensorId,
    kind: 'anomaly',
    limitName: 'anomaly',
    active: false,
    time,
    value: null,
    limit: null,
    priority: 'medium',
    historical,
  };
}
