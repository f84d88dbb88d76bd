import { HydraulicModel } from '../hydraulic-model';
import type { InpNetwork, InpPump, InpValve } from '../network';
import { parseInp } from '../parse-inp';
import type { TwinConditions, TwinLeak, TwinSnapshot } from './conditions';
import { linkOfControl, linksOfRules } from './control-links';
import { type MetricFactors, metricFactors, settingToMetric } from './metric-factors';
import { TwinDemands } from './twin-demands';

/**
 * A network that is kept beside the real one: measured boundary conditions in, what every node and link should then show out.
 * Each {@link solve} starts from the file and the conditions of that call, nothing is carried from one call to the next.
 * Metric on the outside (m, m3/h) whatever units the file has. Not safe for use after {@link close}.
 */
export class TwinModel {
  /** Ids of all nodes in the order of every node array; likewise links. */
  readonly nodeIds: readonly string[];
  readonly linkIds: readonly string[];
  private readonly factors: MetricFactors;
  private readonly demands: TwinDemands;
  private readonly pumps: ReadonlyMap<string, InpPump>;
  private readonly valves: ReadonlyMap<string, InpValve>;
  private readonly controlLinks: readonly string[];
  private readonly ruleLinks: readonly ReadonlySet<string>[];
  /** Links, tanks, reservoirs and emitters that the last call moved away from the file. */
  private readonly moved = new Map<string, () => void>();

  private constructor(
    /** As given; not to be changed while the twin is open. */
    readonly network: InpNetwork,
    private readonly model: HydraulicModel,
  ) {
    this.nodeIds = model.nodeIds;
    this.linkIds = model.linkIds;
    this.factors = metricFactors(network);
    this.demands = new TwinDemands(network, model, this.factors.flow);
    this.pumps = new Map(network.pumps.map((pump) => [pump.id, pump]));
    this.valves = new Map(network.valves.map((valve) => [valve.id, valve]));
    this.controlLinks = network.controls.map(linkOfControl);
    this.ruleLinks = linksOfRules(network.rules);
  }

  /**
   * Opens a network.
   * @throws {InpError} when a text cannot be read
   * @throws {EpanetError} when EPANET refuses the network
   */
  static async open(source: InpNetwork | string): Promise<TwinModel> {
    const network = typeof source === 'string' ? parseInp(source) : source;
    return new TwinModel(network, await HydraulicModel.open(network));
  }

  /** Position of a node in node arrays. @throws {RangeError} for an unknown id */
  nodeIndex(id: string): number {
    return this.model.nodeIndex(id);
  }

  /** Position of a link in link arrays. @throws {RangeError} for an unknown id */
  linkIndex(id: string): number {
    return this.model.linkIndex(id);
  }

  /**
   * Solves one moment.
   * @throws {EpanetError} when there is no solution
   * @throws {RangeError} for an id that the network has not
   */
  solve(conditions: TwinConditions = {}): TwinSnapshot {
    this.apply(conditions);
    this.model.start(0);
    return this.snapshot(this.model.solve());
  }

  /**
   * Runs a period from the given conditions: patterns go on, tanks fill and empty, controls and rules act.
   * @param durationS - length of the period, s
   * @param stepS - longest time between two snapshots, s; EPANET takes shorter ones where a tank or control needs it
   */
  *run(conditions: TwinConditions, durationS: number, stepS: number): Generator<TwinSnapshot, void> {
    this.apply(conditions);
    this.model.start(durationS);
    for (;;) {
      yield this.snapshot(this.model.solve());
      if (this.model.advance(stepS) === 0) return;
    }
  }

  /** Frees the memory. May be called twice. */
  close(): void {
    this.model.close();
  }

  private snapshot(timeS: number): TwinSnapshot {
    const { model } = this;
    const { flow, length, pressure } = this.factors;
    return {
      timeS,
      pressureM: scale(model.pressures(), pressure),
      headM: scale(model.heads(), length),
      demandM3h: scale(model.demands(), flow),
      flowM3h: scale(model.flows(), flow),
      warning: model.lastWarning,
    };
  }

  private apply(conditions: TwinConditions): void {
    for (const undo of this.moved.values()) undo();
    this.moved.clear();
    const { patternStartS, startClockS } = this.network.times;
    const patternS = Math.max(0, Math.round(conditions.patternTimeS ?? patternStartS));
    this.model.setStartTimes(patternS, timeOfDay(patternS - patternStartS + startClockS));
    this.demands.apply(conditions, patternS);
    for (const [id, level] of conditions.tankLevelsM ?? []) this.setTank(id, level);
    for (const [id, head] of conditions.reservoirHeadsM ?? []) this.setReservoir(id, head);
    for (const [id, value] of conditions.settings ?? []) this.setSetting(id, value);
    for (const [id, open] of conditions.open ?? []) this.setOpen(id, open);
    this.setLeaks(conditions.leaks ?? []);
  }

