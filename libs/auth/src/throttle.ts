/** Failures that cost nothing yet. */
const FREE_FAILURES = 4;
const LONGEST_WAIT_S = 900;
/** After so many failures in a row somebody is guessing: the longest wait becomes much longer, and still ends. */
const GUESSING = 100;
const GUESSING_WAIT_S = 21_600;
const FORGOTTEN_AFTER_MS = 86_400_000;
const MOST_ENTRIES = 50_000;

/**
 * How long to wait after a number of failures in a row: doubling from one second. It always ends, so nobody is locked
 * out for good by somebody else's guesses.
 */
export function waitAfterS(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  if (failures >= GUESSING) return GUESSING_WAIT_S;
  return Math.min(2 ** (failures - FREE_FAILURES - 1), LONGEST_WAIT_S);
}

interface Entry {
  failures: number;
  lockedUntilMs: number;
  lastMs: number;
}

/**
 * Counts attempts per name in memory: for usernames that do not exist, which must wait like others, and for addresses
 * that a user has signed in from before. An attempt counts as failed from its beginning, so that many at once gain nothing.
 */
export class AttemptMemory {
  private readonly entries = new Map<string, Entry>();

  /** @returns 0 when the attempt may go on, else how long to wait, s */
  begin(name: string, nowMs: number): number {
    const known = this.entries.get(name);
    const entry =
      known === undefined || nowMs - known.lastMs > FORGOTTEN_AFTER_MS
        ? { failures: 0, lockedUntilMs: 0, lastMs: nowMs }
        : known;
    if (entry.lockedUntilMs > nowMs) return Math.ceil((entry.lockedUntilMs - nowMs) / 1000);
    const failures = entry.failures + 1;
    this.entries.delete(name);
    this.entries.set(name, { failures, lockedUntilMs: nowMs + waitAfterS(failures) * 1000, lastMs: nowMs });
    const oldest = this.entries.keys().next();
    if (this.entries.size > MOST_ENTRIES && oldest.done !== true) this.entries.delete(oldest.value);
    return 0;
  }

  /** The attempt was neither right nor wrong yet: it does not count. */
  takeBack(name: string): void {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    entry.failures = Math.max(0, entry.failures - 1);
    entry.lockedUntilMs = 0;
  }

  /** The attempt was right after all. */
  succeed(name: string): void {
    this.entries.delete(name);
  }
}
