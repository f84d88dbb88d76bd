import {
  EpanetError,
  type InpNetwork,
  type TwinConditions,
  TwinModel,
  type TwinSnapshot,
  flowFactorToM3h,
  kpaPerMetre,
  lengthFactorToM,
} from '@app/hydraulics';
import { type MeteredArea, type NominalUse, nominalUse, patternTimeAt } from './metered-areas';
import type { AreaSlot, MeasuredSlot, ModelLink, SimulatedSlot } from './twin-types';

/** A pump draws at least so much when it runs, kW; a pipe carries at least so much when it is not shut, m3/h. */
const RUNNING_KW = 0.2;
const RUNNING_M3H = 0.2;
/** Bounds of the use over that of the file: beyond them a meter is wrong rather than people thirsty. */
const LEAST_FACTOR = 0;
const MOST_FACTOR = 20;

/** Change of a tank's volume is taken over so many steps: pumps switch between two readings of a level. */
const RISING_STEPS = 4;
/** Longest gap between two moments that follow each other, ms. */
const STEP_MS = 3_660_000;

/** One moment as it is remembered. */
interface PastStep {
  readonly at: number;
  /** Levels of tanks, m. */
  readonly levels: Readonly<Record<string, number>>;
  /** Tanks whose level was measured. */
  readonly measured: readonly string[];
  /** Net inflow of areas over their meters, m3/h. */
  readonly inflows: Readonly<Record<string, number | null>>;
}

/** What is carried from one moment to the next: the last few, oldest first; JSON. */
export type StepMemory = readonly PastStep[];

/** An area at one moment with what multiplies the use of its junctions; null: not measured. */
interface AreaStep extends AreaSlot {
  readonly area: MeteredArea;
  readonly steppedM3h: number;
  readonly factor: number | null;
}

/** Solves moments of a network with what was measured about them. */
export class SlotSimulator {
  private readonly toM3h: number;
  private readonly toM: number;
  private readonly pumps: ReadonlySet<string>;
  /** Pumps and valves: what can be switched. */
  private readonly machines: ReadonlySet<string>;
  /** Meters whose flow sets the use of an area: the flow that they measure cannot be compared with itself. */
  readonly driving: ReadonlySet<string>;
  private past: StepMemory = [];

  /** @param twin - the opened network; closed by its owner */
  constructor(
    private readonly twin: TwinModel,
    private readonly network: InpNetwork,
    private readonly areas: readonly MeteredArea[],
    private readonly links: readonly ModelLink[],
  ) {
    this.toM3h = flowFactorToM3h(network.options.flowUnits);
    this.toM = lengthFactorToM(network.options.flowUnits);
    this.pumps = new Set(network.pumps.map(({ id }) => id));
    this.machines = new Set([...network.pumps, ...network.valves].map(({ id }) => id));
    this.driving = drivingMeters(areas);
  }

  /** Goes on from an earlier moment. */
  resume(memory: StepMemory): void {
    this.past = memory;
  }

  /** For {@link resume}. */
  get memory(): StepMemory {
    return this.past;
  }

  /**
   * Solves one moment.
   * @param expectedUse - use that an area is expected to have, m3/h; meters of areas with an expectation are compared with
   *   the flow that belongs to it, since the flow that was measured drives the model
   * @throws {EpanetError} when there is no solution
   */
  solve(
    slot: MeasuredSlot,
    expectedUse: ReadonlyMap<string, number>,
  ): { slot: SimulatedSlot; conditions: TwinConditions } {
    const patternTimeS = patternTimeAt(this.network, slot.hourOfWeek);
    const nominal = nominalUse(this.network, patternTimeS, this.toM3h);
    this.remember(slot);
    const { levels } = this.past.at(-1) as PastStep;
    const areas = this.areas.map((area) => this.balance(area, slot, nominal));
    const base = this.conditions(slot, patternTimeS, levels);
    const conditions: TwinConditions = { ...base, demandFactors: this.factors(areas) };
    const snapshot = this.twin.solve(conditions);
    const expected = expectedUse.size === 0 ? null : this.expected(base, areas, expectedUse);
    const simulated = new Map<string, number>();
    for (const link of this.links) {
      const value = this.driving.has(link.key)
        ? this.meterValue(link, expected, expectedUse)
        : this.value(link, snapshot);
      if (value !== null && Number.isFinite(value)) simulated.set(link.key, value);
    }
    const counted = this.measured(slot);
    return {
      conditions,
      slot: {
        at: slot.at,
        simulated,
        areas: areas.map(({ key, useM3h, nominalM3h, throughputM3h }) => ({ key, useM3h, nominalM3h, throughputM3h })),
        warning: snapshot.warning,
        ...counted,
        balanceErrorShare: this.balanceError(areas),
      },
    };
  }