  private setTank(id: string, levelM: number): void {
    const tank = this.network.tanks.find((candidate) => candidate.id === id);
    if (!tank) throw new RangeError(`The network has no tank '${id}'.`);
    const level = Math.min(Math.max(levelM / this.factors.length, tank.minLevel), tank.maxLevel);
    const index = this.model.nodeIndex(id);
    this.model.setInitialLevel(index, level);
    this.moved.set(`tank ${id}`, () => this.model.setInitialLevel(index, tank.initialLevel));
  }

  private setReservoir(id: string, headM: number): void {
    const reservoir = this.network.reservoirs.find((candidate) => candidate.id === id);
    if (!reservoir) throw new RangeError(`The network has no reservoir '${id}'.`);
    const index = this.model.nodeIndex(id);
    this.model.setReservoirHead(index, headM / this.factors.length);
    this.moved.set(`reservoir ${id}`, () => this.model.setReservoirHead(index, reservoir.head, reservoir.patternId));
  }

  private setSetting(id: string, value: number): void {
    const valve = this.valves.get(id);
    const index = this.model.linkIndex(id);
    this.freeLink(id, index);
    this.model.setInitialSetting(index, value / (valve ? settingToMetric(valve.kind, this.factors) : 1));
  }

  private setOpen(id: string, open: boolean): void {
    const index = this.model.linkIndex(id);
    this.freeLink(id, index);
    if (this.isCheckValve(id)) {
      if (!open) throw new RangeError(`Pipe '${id}' has a check valve and cannot be closed in a running twin.`);
      return;
    }
    const setting = this.valves.get(id)?.setting ?? this.pumps.get(id)?.speed ?? null;
    this.model.setInitialOpen(index, open);
    // A control valve that is known to be in service goes on controlling, and a pump runs at the speed of the file.
    if (open && setting !== null && setting !== 0) this.model.setInitialSetting(index, setting);
  }

  /** Takes a link out of the hands of controls, rules and patterns, and notes how to give it back. */
  private freeLink(id: string, index: number): void {
    const key = `link ${id}`;
    if (this.moved.has(key)) return;
    const controls = indexesWhere(this.controlLinks, (link) => link === id);
    const rules = indexesWhere(this.ruleLinks, (links) => links.has(id));
    const pattern = this.pumps.get(id)?.patternId ?? null;
    const enable = (enabled: boolean): void => {
      for (const control of controls) this.model.setControlEnabled(control, enabled);
      for (const rule of rules) this.model.setRuleEnabled(rule, enabled);
      if (pattern !== null) this.model.setPumpPattern(index, enabled ? pattern : null);
    };
    enable(false);
    this.moved.set(key, () => {
      enable(true);
      this.restoreLink(id, index);
    });
  }

  private restoreLink(id: string, index: number): void {
    const valve = this.valves.get(id);
    const pump = this.pumps.get(id);
    const setting = valve?.setting ?? pump?.speed ?? null;
    const pipe = this.network.pipes.find((candidate) => candidate.id === id);
    const status = valve?.status ?? pump?.status ?? pipe?.status;
    // A pump that was closed does not start by its speed alone; a valve with a setting would by this lose it.
    if (pump && status === 'open') this.model.setInitialOpen(index, true);
    if (setting !== null) this.model.setInitialSetting(index, setting);
    if (status === 'closed') this.model.setInitialOpen(index, false);
    else if (status === 'open' && !pump) this.model.setInitialOpen(index, true);
  }

  private isCheckValve(id: string): boolean {
    return this.network.pipes.some((pipe) => pipe.id === id && pipe.status === 'cv');
  }

  private setLeaks(leaks: readonly TwinLeak[]): void {
    const extra = new Map<string, number>();
    const add = (id: string, coefficient: number): void => void extra.set(id, (extra.get(id) ?? 0) + coefficient);
    for (const { elementId, coefficient } of leaks) {
      const pipe = this.network.pipes.find(({ id }) => id === elementId);
      if (!pipe) add(elementId, coefficient);
      else for (const end of [pipe.from, pipe.to]) add(end, coefficient / 2);
    }
    for (const [id, coefficient] of extra) {
      const junction = this.network.junctions.find((candidate) => candidate.id === id);
      // Half of a leak beside a tank or reservoir leaves there and changes nothing.
      if (!junction) continue;
      const index = this.model.nodeIndex(id);
      const own = junction.emitter ?? 0;
      this.model.setEmitter(index, own + coefficient / this.factors.emitter);
      this.moved.set(`leak ${id}`, () => this.model.setEmitter(index, own));
    }
  }
}

/** Seconds since midnight. */
function timeOfDay(seconds: number): number {
  return ((seconds % 86_400) + 86_400) % 86_400;
}

function scale(values: Float64Array, factor: number): Float64Array {
  if (factor !== 1)
    for (let index = 0; index < values.length; index += 1) values[index] = (values[index] ?? 0) * factor;
  return values;
}

function indexesWhere<T>(list: readonly T[], test: (value: T) => boolean): number[] {
  return list.flatMap((value, index) => (test(value) ? [index] : []));
}
