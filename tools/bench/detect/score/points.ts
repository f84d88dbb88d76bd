/** How well flags on rows agree with labels on rows. Shares are NaN where nothing could be counted. */
export interface PointScore {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  /** True negatives of all rows without a label. */
  readonly tnr: number;
  /** Share of rows without a label that were flagged. */
  readonly falseAlarmRate: number;
  /** Share of labelled rows that were not flagged. */
  readonly missRate: number;
  /** Runs of labelled rows, and how many hold a flagged row. */
  readonly runs: number;
  readonly runsHit: number;
}

/** Counts of rows; several tables may be added up before they are scored. */
export class PointCounts {
  private truePositives = 0;
  private falsePositives = 0;
  private falseNegatives = 0;
  private trueNegatives = 0;
  private runs = 0;
  private runsHit = 0;

  /**
   * Adds the rows of one table.
   * @param truth - true where a row is labelled
   * @param flags - true where it was flagged, as long as `truth`
   */
  add(truth: readonly boolean[], flags: readonly boolean[]): void {
    if (truth.length !== flags.length) throw new RangeError('labels and flags differ in length');
    let inside = false;
    let hit = false;
    truth.forEach((labelled, row) => {
      const flagged = flags[row];
      if (labelled && !inside) {
        this.runs += 1;
        hit = false;
      }
      if (labelled && flagged && !hit) {
        this.runsHit += 1;
        hit = true;
      }
      inside = labelled;
      if (labelled && flagged) this.truePositives += 1;
      else if (labelled) this.falseNegatives += 1;
      else if (flagged) this.falsePositives += 1;
      else this.trueNegatives += 1;
    });
  }

  /** The score of everything added. */
  score(): PointScore {
    const { truePositives, falsePositives, falseNegatives, trueNegatives, runs, runsHit } = this;
    const unlabelled = falsePositives + trueNegatives;
    const labelled = truePositives + falseNegatives;
    return {
      f1: (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives),
      precision: truePositives / (truePositives + falsePositives),
      recall: truePositives / labelled,
      tnr: trueNegatives / unlabelled,
      falseAlarmRate: falsePositives / unlabelled,
      missRate: falseNegatives / labelled,
      runs,
      runsHit,
    };
  }
}

/** Scores one table. */
export function scorePoints(truth: readonly boolean[], flags: readonly boolean[]): PointScore {
  const counts = new PointCounts();
  counts.add(truth, flags);
  return counts.score();
}
