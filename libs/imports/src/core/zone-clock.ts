import { zoneOffsetMs } from '@app/kernel';

const DAY_MS = 86_400_000;

/** A moment at which the clocks of a zone are put forward or back. */
interface Turn {
  /** Unix ms */
  at: number;
  /** Offsets from UTC, ms. */
  before: number;
  after: number;
}

/** What a wall time means in a zone. */
export type WallMoment =
  | { kind: 'once'; instant: number }
  | { kind: 'missing' }
  /** It was shown twice; `turn` is the moment at which the clocks were put back. */
  | { kind: 'doubled'; first: number; second: number; turn: number };

/**
 * Turns wall times of one zone into instants, fast: a stretch between two turns of the clocks is remembered, so that a
 * wall time within it costs two comparisons.
 */
export class ZoneClock {
  private from = Number.NaN;
  private to = Number.NaN;
  private offset = 0;
  private readonly years = new Map<number, Turn[]>();

  /** @param timeZone - IANA name */
  constructor(private readonly timeZone: string) {}

  /** @param wallMs - what the clock showed, ms as if it were UTC @returns NaN unless it means one instant; then ask {@link moment} */
  instant(wallMs: number): number {
    if (wallMs >= this.from && wallMs < this.to) return wallMs - this.offset;
    const moment = this.moment(wallMs);
    return moment.kind === 'once' ? moment.instant : Number.NaN;
  }

  moment(wallMs: number): WallMoment {
    const year = new Date(wallMs).getUTCFullYear();
    const turns = [year - 1, year, year + 1].flatMap((each) => this.turnsOf(each));
    for (const { at, before, after } of turns) {
      if (after < before && wallMs >= at + after && wallMs < at + before) {
        return { kind: 'doubled', first: wallMs - before, second: wallMs - after, turn: at };
      }
      if (after > before && wallMs >= at + before && wallMs < at + after) return { kind: 'missing' };
    }
    this.from = Date.UTC(year - 1, 0, 2);
    this.to = Date.UTC(year + 1, 11, 30);
    this.offset = turns[0]?.before ?? zoneOffsetMs(wallMs, this.timeZone);
    for (const { at, before, after } of turns) {
      if (wallMs >= at + Math.max(before, after)) {
        this.from = Math.max(this.from, at + Math.max(before, after));
        this.offset = after;
      } else {
        this.to = Math.min(this.to, at + Math.min(before, after));
        break;
      }
    }
    return { kind: 'once', instant: wallMs - this.offset };
  }

  /** Found by looking at every day of the year, then by halving. */
  private turnsOf(year: number): Turn[] {
    const known = this.years.get(year);
    if (known !== undefined) return known;
    const turns: Turn[] = [];
    const end = Date.UTC(year + 1, 0, 1);
    let before = zoneOffsetMs(Date.UTC(year, 0, 1), this.timeZone);
    for (let day = Date.UTC(year, 0, 1); day < end; day += DAY_MS) {
      const after = zoneOffsetMs(day + DAY_MS, this.timeZone);
      if (after !== before) turns.push({ at: this.halve(day, day + DAY_MS, before), before, after });
      before = after;
    }
    this.years.set(year, turns);
    return turns;
  }

  private halve(from: number, to: number, before: number): number {
    let low = from;
    let high = to;
    while (high - low > 1_000) {
      const middle = Math.floor((low + high) / 2_000) * 1_000;
      if (zoneOffsetMs(middle, this.timeZone) === before) low = middle;
      else high = middle;
    }
    return high;
  }
}

/** Where a sensor stands in a doubled hour, as it is kept with a checkpoint: key, turn, last wall time, round, direction. */
export type RoundState = [key: number, turn: number, lastWallMs: number, second: boolean, backward?: boolean];

/**
 * Tells the two rounds of a doubled hour apart by the order of a series: the first rows are of the first round, and when
 * the clock repeats itself or goes back, the second has begun. Of a series with the newest first the rows of the second
 * round come first, until the clock repeats itself or goes on.
 */
export class DoubledHours {
  private readonly states = new Map<number, { turn: number; lastWallMs: number; second: boolean; backward: boolean }>();

  constructor(states: readonly RoundState[] = []) {
    for (const [key, turn, lastWallMs, second, backward = false] of states) {
      this.states.set(key, { turn, lastWallMs, second, backward });
    }
  }

  get size(): number {
    return this.states.size;
  }

  /**
   * @param key - the series that the row belongs to
   * @param backward - the newest rows come first; counts when the series gets into the hour
   */
  choose(key: number, wallMs: number, moment: WallMoment & { kind: 'doubled' }, backward: boolean): number {
    const state = this.states.get(key);
    if (state === undefined || state.turn !== moment.turn) {
      this.states.set(key, { turn: moment.turn, lastWallMs: wallMs, second: backward, backward });
      return backward ? moment.second : moment.first;
    }
    if (state.backward ? wallMs >= state.lastWallMs : wallMs <= state.lastWallMs) state.second = !state.backward;
    state.lastWallMs = wallMs;
    return state.second ? moment.second : moment.first;
  }

  /** The series has left the doubled hour. */
  leave(key: number): void {
    this.states.delete(key);
  }

  save(): RoundState[] {
    return [...this.states].map(([key, { turn, lastWallMs, second, backward }]) => [
      key,
      turn,
      lastWallMs,
      second,
      backward,
    ]);
  }
}