  /** Levels of all tanks (measured, else as they were, else as in the file) and inflows of this moment. */
  private remember({ values, at }: MeasuredSlot): void {
    const before = this.past.at(-1);
    const levels: Record<string, number> = {};
    const measured: string[] = [];
    for (const { id, initialLevel } of this.network.tanks) {
      const link = this.links.find(({ quantity, elementId }) => quantity === 'level' && elementId === id);
      const value = link === undefined ? undefined : values.get(link.key);
      if (value !== undefined) measured.push(id);
      levels[id] =
        value === undefined ? (before?.levels[id] ?? initialLevel * this.toM) : value + (link?.gaugeHeightM ?? 0);
    }
    const inflows = Object.fromEntries(this.areas.map((area) => [area.key, inflowOf(area, values)]));
    const isNext = before !== undefined && at > before.at && at - before.at <= STEP_MS;
    this.past = [...(isNext ? this.past : []), { at, levels, measured, inflows }].slice(-RISING_STEPS - 1);
  }

  /** Net inflow less what stays in the tanks, m3/h; null where it is not measured, or not long enough. */
  private use(area: MeteredArea): number | null {
    const now = this.past.at(-1) as PastStep;
    if (area.reservoirIds.length > 0 || area.meters.length === 0) return null;
    if (area.tankIds.length === 0) return now.inflows[area.key] ?? null;
    const first = this.past[0] as PastStep;
    const isWhole =
      this.past.length > RISING_STEPS &&
      this.past.every(({ measured }) => area.tankIds.every((id) => measured.includes(id)));
    const tanks = this.network.tanks.filter(({ id }) => area.tankIds.includes(id));
    if (!isWhole || tanks.some(({ volumeCurveId }) => volumeCurveId !== null)) return null;
    let volumeM3 = 0;
    for (const [index, step] of this.past.slice(1).entries()) {
      const earlier = this.past[index] as PastStep;
      const [a, b] = [earlier.inflows[area.key] ?? null, step.inflows[area.key] ?? null];
      if (a === null || b === null) return null;
      volumeM3 += ((a + b) / 2) * ((step.at - earlier.at) / 3_600_000);
    }
    for (const { id, diameter } of tanks)
      volumeM3 -=
        (((now.levels[id] as number) - (first.levels[id] as number)) * Math.PI * (diameter * this.toM) ** 2) / 4;
    return volumeM3 / ((now.at - first.at) / 3_600_000);
  }

