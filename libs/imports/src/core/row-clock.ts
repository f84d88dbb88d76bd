import type { ImportErrorKind, ImportMapping } from '@app/contracts';
import { TimeScanner } from './time-scan';
import { DoubledHours, type RoundState, ZoneClock } from './zone-clock';

/** Readings later than this from now are refused, ms. */
const FUTURE_TOLERANCE_MS = 5 * 60_000;

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

  constructor({ time }: ImportMapping, nowMs: number, rounds: readonly RoundState[]) {
    this.scanner = new TimeScanner(time.format);
    this.zone = time.timeZone === null ? null : new ZoneClock(time.timeZone);
    this.rounds = new DoubledHours(rounds);
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
        instant = this.rounds.choose(key, wallMs, moment);
      } else if (this.rounds.size > 0) this.rounds.leave(key);
    }
    if (instant > this.latest) return 'future';
    if (instant < 0) return 'too_old';
    this.timeMs = instant;
    return null;
  }

  /** What a checkpoint keeps of it. */
  save(): RoundState[] {
    return this.rounds.save();
  }
}
