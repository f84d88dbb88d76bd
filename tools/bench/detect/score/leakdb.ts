/** Flags of one scenario, one a step; `truth`: while a leak runs. Both of the same length. */
export interface LeakScenario {
  readonly truth: Uint8Array;
  readonly flags: Uint8Array;
}

/** Figures of the LeakDB benchmark, all in percent; NaN where there was nothing to count. */
export interface LeakDbScore {
  readonly f1: number;
  readonly tpr: number;
  readonly tnr: number;
  /** Score of early detection. */
  readonly sed: number;
  readonly leaks: number;
}

/** Steps after its end in which a leak may still be found. */
const STEPS_AFTER = 10;
/** Share of the steps that must be flagged from the first flag to the end of the window. */
const HELD = 0.75;
const STEEPNESS = 5;

/**
 * Scores scenarios together. F1, TPR and TNR count the steps of all scenarios. Early detection: a leak that runs from s to
 * e has the window s .. e + 10; if more than 75 % of the window is flagged from the first flag on, it scores
 * 2 / (1 + exp(5 d / w)), d steps from s to that flag, w length of the window - 1; else 0; the mean is taken.
 * Source: Vrachimis et al. 2018, "LeakDB: a benchmark dataset for leakage diagnosis in water distribution networks".
 */
export function scoreLeakDb(scenarios: readonly LeakScenario[]): LeakDbScore {
  let [truePositives, falsePositives, falseNegatives, trueNegatives] = [0, 0, 0, 0];
  const early: number[] = [];
  for (const { truth, flags } of scenarios) {
    if (truth.length !== flags.length) throw new RangeError('labels and flags differ in length');
    truth.forEach((leaks, step) => {
      const flagged = flags[step] !== 0;
      if (leaks !== 0 && flagged) truePositives += 1;
      else if (leaks !== 0) falseNegatives += 1;
      else if (flagged) falsePositives += 1;
      else trueNegatives += 1;
    });
    for (const [from, to] of runsOf(truth)) early.push(earliness(flags, from, to));
  }
  return {
    f1: (200 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
    tpr: (100 * truePositives) / (truePositives + falseNegatives),
    tnr: (100 * trueNegatives) / (trueNegatives + falsePositives),
    sed: (100 * early.reduce((sum, score) => sum + score, 0)) / early.length,
    leaks: early.length,
  };
}

function runsOf(truth: Uint8Array): [number, number][] {
  const runs: [number, number][] = [];
  for (let step = 0; step < truth.length; step++) {
    if (truth[step] === 0) continue;
    const from = step;
    while (step + 1 < truth.length && truth[step + 1] !== 0) step += 1;
    runs.push([from, step]);
  }
  return runs;
}

function earliness(flags: Uint8Array, from: number, to: number): number {
  const end = Math.min(to + STEPS_AFTER, flags.length - 1);
  let first = from;
  while (first <= end && flags[first] === 0) first += 1;
  if (first > end) return 0;
  let flagged = 0;
  for (let step = first; step <= end; step++) if (flags[step] !== 0) flagged += 1;
  if (flagged / (end - first + 1) <= HELD) return 0;
  return 2 / (1 + Math.exp((STEEPNESS * (first - from)) / Math.max(1, end - from)));
}
