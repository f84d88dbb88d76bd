/** One figure of a set, with what it is compared to. */
export interface Figure {
  /** Such as `NAB standard` or `F1`. */
  readonly name: string;
  readonly ours: number;
  /** Best figure that others have published for the same rule, and who; null: none is known. */
  readonly published: { readonly value: number; readonly by: string } | null;
  /** The same figure of a plain rule that anyone would try first, computed in this run; null: none makes sense. */
  readonly baseline: { readonly value: number; readonly rule: string } | null;
  /** What we hold ourselves to; null where the figure only explains. */
  readonly must: number | null;
  readonly aim: number | null;
  /** True when smaller is better (false alarms, delays). */
  readonly smallerIsBetter?: boolean;
}

/** What a set gives after it was run. */
export interface SetResult {
  readonly figures: readonly Figure[];
  /** What was tuned on what, and anything else a reader must know to judge the figures. One sentence each. */
  readonly remarks: readonly string[];
}

/** A labelled public set that `bench:detect` can run. Labels are read by the scoring alone, never by the detectors. */
export interface BenchSet {
  /** Folder below the data folder, and the name that `--only` takes. */
  readonly name: string;
  readonly title: string;
  /**
   * Runs the product's code over the set and scores it.
   * @param folder - the set's own folder
   * @param log - progress for people
   */
  run(folder: string, log: (line: string) => void): Promise<SetResult>;
}
