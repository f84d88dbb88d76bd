import { flowSettings as settings } from './flow-settings';
import { SteadyFlow } from './steady-flow';

const HOURS_A_DAY = 24;
/** An event is over when less than this share of it is left. */
const LEFT = 0.4;
/** A steady flow is over when less than this share of it is left, if that difference is this many usual deviations. */
const STEADY_LEFT = 0.5;
const STEADY_SURE = 4;
const STEADY_QUIET_HOURS = 2;
const LONG_HOURS = 72;
/** What settled is undone when the flow has come back by this share of it for a day. */
const UNSETTLED = 0.6;

const EVENT = 0;
const STARTED = 1;
const SIZE = 2;
const QUIET = 3;
const REST_UNTIL = 4;
const STRAIN = 5;
const LEAK = 6;
const PEAK = 7;
const LEAK_QUIET = 8;
const SETTLED = 9;
const BACK = 10;
const LOSS = 11;
const LEAK_SINCE = 12;

/** What an hour changed. */
export const Change = { none: 0, ended: 1, settled: 2, undone: 3 } as const;
export type Change = (typeof Change)[keyof typeof Change];

/**
 * The course of events on one flow: an event begins with an alarm and ends when the flow is back or has stayed at its new
 * level for weeks; beside it, whether a steady flow (a leak) runs.
 */
export class FlowEvents {
  static readonly CELLS = 13;

  constructor(private readonly m: Float64Array) {}

  get active(): boolean {
    return this.m[EVENT] === 1 || this.m[LEAK] === 1;
  }

  get leaking(): boolean {
    return this.m[LEAK] === 1;
  }

  /** By how much limits are raised after the alarms so far. */
  get strain(): number {
    return this.m[STRAIN];
  }

  /** Whether no alarm may be raised because one has just ended. */
  resting(hour: number): boolean {
    return hour <= this.m[REST_UNTIL];
  }

  closeDay(days: number): void {
    this.m[STRAIN] *= Math.exp(-days / settings.strainDays);
  }

  /** Keeps silent for a while without an event, such as after a fault of the meter. */
  rest(hour: number): void {
    this.m[REST_UNTIL] = hour + settings.restHours;
  }

  /** Counts hours of lost supply; true on the hour that makes it an event. */
  loses(lost: boolean): boolean {
    const { m } = this;
    m[LOSS] = lost ? m[LOSS] + 1 : 0;
    return m[LOSS] === settings.lossHours;
  }

  /** @param share - size, share of the median flow */
  start(hour: number, share: number): void {
    const { m } = this;
    m[EVENT] = 1;
    m[STARTED] = hour;
    m[SIZE] = share;
    m[QUIET] = 0;
    m[STRAIN] += 1;
  }

  /**
   * Follows a running event.
   * @param share - deviation of this hour, share of the median flow
   * @returns what became of it, with {@link settledShare} when it settled or was undone
   */
  follow(hour: number, share: number): Change {
    const { m } = this;
    if (m[EVENT] === 0) return this.returned(share) ? Change.undone : Change.none;
    const back = Math.sign(m[SIZE]) * share < LEFT * Math.abs(m[SIZE]);
    m[QUIET] = back ? m[QUIET] + 1 : Math.max(0, m[QUIET] - 1);
    const ended = m[QUIET] >= settings.quietHours;
    const stays = hour - m[STARTED] > settings.settleDays * HOURS_A_DAY;
    if (!ended && !stays) return Change.none;
    m[EVENT] = 0;
    this.rest(hour);
    if (ended) return Change.ended;
    m[SETTLED] += m[SIZE];
    m[BACK] = 0;
    return Change.settled;
  }

  /** Size of the event that just settled, share of the median flow. */
  get size(): number {
    return this.m[SIZE];
  }

  /** Takes back what has settled so far; answers its size. */
  undo(): number {
    const settled = this.m[SETTLED];
    this.m[SETTLED] = 0;
    return settled;
  }

  /**
   * Begins or ends a leak by the steady flow.
   * @param hour - hours since 1970
   * @param found - steady flow by its limit, greatest of the windows
   * @param size - that steady flow
   * @returns true if it began with this hour
   */
  leak(hour: number, found: number, size: number): boolean {
    const { m } = this;
    if (m[LEAK] === 1 || !(found > 1) || (m[EVENT] === 1 && (m[QUIET] > 0 || m[SIZE] < 0))) return false;
    m[LEAK] = 1;
    m[PEAK] = size;
    m[LEAK_QUIET] = 0;
    m[LEAK_SINCE] = hour;
    return true;
  }

  /** Follows a running leak; true when it ended. */
  leakEnds(hour: number, steady: SteadyFlow): boolean {
    const { m } = this;
    if (m[LEAK] === 0) return false;
    const middle = steady.steady(1);
    if (middle > m[PEAK]) m[PEAK] = middle;
    let back = false;
    const ran = hour - m[LEAK_SINCE];
    for (let k = 0; k < SteadyFlow.WINDOWS.length; k++) {
      // A window that reaches back before the leak says nothing about its end.
      if (ran < SteadyFlow.WINDOWS[k]) continue;
      const sure = (1 - STEADY_LEFT) * m[PEAK] > STEADY_SURE * steady.deviation(k);
      if (sure && steady.steady(k) < STEADY_LEFT * m[PEAK]) back = true;
    }
    m[LEAK_QUIET] = back ? m[LEAK_QUIET] + 1 : 0;
    if (m[LEAK_QUIET] < STEADY_QUIET_HOURS) return false;
    m[LEAK] = 0;
    // What is expected was not learned meanwhile: the steady flow knows better whether an event of days is over.
    if (ran >= LONG_HOURS) m[EVENT] = 0;
    this.rest(hour);
    return true;
  }

  private returned(share: number): boolean {
    const { m } = this;
    if (m[SETTLED] === 0) return false;
    const back = Math.sign(m[SETTLED]) * share < -UNSETTLED * Math.abs(m[SETTLED]);
    m[BACK] = back ? m[BACK] + 1 : 0;
    return m[BACK] >= HOURS_A_DAY;
  }
}
