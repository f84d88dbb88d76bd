import {
  compileConfig,
  type ConditionChange,
  CourseShard,
  courseSettings,
  DetectionShard,
  judgeSilence,
  type ReadingBatch,
  type SensorProfile,
} from '@app/detection';
import type { World } from './operate';

/** An alarm as it was raised. */
export interface RaisedAlarm {
  /** Code of the sensor. */
  readonly sensor: string;
  readonly kind: ConditionChange['kind'];
  /** Limit, or for `anomaly` the cause. */
  readonly name: string;
  /** Unix ms. */
  readonly timeMs: number;
}

const TENANT = 1;
const MINUTE_MS = 60_000;

/** Gives a municipality's readings, moment by moment as they arrive, to all that judges readings in live operation. */
export function watch({ plan, times, sensors }: World): RaisedAlarm[] {
  const known = sensors.map(({ profile }) => {
    const config = compileConfig(profile);
    return { config, course: courseSettings(profile, plan.timeZone, config.lateLimitMs) };
  });
  const shard = DetectionShard.create(() => true);
  const courses = new CourseShard(() => true);
  const configs = { version: 1, get: (_: number, id: number) => known[id]?.config };
  const settings = { version: 1, courseOf: (_: number, id: number) => known[id]?.course };
  const alarms: RaisedAlarm[] = [];
  const raise = (id: number, kind: RaisedAlarm['kind'], name: string, timeMs: number): void => {
    alarms.push({ sensor: sensors[id]?.plan.code ?? '', kind, name, timeMs });
  };
  const silences = sensors.map(({ profile }, id) => new SilenceWatch(profile, known[id]?.config.lateLimitMs ?? 0));
  for (let step = 0; step < times.length; step++) {
    const timeMs = times[step] as number;
    const present = sensors.flatMap(({ values }, id) => (Number.isNaN(values[step]) ? [] : [id]));
    for (const [id, silence] of silences.entries()) {
      const since = silence.until(timeMs);
      if (since !== null) raise(id, 'silence', 'silence', since);
    }
    for (const id of present) silences[id]?.reading(timeMs);
    const batch = batchOf(timeMs, present, (id) => sensors[id]?.values[step] as number);
    for (const change of shard.process(batch, configs))
      if (change.active && !change.historical) raise(change.sensorId, change.kind, change.limitName, change.time);
    for (const change of courses.process(batch, settings))
      if (change.active && !change.historical) raise(change.sensorId, change.kind, change.cause, change.time);
  }
  return alarms;
}

function batchOf(timeMs: number, ids: readonly number[], valueOf: (id: number) => number): ReadingBatch {
  return {
    tenantIds: new Int32Array(ids.length).fill(TENANT),
    sensorIds: Int32Array.from(ids),
    times: new Float64Array(ids.length).fill(timeMs),
    values: Float64Array.from(ids, valueOf),
    qualities: new Int16Array(ids.length),
    receivedAt: timeMs,
  };
}

/** Silence of one sensor, looked at every minute. */
class SilenceWatch {
  private last: number | null = null;
  private lookedMs = 0;
  private silent = false;

  constructor(
    private readonly profile: SensorProfile,
    private readonly lateLimitMs: number,
  ) {}

  reading(timeMs: number): void {
    this.last = timeMs;
    this.lookedMs = timeMs;
    this.silent = false;
  }

  /** Looks each minute up to a moment. @returns when the sensor fell silent, if it did */
  until(nowMs: number): number | null {
    const { last, profile, lateLimitMs } = this;
    if (last === null || this.silent) return null;
    const { intervalS, settings } = profile;
    for (; this.lookedMs < nowMs; this.lookedMs += MINUTE_MS) {
      const seen = { lastReceivedAt: last, lastTime: last, watchingSince: 0, lateLimitMs, intervalS, settings };
      if (judgeSilence(seen, this.lookedMs) !== 'silent') continue;
      this.silent = true;
      return this.lookedMs;
    }
    return null;
  }
}
