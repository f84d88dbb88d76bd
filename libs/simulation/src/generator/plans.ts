import type { InpNetwork } from '@app/hydraulics';
import type { PlanePoint } from './terrain';

/** A metered district of a generated network. */
export interface DistrictPlan {
  /** `D1`, `D2`, ... */
  readonly code: string;
  readonly name: string;
  /** Junctions of the district. */
  readonly junctionIds: readonly string[];
  /** The only open way in; flow in the direction of the pipe is inflow. */
  readonly inletPipeId: string;
  /** Junction behind the inlet valve. */
  readonly inletNodeId: string;
  /** Junction with the lowest pressure by design: high and far. */
  readonly criticalNodeId: string;
  /** Mean demand by design, L/s. */
  readonly meanDemand: number;
  /** Outline on the plane of the drawing, closed, counter-clockwise. */
  readonly outline: readonly PlanePoint[];
}

/** A pump with the levels of its zone's tank at which it is switched. */
export interface PumpPlan {
  readonly id: string;
  readonly tankId: string;
  readonly onBelowM: number;
  readonly offAboveM: number;
  /** Flow at the design point, L/s. */
  readonly designFlow: number;
}

/** A supply zone of a generated network. */
export interface ZonePlan {
  readonly number: number;
  readonly reservoirId: string;
  readonly tankId: string;
  /** First the pump that always runs, then the one that is switched by the tank. */
  readonly pumps: readonly PumpPlan[];
  /** Pipe and node directly behind the pumps. */
  readonly dischargePipeId: string;
  readonly dischargeNodeId: string;
  readonly districts: readonly DistrictPlan[];
  /** L/s. */
  readonly meanDemand: number;
}

/** A generated network with what a model of its operation needs to know. */
export interface WaterNetwork {
  /** Units: L/s, m, mm; drawing coordinates are metres east and north of the town's centre. */
  readonly network: InpNetwork;
  readonly zones: readonly ZonePlan[];
  readonly population: number;
  /** Farthest element from the centre, m. */
  readonly radiusM: number;
}

/** Height of a full tank, m. */
export const tankHeightM = 5;
/** Head over the highest ground of a zone when its tank is at its bottom, m. */
export const headroomM = 36;
/** Peak hour over mean, with a margin. */
export const peakFactor = 2.3;

/** Rounds to decimals, so that files are short and the same on every machine. */
export function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
