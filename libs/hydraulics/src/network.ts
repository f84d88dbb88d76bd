import type { InpProblem } from './inp-error';

/** Flow units of an EPANET file. The first five make every other unit US customary, the rest metric. */
export type FlowUnits = 'CFS' | 'GPM' | 'MGD' | 'IMGD' | 'AFD' | 'LPS' | 'LPM' | 'MLD' | 'CMH' | 'CMD';
/** Head loss formula: Hazen-Williams, Darcy-Weisbach, Chezy-Manning. */
export type HeadlossFormula = 'H-W' | 'D-W' | 'C-M';
/** Pressure units of a file. US files always use psi. */
export type PressureUnits = 'PSI' | 'KPA' | 'METERS';
/** Kinds of EPANET control valve. */
export type ValveKind = 'PRV' | 'PSV' | 'PBV' | 'FCV' | 'TCV' | 'GPV' | 'PCV';

/** A point of the drawing, in the units of the drawing (rarely geographic). */
export interface DrawingPoint {
  readonly x: number;
  readonly y: number;
}

/** What every element of a network has. Numbers of all elements are in the units of the file. */
export interface InpElement {
  id: string;
  /** Text after `;` on the element's own line; null when there is none. */
  comment: string | null;
  /** Its entry in [TAGS]; null when there is none. */
  tag: string | null;
}

/** An element at a point. */
export interface InpNode extends InpElement {
  /** Place in the drawing; null when [COORDINATES] does not name the node. */
  position: DrawingPoint | null;
}

/** One category of use at a junction. */
export interface InpDemand {
  base: number;
  /** Null: the default pattern of [OPTIONS]. */
  patternId: string | null;
  category: string | null;
}

/** Where pipes meet and water is taken. */
export interface InpJunction extends InpNode {
  elevation: number;
  /** In force: entries of [DEMANDS] replace the figure in [JUNCTIONS]. */
  demands: InpDemand[];
  /** Emitter coefficient, flow at one unit of pressure; null when the junction has no emitter. */
  emitter: number | null;
}

/** A source of water at a given head. */
export interface InpReservoir extends InpNode {
  head: number;
  patternId: string | null;
}

/** A store of water; levels are heights above its bottom elevation. */
export interface InpTank extends InpNode {
  elevation: number;
  initialLevel: number;
  minLevel: number;
  maxLevel: number;
  diameter: number;
  minVolume: number;
  /** Curve of volume over level; null for a cylinder. */
  volumeCurveId: string | null;
  overflow: boolean;
}

/** An element between two nodes. */
export interface InpLink extends InpElement {
  from: string;
  to: string;
  /** Bends of the line between its ends, in order from `from` to `to`. */
  vertices: DrawingPoint[];
}

/** A pipe; `cv` has a check valve and lets water pass from `from` to `to` only. */
export interface InpPipe extends InpLink {
  length: number;
  diameter: number;
  roughness: number;
  minorLoss: number;
  status: 'open' | 'closed' | 'cv';
}

/** A pump: either a head curve or a constant power is given. */
export interface InpPump extends InpLink {
  headCurveId: string | null;
  /** Constant power, kW or hp; null when the pump follows a curve. */
  power: number | null;
  /** Relative speed, 1 = nominal. */
  speed: number;
  patternId: string | null;
  status: 'open' | 'closed';
}

/** A control valve. */
export interface InpValve extends InpLink {
  diameter: number;
  kind: ValveKind;
  /** Pressure, flow or loss coefficient as the kind needs; null for a GPV, which has a curve. */
  setting: number | null;
  /** Head loss curve of a GPV, or opening curve of a PCV. */
  curveId: string | null;
  minorLoss: number;
  /** `active`: controls by its setting; otherwise fixed open or closed. */
  status: 'active' | 'open' | 'closed';
}

/** A series of multipliers, one per pattern step, repeated for ever. */
export interface InpPattern {
  id: string;
  multipliers: number[];
}

/** A curve of y over x; what it means depends on who uses it. */
export interface InpCurve {
  id: string;
  points: DrawingPoint[];
}

/** A line of [OPTIONS] or [TIMES]: upper-case key words and the value as written. */
export interface InpEntry {
  key: string;
  value: string;
}

/** [OPTIONS]: what hydraulics need, and every line as written. */
export interface InpOptions {
  flowUnits: FlowUnits;
  headloss: HeadlossFormula;
  pressureUnits: PressureUnits;
  demandMultiplier: number;
  /** Id of the default demand pattern. */
  defaultPatternId: string;
  emitterExponent: number;
  specificGravity: number;
  viscosity: number;
  entries: InpEntry[];
}

/** [TIMES] in seconds, and every line as written. */
export interface InpTimes {
  durationS: number;
  hydraulicStepS: number;
  patternStepS: number;
  patternStartS: number;
  reportStepS: number;
  startClockS: number;
  entries: InpEntry[];
}

/** A section that is carried as text because hydraulics do not need its parts. */
export interface InpTextSection {
  /** Upper-case name without brackets. */
  name: string;
  lines: string[];
}

/** An EPANET network as read from a file: same units, same order. */
export interface InpNetwork {
  title: string[];
  junctions: InpJunction[];
  reservoirs: InpReservoir[];
  tanks: InpTank[];
  pipes: InpPipe[];
  pumps: InpPump[];
  valves: InpValve[];
  patterns: InpPattern[];
  curves: InpCurve[];
  /** Lines of [CONTROLS] without comments. */
  controls: string[];
  /** Lines of [RULES] without comments. */
  rules: string[];
  options: InpOptions;
  times: InpTimes;
  /** Everything else ([ENERGY], [REACTIONS], [REPORT], [LABELS], unknown sections), as text. */
  otherSections: InpTextSection[];
  /** What was tolerated while reading. */
  warnings: InpProblem[];
}

/** True when the file's lengths are feet, diameters inches and pressures psi. */
export function isUsCustomary(units: FlowUnits): boolean {
  return units === 'CFS' || units === 'GPM' || units === 'MGD' || units === 'IMGD' || units === 'AFD';
}
