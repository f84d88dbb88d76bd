import { EpanetError, type InpNetwork, TwinModel, allLinks, flowFactorToM3h } from '@app/hydraulics';
import { type AreaMemory, type AreaVerdict, expectedUse, newAreaMemory, takeArea } from './area-memory';
import { meteredAreas, nominalUse, patternTimeAt, type MeteredArea } from './metered-areas';
import { type ResidualMemory, newResidualMemory, takeResidual } from './residual-memory';
import { SlotSimulator, type StepMemory } from './simulate-slots';
import type { MeasuredSlot, ModelLink, SimulatedSlot } from './twin-types';

/** All that a twin remembers; JSON. */
export interface TwinMemory {
  readonly step: StepMemory;
  readonly areas: Readonly<Record<string, AreaMemory>>;
  readonly residuals: Readonly<Record<string, ResidualMemory>>;
}

export const emptyTwinMemory: TwinMemory = { step: [], areas: {}, residuals: {} };

/** A value beside its simulation. */
export interface ComparedValue {
  readonly key: string;
  readonly measured: number | null;
  readonly simulated: number | null;
  readonly bias: number | null;
  readonly z: number | null;
  readonly changed: boolean;
  readonly holds: -1 | 0 | 1;
}

export interface AreaResult extends AreaVerdict {
  readonly key: string;
  readonly useM3h: number | null;
  readonly nominalM3h: number;
  readonly throughputM3h: number;
}

/** What came of one moment. */
export interface SlotResult {
  readonly at: number;
  /** Why there is no solution; null: there is one. */
  readonly failure: string | null;
  readonly warning: number | null;
  readonly measured: number;
  readonly measurable: number;
  readonly balanceErrorShare: number | null;
  readonly values: readonly ComparedValue[];
  readonly areas: readonly AreaResult[];
}

/**
 * Calculates moments in their order, learns from each and judges it. The same memory and moments give the same results,
 * whether in one call or in several.
 *
 * @throws {EpanetError} when the network cannot be opened; a moment without a solution is a result with a failure
 */
export async function runSlots(
  network: InpNetwork,
  links: readonly ModelLink[],
  slots: readonly MeasuredSlot[],
  memory: TwinMemory,
): Promise<{ results: SlotResult[]; memory: TwinMemory }> {
  const areas = meteredAreas(network, links);
  const state = structuredClone(memory) as {
    step: StepMemory;
    areas: Record<string, AreaMemory>;
    residuals: Record<string, ResidualMemory>;
  };
  const toM3h = flowFactorToM3h(network.options.flowUnits);
  const twin = await TwinModel.open(network);
  try {
    const simulator = new SlotSimulator(twin, network, areas, links);
    simulator.resume(state.step);
    const results = slots.map((slot): SlotResult => {
      const expected = expectations(network, areas, state.areas, slot, toM3h);
      try {
        const { slot: simulated } = simulator.solve(slot, expected);
        return judged(
          slot,
          simulated,
          judgeable(slot, simulated, network, areas, links),
          links,
          state,
          simulator.driving,
        );
      } catch (error) {
        if (!(error instanceof EpanetError)) throw error;
        return failed(slot, error.message);
      }
    });
    return { results, memory: { ...state, step: simulator.memory } };
  } finally {
    twin.close();
  }
}

function expectations(
  network: InpNetwork,
  areas: readonly MeteredArea[],
  memories: Readonly<Record<string, AreaMemory>>,
  { hourOfWeek }: MeasuredSlot,
  toM3h: number,
): Map<string, number> {
  const nominal = nominalUse(network, patternTimeAt(network, hourOfWeek), toM3h);
  const result = new Map<string, number>();
  for (const { key, demandNodeIds } of areas) {
    const memory = memories[key];
    if (memory === undefined) continue;
    const use = demandNodeIds.reduce((sum, id) => sum + (nominal.get(id)?.smooth ?? 0), 0);
    const expected = use > 0 ? expectedUse(memory, use, hourOfWeek) : null;
    if (expected !== null) result.set(key, expected);
  }
  return result;
}

function judged(
  slot: MeasuredSlot,
  simulated: SimulatedSlot,
  trusted: ReadonlySet<string>,
  links: readonly ModelLink[],
  state: { areas: Record<string, AreaMemory>; residuals: Record<string, ResidualMemory> },
  driving: ReadonlySet<string>,
): SlotResult {
  const areas = simulated.areas.map((area): AreaResult => {
    const memory = (state.areas[area.key] ??= newAreaMemory());
    return { ...area, ...takeArea(memory, area, slot.at, slot.hourOfWeek) };
  });
  const values = links.flatMap(({ key, quantity }): ComparedValue[] => {
    const measured = slot.values.get(key) ?? null;
    const expected = simulated.simulated.get(key) ?? null;
    if (measured === null && expected === null) return [];
    const plain = { key, measured, simulated: expected };
    // What a meter at the edge of an area shows is judged once, in the balance of the area.
    if (measured === null || expected === null || driving.has(key) || !trusted.has(key))
      return [{ ...plain, bias: null, z: null, changed: false, holds: state.residuals[key]?.judge.holds ?? 0 }];
    const memory = (state.residuals[key] ??= newResidualMemory());
    return [{ ...plain, ...takeResidual(memory, quantity, slot, measured, expected) }];
  });
  const { warning, measured, measurable, balanceErrorShare } = simulated;
  return { at: slot.at, failure: null, warning, measured, measurable, balanceErrorShare, values, areas };
}

/**
 * Sensors whose comparison means something at this moment: what drives the model around them was measured. Without the level
 * of a tank or the state of a pump nothing is judged; without the meters of an area nothing within it.
 */
function judgeable(
  { values }: MeasuredSlot,
  simulated: SimulatedSlot,
  network: InpNetwork,
  areas: readonly MeteredArea[],
  links: readonly ModelLink[],
): Set<string> {
  const isDriven = links.every(
    ({ key, usage, quantity }) => usage !== 'boundary' || quantity === 'flow' || values.has(key),
  );
  if (!isDriven) return new Set();
  const blind = new Set(
    areas
      .filter(
        ({ key, meters }) => meters.length > 0 && simulated.areas.find((area) => area.key === key)?.useM3h === null,
      )
      .flatMap(({ demandNodeIds, nodeIds }) => (demandNodeIds.length > 0 ? nodeIds : [])),
  );
  const from = new Map(allLinks(network).map((link) => [link.id, link.from]));
  return new Set(
    links
      .filter(
        ({ elementKind, elementId }) => !blind.has(elementKind === 'node' ? elementId : (from.get(elementId) ?? '')),
      )
      .map(({ key }) => key),
  );
}

function failed({ at, values }: MeasuredSlot, failure: string): SlotResult {
  const compared = [...values].map(([key, measured]): ComparedValue => ({
    key,
    measured,
    simulated: null,
    bias: null,
    z: null,
    changed: false,
    holds: 0,
  }));
  return {
    at,
    failure,
    warning: null,
    measured: 0,
    measurable: 0,
    balanceErrorShare: null,
    values: compared,
    areas: [],
  };
}
