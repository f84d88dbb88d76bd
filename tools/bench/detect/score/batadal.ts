import { scorePoints } from './points';

/** The score of the Battle of the Attack Detection Algorithms. */
export interface BatadalScore {
  /** 0.5 of the time score and 0.5 of the classification score; 0.75 for flagging every hour, 0.25 for none. */
  readonly s: number;
  readonly timeToDetect: number;
  readonly classification: number;
  readonly tpr: number;
  readonly tnr: number;
  readonly attacks: number;
  readonly attacksFound: number;
}

/**
 * Scores hourly flags. An attack is a run of labelled hours; its time to detection is the number of hours before the
 * first flagged one inside it, all of them when it was missed.
 * @see Taormina et al. (2018), The Battle of the Attack Detection Algorithms, J. Water Resour. Plann. Manage. 144(8)
 */
export function scoreBatadal(truth: readonly boolean[], flags: readonly boolean[]): BatadalScore {
  const { recall, tnr, runs, runsHit } = scorePoints(truth, flags);
  let lost = 0;
  for (let start = 0; start < truth.length;) {
    if (!truth[start]) {
      start += 1;
      continue;
    }
    let end = start;
    while (truth[end]) end += 1;
    const first = flags.indexOf(true, start);
    lost += (first < 0 || first >= end ? end - start : first - start) / (end - start);
    start = end;
  }
  const timeToDetect = 1 - lost / runs;
  const classification = (recall + tnr) / 2;
  return {
    s: (timeToDetect + classification) / 2,
    timeToDetect,
    classification,
    tpr: recall,
    tnr,
    attacks: runs,
    attacksFound: runsHit,
  };
}
