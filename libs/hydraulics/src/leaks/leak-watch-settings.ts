/** The few things that are tuned. */
export interface LeakWatchSettings {
  /** Standard deviations that make a leak, beyond what known leaks leave. */
  readonly threshold: number;
  /** Lengths of the windows that are looked at, blocks. */
  readonly windows: readonly number[];
  /** Probability near one pipe that ends the search for the place. */
  readonly certain: number;
  /** Longest search, blocks: for a leak of 3 m3/h and more, and for a smaller one. */
  readonly searchBlocks: number;
  readonly smallSearchBlocks: number;
  /** By how much a channel's bias may wander in a block, m. */
  readonly driftM: number;
  /** Share of its size by which what a steady known leak leaves may wander in a block, and by which its size may. */
  readonly steadyShare: number;
  /** By how many times the threshold is raised right after an alarm or a repair, and after how many blocks a third of that is left. */
  readonly restFactor: number;
  readonly restBlocks: number;
}

export const leakWatchDefaults: LeakWatchSettings = {
  threshold: 7,
  windows: [2, 8, 24, 56],
  certain: 0.8,
  searchBlocks: 8,
  smallSearchBlocks: 40,
  driftM: 0.0001,
  steadyShare: 0.03,
  restFactor: 1.5,
  restBlocks: 24,
};
