export interface EventSettings {
  /** Evidence that starts an event. */
  fire: number;
  /** Evidence below which things look normal again; default half of `fire`. */
  clear?: number;
  /** An event ends after this time without evidence, ms. */
  quietMs: number;
  /** After an alarm none is raised for this time, ms, unless the evidence is clearly higher. */
  restMs: number;
  /** How many times the highest evidence of the rest counts as clearly higher; default 1.5, Infinity: never. */
  higher?: number;
}

const ACTIVE = 0;
const FIRED = 1;
const LAST_EVIDENCE = 2;
const PEAK = 3;
const EVENTS = 4;

/**
 * Makes events of evidence: fires once at the first crossing, stays silent while the event goes on and for a rest
 * after it fired, and fires again within that only on clearly higher evidence.
 */
export class EventLogic {
  static readonly CELLS = 5;
  private readonly fire: number;
  private readonly clear: number;
  private readonly quietMs: number;
  private readonly restMs: number;
  private readonly higher: number;

  constructor(
    private readonly m: Float64Array,
    settings: EventSettings,
  ) {
    this.fire = settings.fire;
    this.clear = settings.clear ?? settings.fire / 2;
    this.quietMs = settings.quietMs;
    this.restMs = settings.restMs;
    this.higher = settings.higher ?? 1.5;
  }

  /** Whether an event goes on. */
  get active(): boolean {
    return this.m[ACTIVE] === 1;
  }

  /** When the event fired last, Unix ms; 0 before the first. */
  get firedMs(): number {
    return this.m[FIRED];
  }

  /** Highest evidence since it fired. */
  get peak(): number {
    return this.m[PEAK];
  }

  /** @returns true on the reading that fires, and on no other */
  push(timeMs: number, found: number): boolean {
    const { m } = this;
    if (m[ACTIVE] === 1) {
      if (found >= this.clear) m[LAST_EVIDENCE] = timeMs;
      else if (timeMs - m[LAST_EVIDENCE] >= this.quietMs) m[ACTIVE] = 0;
    }
    if (found < this.fire) return false;
    const resting = m[EVENTS] > 0 && (m[ACTIVE] === 1 || timeMs - m[FIRED] < this.restMs);
    if (resting && found < this.higher * m[PEAK]) {
      if (found > m[PEAK]) m[PEAK] = found;
      return false;
    }
    m[ACTIVE] = 1;
    m[FIRED] = timeMs;
    m[LAST_EVIDENCE] = timeMs;
    m[PEAK] = found;
    m[EVENTS] += 1;
    return true;
  }

  /** Ends the event: the series has settled at a new level. */
  settle(): void {
    this.m[ACTIVE] = 0;
  }
}
