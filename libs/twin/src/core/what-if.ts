import { type InpNetwork, type TwinConditions, type TwinLeak, TwinModel, kpaPerMetre } from '@app/hydraulics';
import { isolationOf, suppliedNodes } from './isolation';
import { meteredAreas } from './metered-areas';
import { SlotSimulator, type StepMemory } from './simulate-slots';
import type { MeasuredSlot, ModelLink } from './twin-types';

/** What is to be tried, by ids of the network. */
export interface WhatIfChanges {
  readonly close: readonly string[];
  readonly pumpOff: readonly string[];
  /** A pipe or junction; one of diameter and flow is given. */
  readonly burst: {
    readonly elementId: string;
    readonly diameterM: number | null;
    readonly flowM3h: number | null;
  } | null;
  /** Shut the valves around the burst. */
  readonly isolate: boolean;
  readonly durationS: number;
  readonly minPressureKpa: number;
}

export interface WhatIfTask {
  readonly network: InpNetwork;
  readonly links: readonly ModelLink[];
  /** The present, as far as it is measured. */
  readonly slot: MeasuredSlot;
  readonly past: StepMemory;
  readonly changes: WhatIfChanges;
}

/** A place whose pressure changes. */
export interface WhatIfNode {
  readonly id: string;
  readonly beforeKpa: number;
  readonly afterKpa: number;
  readonly demandM3h: number;
  readonly affected: boolean;
}

export interface WhatIfOutcome {
  /** Changed ones, the largest change first. */
  readonly nodes: readonly WhatIfNode[];
  readonly affectedNodes: number;
  readonly affectedDemandM3h: number;
  readonly totalDemandM3h: number;
  readonly totalNodes: number;
  readonly burstM3h: number | null;
  readonly valveIds: readonly string[];
  readonly isolatedNodes: number;
  readonly notes: readonly string[];
}

/** Flow through a sharp-edged hole: coefficient of discharge. */
const DISCHARGE = 0.6;
const GRAVITY = 9.80665;
const STEP_S = 900;
const LEAST_CHANGE_KPA = 0.5;

/**
 * Compares the network as it is with the network as it would be. With a duration the lowest pressure of each place counts.
 * @throws {EpanetError} when there is no solution
 * @see Torricelli's law: flow = coefficient x area x sqrt(2 g h)
 */
export async function whatIf({ network, links, slot, past, changes }: WhatIfTask): Promise<WhatIfOutcome> {
  const twin = await TwinModel.open(network);
  try {
    const simulator = new SlotSimulator(twin, network, meteredAreas(network, links), links);
    simulator.resume(past);
    const present = simulator.solve(slot, new Map()).conditions;
    const base = changes.durationS > 0 ? freed(network, present) : present;
    const notes: string[] = [];
    const before = lowest(twin, base, changes.durationS);
    const isolation = changes.isolate && changes.burst !== null ? isolationOf(network, changes.burst.elementId) : null;
    if (isolation?.isPossible === false)
      notes.push('No valves of the model stand between the burst and a source: it cannot be shut off by them.');
    const shut = isolation?.isPossible === true ? isolation : null;
    const closed = new Set([...changes.close, ...changes.pumpOff, ...(shut?.valveIds ?? [])]);
    const still = [...(base.open ?? [])].filter(([, isOpen]) => !isOpen).map(([id]) => id);
    const leak =
      changes.burst === null || shut !== null ? null : leakOf(network, twin, before.pressureM, changes.burst);
    const leaks = leak === null ? [] : [leak];
    const after = await closedOff(twin, network, { ...base, leaks }, closed, changes.durationS);
    if (after.warning)
      notes.push('EPANET warns that the changed network is hard to solve: read the figures with care.');
    const reached = suppliedNodes(network, new Set(still));
    const supplied = suppliedNodes(network, new Set([...still, ...closed]));
    const nodes = network.junctions.map(({ id, demands }): WhatIfNode & { used: boolean } => {
      const index = twin.nodeIndex(id);
      const beforeKpa = (before.pressureM[index] as number) * kpaPerMetre;
      const afterKpa = supplied.has(id) ? (after.pressureM[index] as number) * kpaPerMetre : 0;
      const used = demands.some(({ base: demand }) => demand > 0);
      const { minPressureKpa } = changes;
      const affected =
        used && afterKpa < minPressureKpa && (beforeKpa >= minPressureKpa || (reached.has(id) && !supplied.has(id)));
      return { id, beforeKpa, afterKpa, demandM3h: before.demandM3h[index] as number, affected, used };
    });
    if (nodes.some(({ afterKpa }) => afterKpa < 0))
      notes.push('Pressures below zero: there the use that is assumed could not be met.');
    const affected = nodes.filter((node) => node.affected);
    const sum = (list: readonly WhatIfNode[]) => list.reduce((total, { demandM3h }) => total + demandM3h, 0);
    return {
      nodes: nodes
        .filter(({ beforeKpa, afterKpa, affected: hit }) => hit || Math.abs(afterKpa - beforeKpa) >= LEAST_CHANGE_KPA)
        .map(({ used: _used, ...node }) => node)
        .sort((a, b) => Math.abs(b.afterKpa - b.beforeKpa) - Math.abs(a.afterKpa - a.beforeKpa)),
      affectedNodes: affected.length,
      affectedDemandM3h: sum(affected),
      totalDemandM3h: sum(nodes.filter(({ used }) => used)),
      totalNodes: nodes.filter(({ used }) => used).length,
      burstM3h: leak === null ? null : lossOf(network, twin, after.pressureM, leak),
      valveIds: isolation?.valveIds ?? [],
      isolatedNodes: shut === null ? 0 : nodes.filter(({ id, used }) => used && shut.nodeIds.includes(id)).length,
      notes,
    };
  } finally {
    twin.close();
  }
}

