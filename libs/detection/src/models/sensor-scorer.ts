import { LocalCalendar, type LocalMoment } from './calendar';
import { type SensorModel, type SensorView, sensorViews } from './sensor-model';
import { SLOTS_PER_DAY, WEEK_SLOTS, type WeeklyProfile } from './weekly-profile';

const HOUR_MS = 3_600_000;
/** Time constants of the slow level and of the mean that tells lasting deviations. */
const LEVEL_MS = 72 * HOUR_MS;
const SUSTAINED_MS = 2 * HOUR_MS;
/** After such a pause nothing of the last hours is told about now. */
const FORGET_MS = 6 * HOUR_MS;
const YEAR_MS = 365.2425 * 24 * HOUR_MS;
/** Deviations count for no more than this in means, standard deviations. */
const CLIP = 6;
const LEVEL_CLIP = 3;
/** Steps over which the last reading still says something about this one. */
const RECENT_STEPS = 3;

/** Strength at which the score is one half is 1; the power sets how steeply it rises around. */
const STEEPNESS = 4;

/**
 * Logistic function of the logarithm of a strength: 0.5 at 1, 0.06 at a half, 0.94 at two.
 * @param strength - deviation as a multiple of the largest usual one, >= 0
 */
export function scoreOf(strength: number): number {
  const power = strength ** STEEPNESS;
  return power === Infinity ? 1 : power / (1 + power);
}

/** Numbers in a saved memory before those of the neighbours. */
const MEMORY = 8;

/**
 * Scores the readings of a sensor one by one, in the order of their times; no reading is judged by a later one. The fields
 * hold the verdict on the last one. The memory is a handful of numbers.
 */
export class SensorScorer {
  /** In [0, 1], never NaN; 0.5 is an alarm. */
  score = 0;
  /** Expected by the view that decided, unit of the series. */
  expected = Number.NaN;
  /** Band within which a reading is usual for that view. */
  lower = Number.NaN;
  upper = Number.NaN;
  /** Position in `sensorViews` of the view that decided. */
  view = 0;
  /** Deviation of each view in standard deviations; NaN where it could not be used. */
  readonly deviations = new Float64Array(sensorViews.length);
  /** Expected by the profile alone, and standard deviation of this half-hour. */
  usual = Number.NaN;
  scale = Number.NaN;
  /** Parts of the expectation, unit of the series: time of the year, mean of the last days. */
  seasonPart = 0;
  levelPart = 0;
  /** What is usual for each neighbour at this time, and by how much it moves the expectation, unit of each. */
  readonly neighbourUsual: Float64Array;
  readonly neighbourParts: Float64Array;
  private readonly calendar: LocalCalendar;
  private last = Number.NaN;
  private level = 0;
  private previous = Number.NaN;
  private beforePrevious = Number.NaN;
  private sustained = 0;
  private sustainedApart = 0;
  private readonly neighbourLevels: Float64Array;
  private stepOf = Number.NaN;
  private levelGain = 0;
  private sustainedGain = 0;
  private hour = 0;

  constructor(readonly model: SensorModel) {
    this.calendar = new LocalCalendar(model.calendar);
    this.neighbourLevels = new Float64Array(model.neighbours.length);
    this.neighbourUsual = new Float64Array(model.neighbours.length).fill(Number.NaN);
    this.neighbourParts = new Float64Array(model.neighbours.length);
  }

  /**
   * Judges a reading, then takes it into the memory. Readings that are not newer than the last, or not finite, are left out.
   * @param neighbours - readings of the model's neighbours known at that time, in their order; null: none
   * @param at - where in each of `neighbours` this reading stands, when they are columns
   * @returns whether the reading was judged
   */
  push(timeMs: number, value: number, neighbours: readonly Float64Array[] | null = null, at = 0): boolean {
    const elapsed = timeMs - this.last;
    if (!Number.isFinite(value) || elapsed <= 0) return false;
    const { model } = this;
    this.hour = this.calendar.hourOfWeek(timeMs);
    const usual = interpolated(model.profile.level, this.hour);
    const scale = interpolated(model.profile.scale, this.hour);
    const season = model.season.length === 0 ? 0 : seasonAt(model.season, timeMs);
    const raw = (value - usual) / scale - season;
    const own = raw - model.levelShare * this.level;
    this.usual = usual;
    this.scale = scale;
    this.seasonPart = season * scale;
    this.levelPart = model.levelShare * this.level * scale;
    if (elapsed !== this.stepOf) this.setGains(elapsed);
    const gap = !(elapsed <= FORGET_MS);
    const clipped = clip(own, CLIP);
    this.sustained = gap ? 0 : this.sustained + this.sustainedGain * (clipped - this.sustained);
    const fresh = elapsed <= RECENT_STEPS * model.stepMs;
    const [first, second] = model.recent;
    const older = Number.isNaN(this.beforePrevious) ? this.previous : this.beforePrevious;
    const carried = fresh && !Number.isNaN(this.previous) ? first * this.previous + second * older : Number.NaN;
    const moved = this.movedBy(neighbours, at);
    const apart = own - moved;
    if (!Number.isNaN(apart)) {
      this.sustainedApart = gap
        ? 0
        : this.sustainedApart + this.sustainedGain * (clip(apart, CLIP) - this.sustainedApart);
    }
    const { deviations } = this;
    deviations[0] = own;
    deviations[1] = this.sustained;
    deviations[2] = own - carried;
    deviations[3] = apart;
    deviations[4] = Number.isNaN(apart) ? Number.NaN : this.sustainedApart;
    this.decide(carried, moved);
    this.remember(timeMs, raw, own);
    return true;
  }

