import type { ImportErrorKind, ImportMapping } from '@app/contracts';
import { TimeScanner } from './time-scan';
import { DoubledHours, type RoundState, ZoneClock } from './zone-clock';

/** Readings later than this from now are refused, ms. */
const FUTURE_TOLERANCE_MS = 5 * 60_000;
/** A row that comes no longer than this after a doubled hour, in time, and stands before it in the file, tells that the newest are first. */
const NEAR_MS = 86_400_000;

/** What a checkpoint keeps of a clock. */
export interface ClockState {
  rounds: RoundState[];
  /** Instant of the last row outside of doubled hours, Unix ms; null: none yet. */
  lastMs: number | null;
}

/** Tells the instant of a row, or why it has none. */
export class RowClock {
  /** Unix ms; set when {@link read} answers null. */
  timeMs = 0;
  /** Rows in a doubled hour. */
  doubled = 0;
  private readonly scanner: TimeScanner;
  private readonly zone: ZoneClock | null;
  private readonly rounds: DoubledHours;
  private readonly latest: number;
  private lastMs: number;

  constructor({ time }: ImportMapping, nowMs: number, state: ClockState | null) {
    this.scanner = new TimeScanner(time.format);
    this.zone = time.timeZone === null ? null : new ZoneClock(time.timeZone);
    this.rounds = new DoubledHours(state?.rounds);
    this.lastMs = state?.lastMs ?? Number.NaN;
    this.latest = nowMs + FUTURE_TOLERANCE_MS;
  }

  /** @param key - the series whose order tells the rounds of a doubled hour apart */
  read(bytes: Uint8Array, from: number, to: number, key: number): ImportErrorKind | null {
    const { scanner, zone } = this;
    if (!scanner.scan(bytes, from, to)) return 'bad_time';
    let instant = scanner.timeMs;
    if (!scanner.exact) {
      if (zone === null) return 'no_zone';
      const wallMs = instant;
      instant = zone.instant(wallMs);
      if (Number.isNaN(instant)) {
        const moment = zone.moment(wallMs);
        if (moment.kind !== 'doubled') return 'missing_hour';
        this.doubled += 1;
        const since = this.lastMs - moment.second;
        instant = this.rounds.choose(key, wallMs, moment, since > 0 && since <= NEAR_MS);
      } else {
        this.lastMs = instant;
        if (this.rounds.size > 0) this.rounds.leave(key);
      }
    }
    if (instant > this.latest) return 'future';
    if (instant < 0) return 'too_old';
    this.timeMs = instant;
    return null;
  }

  /** What a checkpoint keeps of it. */
  save(): ClockState {
    return { rounds: this.rounds.save(), lastMs: Number.isNaN(this.lastMs) ? null : this.lastMs };
  }
}