  private balance(area: MeteredArea, { values }: MeasuredSlot, nominal: ReadonlyMap<string, NominalUse>): AreaStep {
    const sum = (kind: keyof NominalUse) =>
      area.demandNodeIds.reduce((total, id) => total + (nominal.get(id)?.[kind] ?? 0), 0);
    const [nominalM3h, steppedM3h] = [sum('smooth'), sum('stepped')];
    const useM3h = this.use(area);
    const throughputM3h = area.meters.reduce(
      (total, { key, sign }) => total + Math.max(0, sign * (values.get(key) ?? 0)),
      0,
    );
    const factor = useM3h === null || steppedM3h <= 0 ? null : useM3h / steppedM3h;
    return {
      area,
      key: area.key,
      useM3h,
      nominalM3h,
      steppedM3h,
      throughputM3h,
      factor: factor === null ? null : Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor)),
    };
  }

  /** Areas that are not measured take the mean of those that are. */
  private factors(areas: readonly AreaStep[]): Map<string, number> {
    const measured = areas.filter(({ factor }) => factor !== null);
    const nominal = measured.reduce((sum, { steppedM3h }) => sum + steppedM3h, 0);
    const use = measured.reduce((sum, { steppedM3h, factor }) => sum + steppedM3h * (factor as number), 0);
    const common = nominal > 0 ? use / nominal : 1;
    const factors = new Map<string, number>();
    for (const { area, factor } of areas) for (const id of area.demandNodeIds) factors.set(id, factor ?? common);
    return factors;
  }

  private conditions(
    { values }: MeasuredSlot,
    patternTimeS: number,
    levels: Readonly<Record<string, number>>,
  ): TwinConditions {
    const open = new Map<string, boolean>();
    for (const { key, quantity, elementId, usage } of this.links) {
      const value = values.get(key);
      if (value === undefined || usage !== 'boundary') continue;
      if (this.pumps.has(elementId) && quantity === 'power') open.set(elementId, value > RUNNING_KW);
      if (this.pumps.has(elementId) && quantity === 'flow') open.set(elementId, Math.abs(value) > RUNNING_M3H);
      // A pipe has no position: one with a check valve could not even be shut.
      if (quantity === 'percent' && this.machines.has(elementId)) open.set(elementId, value > 1);
    }
    return { patternTimeS, open, tankLevelsM: new Map(Object.entries(levels)) };
  }

  private expected(
    base: TwinConditions,
    areas: readonly AreaStep[],
    expectedUse: ReadonlyMap<string, number>,
  ): TwinSnapshot | null {
    const wanted = areas.map((entry) => {
      const use = expectedUse.get(entry.area.key);
      return use === undefined || entry.steppedM3h <= 0
        ? entry
        : { ...entry, factor: Math.max(0, use / entry.steppedM3h) };
    });
    try {
      return this.twin.solve({ ...base, demandFactors: this.factors(wanted) });
    } catch (error) {
      if (error instanceof EpanetError) return null;
      throw error;
    }
  }

  /** Such a meter is compared only where an area behind it has an expectation. */
  private meterValue(
    link: ModelLink,
    expected: TwinSnapshot | null,
    expectedUse: ReadonlyMap<string, number>,
  ): number | null {
    if (expected === null) return null;
    const fed = this.areas.some(
      ({ key, meters, demandNodeIds }) =>
        demandNodeIds.length > 0 && expectedUse.has(key) && meters.some((meter) => meter.key === link.key),
    );
    return fed ? this.value(link, expected) : null;
  }

  /** What the sensor should show, canonical unit; null where the model has no such thing. */
  private value(link: ModelLink, snapshot: TwinSnapshot): number | null {
    const { quantity, elementKind, elementId, direction, gaugeHeightM } = link;
    if (elementKind === 'link') {
      if (quantity !== 'flow') return null;
      return (snapshot.flowM3h[this.twin.linkIndex(elementId)] as number) * direction;
    }
    const pressureM = snapshot.pressureM[this.twin.nodeIndex(elementId)] as number;
    if (quantity === 'pressure') return (pressureM - gaugeHeightM) * kpaPerMetre;
    // A level that drives the model cannot be compared with it.
    return quantity === 'level' && link.usage === 'compare' ? pressureM - gaugeHeightM : null;
  }

  private measured({ values }: MeasuredSlot): { measured: number; measurable: number } {
    const driving = new Set(
      this.links.filter(({ usage, key }) => usage === 'boundary' && values.has(key)).map(({ elementId }) => elementId),
    );
    const wanted = [
      ...this.network.tanks.map(({ id }) => id),
      ...this.network.pumps.map(({ id }) => id),
      ...new Set(this.areas.flatMap(({ meters }) => meters.map(({ linkId }) => linkId))),
    ];
    // Use without any meter is a boundary that nobody measures.
    const blind = this.areas.filter(
      ({ meters, demandNodeIds }) => meters.length === 0 && demandNodeIds.length > 0,
    ).length;
    return { measured: wanted.filter((id) => driving.has(id)).length, measurable: wanted.length + blind };
  }

  /** Water that comes into areas without use and does not stay there, over what comes in there. */
  private balanceError(areas: readonly AreaStep[]): number | null {
    const passing = areas.filter(({ nominalM3h, useM3h }) => nominalM3h <= 0 && useM3h !== null);
    if (passing.length === 0) return null;
    const inflow = passing.reduce((sum, { throughputM3h }) => sum + throughputM3h, 0);
    const lost = passing.reduce((sum, { useM3h }) => sum + Math.abs(useM3h as number), 0);
    return inflow > 0 ? lost / inflow : null;
  }
}

function inflowOf({ meters }: MeteredArea, values: ReadonlyMap<string, number>): number | null {
  let inflow = 0;
  for (const { key, sign } of meters) {
    const value = values.get(key);
    if (value === undefined) return null;
    inflow += sign * value;
  }
  return inflow;
}

/** Meters at the edge of areas with use. */
export function drivingMeters(areas: readonly MeteredArea[]): Set<string> {
  return new Set(
    areas.flatMap(({ demandNodeIds, meters }) => (demandNodeIds.length > 0 ? meters.map(({ key }) => key) : [])),
  );
}
