import { HydraulicModel } from '../hydraulic-model';
import type { InpNetwork } from '../network';
import { allLinks } from '../placement';
import { flowFactorToM3h, lengthFactorToM, pressureFactorToM } from '../units';

/** What a shadow model is driven by in one step, all measured. */
export interface ShadowStep {
  /** Demand of junctions, m3/h; what is left out has none. */
  readonly demandsM3h: ReadonlyMap<string, number>;
  /** Flow of the pumps that are metered, m3/h: taken at one end, given at the other. */
  readonly pumpsM3h: ReadonlyMap<string, number>;
  readonly levelsM: ReadonlyMap<string, number>;
}

/**
 * A network for single moments: every demand is given, metered pumps are cut (their flow is a demand at each end), tanks stand at
 * their measured level, other controls act on levels only. Metric outside.
 */
export class ShadowModel {
  readonly nodeIndexes: ReadonlyMap<string, number>;
  private readonly last: Float64Array;
  private readonly junctions: readonly { readonly id: string; readonly index: number }[];

  private constructor(
    private readonly network: InpNetwork,
    private readonly model: HydraulicModel,
    private readonly pumps: readonly { readonly id: string; readonly from: string; readonly to: string }[],
  ) {
    this.junctions = network.junctions.map(({ id }) => ({ id, index: model.nodeIndex(id) }));
    this.nodeIndexes = new Map(model.nodeIds.map((id, index) => [id, index]));
    this.last = new Float64Array(model.nodeIds.length).fill(Number.NaN);
    this.toM = pressureFactorToM(network.options);
    this.toM3h = flowFactorToM3h(network.options.flowUnits);
    this.levelToM = lengthFactorToM(network.options.flowUnits);
  }

  private readonly toM: number;
  private readonly toM3h: number;
  private readonly levelToM: number;

  /** @param cutPumps - ids of metered pumps @throws {EpanetError} when EPANET refuses the network */
  static async open(network: InpNetwork, cutPumps: ReadonlySet<string>): Promise<ShadowModel> {
    const pumps = allLinks(network).filter(({ id }) => cutPumps.has(id));
    const plain: InpNetwork = {
      ...network,
      junctions: network.junctions.map((node) => ({
        ...node,
        demands: [{ base: 0, patternId: 'SHADOW-ONE', category: null }],
      })),
      pumps: network.pumps.filter(({ id }) => !cutPumps.has(id)),
      controls: network.controls.filter((line) => !cutPumps.has(line.split(/\s+/)[1] ?? '')),
      rules: [],
      patterns: [...network.patterns, { id: 'SHADOW-ONE', multipliers: [1] }],
      options: { ...network.options, demandMultiplier: 1 },
      times: { ...network.times, durationS: 0, entries: [] },
    };
    return new ShadowModel(plain, await HydraulicModel.open(plain), pumps);
  }

  /**
   * Solves a moment.
   * @param extra - more water taken at single junctions, m3/h
   * @throws {EpanetError} when there is no solution
   */
  solve({ demandsM3h, pumpsM3h, levelsM }: ShadowStep, extra: ReadonlyMap<string, number> = new Map()): void {
    const atPumps = new Map(extra);
    for (const { id, from, to } of this.pumps) {
      const flow = pumpsM3h.get(id) ?? 0;
      atPumps.set(from, (atPumps.get(from) ?? 0) + flow);
      atPumps.set(to, (atPumps.get(to) ?? 0) - flow);
    }
    for (const { id, index } of this.junctions) {
      const value = ((demandsM3h.get(id) ?? 0) + (atPumps.get(id) ?? 0)) / this.toM3h;
      if (value === this.last[index]) continue;
      this.model.setDemand(index, value);
      this.last[index] = value;
    }
    for (const tank of this.network.tanks) {
      const level = levelsM.get(tank.id);
      if (level !== undefined && Number.isFinite(level))
        this.model.setInitialLevel(
          this.model.nodeIndex(tank.id),
          Math.min(Math.max(level / this.levelToM, tank.minLevel), tank.maxLevel),
        );
    }
    this.model.start(0);
    this.model.solve();
  }

  /** Pressure at nodes after the last solution, m. */
  pressuresM(into: Float64Array, nodes: readonly number[]): Float64Array {
    const all = this.model.pressures();
    nodes.forEach((node, at) => void (into[at] = (all[node] as number) * this.toM));
    return into;
  }

  /** Flow in a link after the last solution, m3/h. */
  flowM3h(linkId: string): number {
    return (this.model.flows()[this.model.linkIndex(linkId)] as number) * this.toM3h;
  }

  nodeIndex(id: string): number {
    return this.model.nodeIndex(id);
  }

  close(): void {
    this.model.close();
  }
}
