/** A leak that the twin is to carry, as an orifice that flows with the root of pressure. */
export interface TwinLeak {
  /** A junction, or a pipe: then half of it leaves at each end. */
  readonly elementId: string;
  /** m3/h at one metre of pressure; flow = coefficient * pressure^exponent of the network's emitters (0.5 unless the file says otherwise). */
  readonly coefficient: number;
}

/**
 * What is known of one moment, by ids of the network. What is left out stays as the file has it: patterns, levels at the start,
 * controls. Everything is metric, whatever the units of the file.
 */
export interface TwinConditions {
  /** Seconds since the patterns of the file begin (they repeat), the clock of the file goes with them; default as the file says. */
  readonly patternTimeS?: number;
  /** Multiplies every demand; default 1. */
  readonly demandFactor?: number;
  /** Multiplies the demand of single junctions, beside `demandFactor`. */
  readonly demandFactors?: ReadonlyMap<string, number>;
  /** Demands that are measured, m3/h; neither patterns nor factors act on them. */
  readonly demandsM3h?: ReadonlyMap<string, number>;
  /** Water levels above the bottoms of tanks, m; kept within what the tank allows. */
  readonly tankLevelsM?: ReadonlyMap<string, number>;
  /** Heads of reservoirs, m. */
  readonly reservoirHeadsM?: ReadonlyMap<string, number>;
  /** Links that stand open (or run) or closed; controls and rules no longer act on them. */
  readonly open?: ReadonlyMap<string, boolean>;
  /** Speed of pumps; setting of valves: m for PRV, PSV, PBV, m3/h for FCV, coefficient for TCV; controls no longer act on them. */
  readonly settings?: ReadonlyMap<string, number>;
  readonly leaks?: readonly TwinLeak[];
}

/** A solved moment, metric; arrays follow the twin's `nodeIds` and `linkIds`. */
export interface TwinSnapshot {
  /** Seconds since the beginning of the run; 0 for a single moment. */
  readonly timeS: number;
  readonly pressureM: Float64Array;
  readonly headM: Float64Array;
  /** Water taken at each node with leaks, m3/h; for tanks and reservoirs the inflow. */
  readonly demandM3h: Float64Array;
  readonly flowM3h: Float64Array;
  /** EPANET's warning (1 unbalanced, 2 unstable, 3 disconnected, 4 pump at its limit, 5 valve, 6 negative pressure); null: none. */
  readonly warning: number | null;
}
