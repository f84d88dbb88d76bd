/** Bounds of the ingest path. */
export interface IngestLimits {
  /** A commit takes no more messages once it has so many readings. */
  commitRows: number;
  /** How long the first message of a commit waits for company, ms. */
  commitAgeMs: number;
  /** Where the last commit had so many messages, the next one gathers as well: a commit and its acknowledgements cost. */
  gatherFrom: number;
  /** It gathers until it has so many messages ... */
  gatherMessages: number;
  /** ... or its first one has waited so long, ms. */
  gatherMs: number;
  /** Readings that may wait for their commit; beyond it messages are refused or held. */
  pendingRows: number;
  /** Readings older than this are quarantined, ms. */
  retentionMs: number;
}

/** Readings measured later than this from now are quarantined, ms. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** Before this no sensor of ours measured anything: the clock was not set. */
export const CLOCK_NOT_SET_BEFORE_MS = Date.UTC(2001, 0, 1);

/** A reading is late when it comes this long after it was measured, or two reporting intervals, whichever is more, ms. */
export const LATE_AFTER_MS = 15 * 60_000;

export function defaultLimits(retentionDays: number): IngestLimits {
  return {
    commitRows: 20_000,
    commitAgeMs: 2,
    gatherFrom: 64,
    gatherMessages: 2_000,
    gatherMs: 20,
    pendingRows: 100_000,
    retentionMs: retentionDays * 86_400_000,
  };
}