  /** When the last reading was, as people there say. */
  moment(): LocalMoment {
    return this.calendar.moment(this.last);
  }

  /** Name of the view that decided. */
  get decidingView(): SensorView {
    return sensorViews[this.view] as SensorView;
  }

  /** The memory, to go on elsewhere with the same verdicts. */
  save(): number[] {
    const { last, level, previous, beforePrevious, sustained, sustainedApart } = this;
    const own = [last, level, previous, beforePrevious, sustained, sustainedApart, 0, 0];
    return [...own, ...this.neighbourLevels].map((value) => (Number.isNaN(value) ? -1e308 : value));
  }

  /** Takes up a memory that {@link save} gave. A memory that does not fit is left alone. @returns whether it fitted */
  load(memory: readonly number[]): boolean {
    if (memory.length !== MEMORY + this.neighbourLevels.length) return false;
    const [last, level, previous, beforePrevious, sustained, sustainedApart] = memory.map((value) =>
      value === -1e308 ? Number.NaN : value,
    ) as [number, number, number, number, number, number];
    Object.assign(this, { last, level, previous, beforePrevious, sustained, sustainedApart });
    this.neighbourLevels.set(memory.slice(MEMORY));
    return true;
  }

  private setGains(elapsed: number): void {
    this.stepOf = elapsed;
    const known = Number.isNaN(elapsed) ? 0 : elapsed;
    this.levelGain = 1 - Math.exp(-known / LEVEL_MS);
    this.sustainedGain = 1 - Math.exp(-known / SUSTAINED_MS);
  }

  /** By how many standard deviations the neighbours move the expectation; NaN when one of them is not known. */
  private movedBy(neighbours: readonly Float64Array[] | null, at: number): number {
    const { model } = this;
    if (neighbours === null || model.neighbours.length === 0) return Number.NaN;
    let sum = 0;
    for (let j = 0; j < model.neighbours.length; j += 1) {
      const { profile, weight } = model.neighbours[j] as SensorModel['neighbours'][number];
      const seen = (neighbours[j] as Float64Array)[at] as number;
      const usual = interpolated(profile.level, this.hour);
      this.neighbourUsual[j] = usual;
      const raw = (seen - usual) / interpolated(profile.scale, this.hour);
      const level = this.neighbourLevels[j] as number;
      const part = weight * clip(raw - level, 2 * CLIP);
      this.neighbourParts[j] = part * this.scale;
      sum += part;
      if (Number.isFinite(raw)) this.neighbourLevels[j] = level + this.levelGain * clip(raw - level, LEVEL_CLIP);
    }
    return sum;
  }

  private decide(carried: number, moved: number): void {
    const { thresholds } = this.model;
    let strongest = 0;
    let view = 0;
    for (let k = 0; k < thresholds.length; k += 1) {
      const strength = Math.abs(this.deviations[k] as number) / (thresholds[k] as number);
      if (strength > strongest) {
        strongest = strength;
        view = k;
      }
    }
    this.view = view;
    this.score = scoreOf(strongest);
    const base = this.usual + this.seasonPart + this.levelPart;
    const shift = view === 2 ? carried : view >= 3 ? moved : 0;
    this.expected = base + shift * this.scale;
    const width = (thresholds[view] as number) * this.scale;
    this.lower = this.expected - width;
    this.upper = this.expected + width;
  }

  private remember(timeMs: number, raw: number, own: number): void {
    const fresh = timeMs - this.last <= RECENT_STEPS * this.model.stepMs;
    this.beforePrevious = fresh ? this.previous : Number.NaN;
    this.previous = own;
    this.level += this.levelGain * clip(raw - this.level, LEVEL_CLIP);
    this.last = timeMs;
  }
}

function clip(value: number, most: number): number {
  return value > most ? most : value < -most ? -most : value;
}

/** Value of a profile at an hour of the week, on straight lines between the middles of its half-hours. */
export function interpolated(profile: WeeklyProfile['level'], hourOfWeek: number): number {
  const position = (hourOfWeek * SLOTS_PER_DAY) / 24 - 0.5;
  const below = Math.floor(position);
  const share = position - below;
  const low = below < 0 ? WEEK_SLOTS - 1 : below;
  const high = below + 1 >= WEEK_SLOTS ? 0 : below + 1;
  return (profile[low] as number) * (1 - share) + (profile[high] as number) * share;
}

/** Deviation that belongs to the time of the year. */
export function seasonAt(season: Float64Array, timeMs: number): number {
  const angle = (2 * Math.PI * timeMs) / YEAR_MS;
  return (
    (season[0] as number) * Math.cos(angle) +
    (season[1] as number) * Math.sin(angle) +
    (season[2] as number) * Math.cos(2 * angle) +
    (season[3] as number) * Math.sin(2 * angle)
  );
}
