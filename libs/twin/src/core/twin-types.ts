/** Where a sensor stands in the model, as the calculation needs it. */
export interface ModelLink {
  /** Id of the sensor. */
  readonly key: string;
  readonly quantity: 'pressure' | 'flow' | 'level' | 'power' | 'percent';
  readonly elementKind: 'node' | 'link';
  readonly elementId: string;
  readonly usage: 'boundary' | 'compare';
  /** -1: counts against the direction of the element. */
  readonly direction: 1 | -1;
  /** Height of a gauge above its node, or of the zero of a level above the bottom of its tank, m. */
  readonly gaugeHeightM: number;
}

/** What was measured about one moment. */
export interface MeasuredSlot {
  /** Unix ms. */
  readonly at: number;
  /** Hours since Monday 00:00 local time. */
  readonly hourOfWeek: number;
  /** Means of the window before the moment by sensor, canonical unit; a sensor without a fresh reading is left out. */
  readonly values: ReadonlyMap<string, number>;
}

/** What the model says about one moment. */
export interface SimulatedSlot {
  readonly at: number;
  /** By sensor, canonical unit, in the terms of the sensor (its gauge height and direction). Sensors that the model cannot tell are left out. */
  readonly simulated: ReadonlyMap<string, number>;
  readonly areas: readonly AreaSlot[];
  /** Of EPANET; null: none. */
  readonly warning: number | null;
  /** Sources, tanks, pumps and meters: how many of them were measured, of how many. */
  readonly measured: number;
  readonly measurable: number;
  readonly balanceErrorShare: number | null;
}

/** The balance of a metered area at one moment, m3/h. */
export interface AreaSlot {
  readonly key: string;
  /** Net inflow over its meters, less what its tanks take up; null when one of these is not measured. */
  readonly useM3h: number | null;
  /** Use by the file, for this hour. */
  readonly nominalM3h: number;
  /** What comes in over its meters. */
  readonly throughputM3h: number;
}
