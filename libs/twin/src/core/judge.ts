/** Memory of a change detector; small, and JSON. */
export interface JudgeMemory {
  /** Cumulative sums upwards and downwards. */
  up: number;
  down: number;
  /** When each sum last left 0, Unix ms. */
  upSince: number;
  downSince: number;
  /** Moments in a row that were far off, or quiet. */
  far: number;
  quiet: number;
  /** +1: too high, -1: too low, 0: as usual. */
  holds: -1 | 0 | 1;
  /** Since when; estimated begin of the change, Unix ms. */
  since: number;
}

/** Slack and decision limit of the cumulative sums, in standard deviations; large, as residuals of a model have memory. */
const SLACK = 1.5;
const LIMIT = 16;
/** One moment counts for no more. */
const MOST = 6;
/** So far off, this many moments in a row are enough. */
const FAR = 8;
const FAR_MOMENTS = 2;
/** It is over after so many moments in a row within this. */
const CALM = 3;
const CALM_MOMENTS = 4;

export function newJudge(): JudgeMemory {
  return { up: 0, down: 0, upSince: 0, downSince: 0, far: 0, quiet: 0, holds: 0, since: 0 };
}

/**
 * Takes the next standardised residual into a two-sided CUSUM with a shortcut for what is far off. Changes the memory.
 * @returns whether the state has changed with this moment
 * @see Page (1954), Continuous inspection schemes, Biometrika 41
 */
export function judge(memory: JudgeMemory, z: number, at: number): boolean {
  const step = Math.max(-MOST, Math.min(MOST, z));
  const before = { up: memory.up, down: memory.down };
  memory.up = Math.max(0, memory.up + step - SLACK);
  memory.down = Math.max(0, memory.down - step - SLACK);
  if (before.up === 0 && memory.up > 0) memory.upSince = at;
  if (before.down === 0 && memory.down > 0) memory.downSince = at;
  const sign = Math.sign(z) as -1 | 0 | 1;
  memory.far = Math.abs(z) >= FAR ? memory.far + 1 : 0;
  memory.quiet = Math.abs(z) < CALM ? memory.quiet + 1 : 0;
  if (memory.holds === 0) {
    const high = memory.up > LIMIT || (memory.far >= FAR_MOMENTS && sign === 1);
    const low = memory.down > LIMIT || (memory.far >= FAR_MOMENTS && sign === -1);
    if (!high && !low) return false;
    memory.holds = high ? 1 : -1;
    memory.since = (high ? memory.upSince : memory.downSince) || at;
    return true;
  }
  if (memory.quiet < CALM_MOMENTS) return false;
  Object.assign(memory, newJudge());
  return true;
}
