import { systemClock } from '@app/kernel';
import type { MessageKey, TelemetryReport } from '@app/plugin-sdk';
import { reused } from './repeated-messages';

interface Entry {
  digest: string;
  /** When it came, Unix ms. */
  at: number;
  report: Promise<TelemetryReport>;
  /** 0 while the message is being stored: then it must not be forgotten. */
  weight: number;
}

/** Items of all remembered answers together, at most. */
const WEIGHT_AT_MOST = 200_000;
/** As long as marks are kept in the database, ms. */
const KNOWN_MS = 7 * 86_400_000;

/**
 * Remembers the marks of messages that were stored lately, or are being stored: a repeat of such a one is answered without asking
 * the database. A mark that is forgotten here is still found there.
 */
export class RecentKeys {
  private readonly entries = new Map<string, Entry>();
  private weight = 0;

  constructor(private readonly weightAtMost = WEIGHT_AT_MOST) {}

  /**
   * Stores a message once. A repeat waits for the first and gets the same answer, or fails as the first does.
   * @param store - resolves after the commit
   * @throws {KeyReusedError} another message of the device has the mark
   */
  once(
    deviceId: string,
    { id, digest }: MessageKey,
    store: () => Promise<TelemetryReport>,
    now: number = systemClock.now(),
  ): { report: Promise<TelemetryReport>; repeated: boolean } {
    const name = `${deviceId} ${id}`;
    const known = this.current(name, now);
    if (known !== undefined) {
      if (known.digest !== digest) return { report: Promise.reject(reused(id)), repeated: true };
      this.entries.delete(name);
      this.entries.set(name, known);
      return { report: known.report.then((report) => ({ ...report, repeated: true })), repeated: true };
    }
    const entry: Entry = { digest, at: now, report: store(), weight: 0 };
    this.entries.set(name, entry);
    entry.report.then(
      ({ outcomes, faults }) => {
        entry.weight = 1 + (outcomes.length >> 6) + faults.length;
        this.weight += entry.weight;
        this.forgetOld();
      },
      () => void this.entries.delete(name),
    );
    return { report: entry.report, repeated: false };
  }

  /** What is known of a mark, unless its time is over. */
  private current(name: string, now: number): Entry | undefined {
    const known = this.entries.get(name);
    if (known === undefined || known.weight === 0 || now - known.at <= KNOWN_MS) return known;
    this.weight -= known.weight;
    this.entries.delete(name);
    return undefined;
  }

  private forgetOld(): void {
    for (const [name, { weight }] of this.entries) {
      if (this.weight <= this.weightAtMost) return;
      if (weight === 0) continue;
      this.weight -= weight;
      this.entries.delete(name);
    }
  }
}