/** The lowest pressures with links closed. EPANET shuts no check valve while it runs, so such a pipe is closed in the network. */
async function closedOff(
  twin: TwinModel,
  network: InpNetwork,
  base: TwinConditions,
  closed: ReadonlySet<string>,
  durationS: number,
): Promise<Lowest> {
  const isShut = ({ id, status }: InpNetwork['pipes'][number]) => status === 'cv' && closed.has(id);
  const shut = new Set(network.pipes.filter(isShut).map(({ id }) => id));
  const switched = [...closed].filter((id) => !shut.has(id)).map((id): [string, boolean] => [id, false]);
  const conditions = { ...base, open: new Map([...(base.open ?? []), ...switched]) };
  if (shut.size === 0) return lowest(twin, conditions, durationS);
  const pipes = network.pipes.map((pipe) => (shut.has(pipe.id) ? { ...pipe, status: 'closed' as const } : pipe));
  const changed = await TwinModel.open({ ...network, pipes });
  try {
    return lowest(changed, conditions, durationS);
  } finally {
    changed.close();
  }
}

/** Over hours, pumps go back into the hands of the controls that the file has for them. */
function freed(network: InpNetwork, conditions: TwinConditions): TwinConditions {
  const lines = [...network.controls, ...network.rules].map((line) => line.split(/\s+/));
  const controlled = (id: string) => lines.some((words) => words.includes(id));
  return { ...conditions, open: new Map([...(conditions.open ?? [])].filter(([id]) => !controlled(id))) };
}

interface Lowest {
  readonly pressureM: Float64Array;
  /** At the beginning. */
  readonly demandM3h: Float64Array;
  readonly warning: boolean;
}

function lowest(twin: TwinModel, conditions: TwinConditions, durationS: number): Lowest {
  if (durationS <= 0) {
    const { pressureM, demandM3h, warning } = twin.solve(conditions);
    return { pressureM, demandM3h, warning: warning !== null && warning < 3 };
  }
  const [first, ...rest] = [...twin.run(conditions, durationS, STEP_S)];
  if (first === undefined) throw new RangeError('A run has at least one moment.');
  const pressureM = first.pressureM.map((value, index) =>
    rest.reduce((least, moment) => Math.min(least, moment.pressureM[index] as number), value),
  );
  const warning = [first, ...rest].some((moment) => moment.warning !== null && moment.warning < 3);
  return { pressureM, demandM3h: first.demandM3h, warning };
}

function leakOf(
  network: InpNetwork,
  twin: TwinModel,
  pressureM: Float64Array,
  { elementId, diameterM, flowM3h }: NonNullable<WhatIfChanges['burst']>,
): TwinLeak {
  const atM = Math.max(1, pressureAt(network, twin, pressureM, elementId));
  const exponent = network.options.emitterExponent;
  const area = (Math.PI * (diameterM ?? 0) ** 2) / 4;
  const flow = flowM3h ?? DISCHARGE * area * Math.sqrt(2 * GRAVITY * atM) * 3600;
  return { elementId, coefficient: flow / atM ** exponent };
}

function lossOf(
  network: InpNetwork,
  twin: TwinModel,
  pressureM: Float64Array,
  { elementId, coefficient }: TwinLeak,
): number {
  return coefficient * Math.max(0, pressureAt(network, twin, pressureM, elementId)) ** network.options.emitterExponent;
}

/** Pressure at a junction, or in the middle of a pipe, m. */
function pressureAt(network: InpNetwork, twin: TwinModel, pressureM: Float64Array, elementId: string): number {
  const pipe = network.pipes.find(({ id }) => id === elementId);
  const ends = pipe === undefined ? [elementId] : [pipe.from, pipe.to];
  return ends.reduce((sum, id) => sum + (pressureM[twin.nodeIndex(id)] as number), 0) / ends.length;
}
