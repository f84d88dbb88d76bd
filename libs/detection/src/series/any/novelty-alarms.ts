import {
  LONGEST,
  QUIET,
  REST,
  SPENDING,
  SPENDING_FROM,
  SPENDING_UNTIL,
  WARY,
  WARY_READINGS,
} from './ensemble-settings';

const FIRED_AT = 0;
const ACTIVE = 1;
const LOUD_AT = 2;

/** Turns evidence of novelty into alarms, counted in readings: series of which nothing is known have no other clock. */
export class NoveltyAlarms {
  static readonly CELLS = 3;

  constructor(private readonly m: Float64Array) {}

  /** Whether an event goes on. */
  get active(): boolean {
    return this.m[ACTIVE] === 1;
  }

  /**
   * Evidence that makes an alarm now.
   * @param seen - readings seen so far
   * @param least - evidence that makes one in a young series
   */
  limit(seen: number, least: number): number {
    const fired = this.m[FIRED_AT];
    const known = Math.min(Math.max(seen, SPENDING_FROM), SPENDING_UNTIL);
    const spent = 1 + SPENDING * Math.log10(known / SPENDING_FROM);
    const wary = fired > 0 ? 1 + WARY * Math.exp((fired - seen) / WARY_READINGS) : 1;
    return least * spent * wary;
  }

  /**
   * @param limit - what {@link limit} said for this reading
   * @returns true on the reading that fires, and on no other
   */
  push(seen: number, evidence: number, limit: number): boolean {
    const { m } = this;
    if (evidence >= limit / 2) m[LOUD_AT] = seen;
    if (m[ACTIVE] === 1 && (seen - m[LOUD_AT] >= QUIET || seen - m[FIRED_AT] >= LONGEST)) m[ACTIVE] = 0;
    if (evidence < limit || (m[FIRED_AT] > 0 && seen - m[FIRED_AT] <= REST)) return false;
    m[ACTIVE] = 1;
    m[FIRED_AT] = seen;
    return true;
  }
}
