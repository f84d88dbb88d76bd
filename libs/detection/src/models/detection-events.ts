/** A score at or above this begins an event. */
const BEGINS = 0.5;
/** An event goes on until scores have stayed below this for {@link QUIET_MS}. */
const ENDS = 0.35;
const QUIET_MS = 3_600_000;

/** A stretch of unusual readings. */
export interface DetectedEvent<Detail> {
  startedMs: number;
  /** First quiet reading after it; null while it goes on. */
  endedMs: number | null;
  peakScore: number;
  /** Reading with the peak score. */
  peakMs: number;
  peak: Detail;
}

/** Makes events of scores: one for each stretch, however often the score crosses the threshold in it. */
export class EventTracker<Detail> {
  private open: DetectedEvent<Detail> | null = null;
  private quietSince: number | null = null;

  /**
   * @param detail - asked for only when the reading begins an event or is its highest so far
   * @returns the event that the reading began or ended; null when nothing changed (or the peak did)
   */
  push(timeMs: number, score: number, detail: () => Detail): DetectedEvent<Detail> | null {
    const { open } = this;
    if (open === null) {
      if (score < BEGINS) return null;
      this.open = { startedMs: timeMs, endedMs: null, peakScore: score, peakMs: timeMs, peak: detail() };
      this.quietSince = null;
      return this.open;
    }
    if (score > open.peakScore) Object.assign(open, { peakScore: score, peakMs: timeMs, peak: detail() });
    if (score >= ENDS) {
      this.quietSince = null;
      return null;
    }
    this.quietSince ??= timeMs;
    if (timeMs - this.quietSince < QUIET_MS) return null;
    this.open = null;
    return { ...open, endedMs: this.quietSince };
  }

  /** The event that goes on, and since when it has been quiet. */
  save(): { open: DetectedEvent<Detail> | null; quietSince: number | null } {
    return { open: this.open === null ? null : { ...this.open }, quietSince: this.quietSince };
  }

  load(memory: { open: DetectedEvent<Detail> | null; quietSince: number | null }): void {
    this.open = memory.open === null ? null : { ...memory.open };
    this.quietSince = memory.quietSince;
  }
}
