import { epanet, EpanetEngine, EpanetError } from './epanet-engine';
import type { FlowUnits, InpNetwork } from './network';
import { allLinks, allNodes } from './placement';
import { parseInp } from './parse-inp';
import { writeInp } from './write-inp';

/** Results of one moment; arrays follow `nodeIds` and `linkIds`. All in the units of the network. */
export interface HydraulicSnapshot {
  readonly timeS: number;
  readonly pressure: Float64Array;
  readonly head: Float64Array;
  readonly flow: Float64Array;
}

let fileNumber = 0;

/**
 * A network under EPANET: opened once, then solved and advanced step by step while demands, emitters and states are
 * changed in between. Not safe for use after {@link close}.
 */
export class HydraulicModel {
  /** Ids of all nodes in the order of every node array. */
  readonly nodeIds: readonly string[];
  /** Ids of all links in the order of every link array. */
  readonly linkIds: readonly string[];
  readonly flowUnits: FlowUnits;
  /** EPANET's warning of the last solution (1 unbalanced, 2 unstable, 3 disconnected, 4 pump at its limit, 5 valve, 6 negative pressure), or null. */
  lastWarning: number | null = null;
  private readonly nodeIndexes = new Map<string, number>();
  private readonly linkIndexes = new Map<string, number>();
  private readonly tanks: readonly { readonly index: number; readonly elevation: number }[];
  private started = false;
  private closed = false;

  private constructor(
    private readonly engine: EpanetEngine,
    private readonly project: number,
    private readonly scratch: number,
    network: InpNetwork,
  ) {
    this.flowUnits = network.options.flowUnits;
    this.nodeIds = this.readIds(epanet.count.nodes, engine.call.getnodeid);
    this.linkIds = this.readIds(epanet.count.links, engine.call.getlinkid);
    this.nodeIds.forEach((id, index) => this.nodeIndexes.set(id, index));
    this.linkIds.forEach((id, index) => this.linkIndexes.set(id, index));
    this.tanks = network.tanks.map(({ id, elevation }) => ({ index: this.nodeIndex(id), elevation }));
  }

  /**
   * Opens a network.
   *
   * @throws {InpError} when a text cannot be read
   * @throws {EpanetError} when EPANET refuses the network; the message repeats what it says
   */
  static async open(source: InpNetwork | string): Promise<HydraulicModel> {
    const network = typeof source === 'string' ? parseInp(source) : source;
    const engine = await EpanetEngine.load();
    const scratch = engine.allocate(8 * (allNodes(network).length + allLinks(network).length + 8));
    engine.check(engine.call.createproject(scratch));
    const project = engine.readInt(scratch);
    fileNumber += 1;
    const name = `network-${fileNumber}`;
    engine.writeFile(`${name}.inp`, writeInp(network));
    const code = engine.withTexts([`${name}.inp`, `${name}.rpt`, ''], (inp, report, out) =>
      engine.call.open(project, inp as number, report as number, out as number),
    );
    engine.writeFile(`${name}.inp`, '');
    if (code >= 100) {
      engine.call.close(project);
      engine.call.deleteproject(project);
      engine.free(scratch);
      throw new EpanetError(code, `EPANET cannot open the network: ${reportedFaults(engine, `${name}.rpt`, code)}`);
    }
    engine.withTexts(['MESSAGES NO'], (line) => engine.call.setreport(project, line as number));
    engine.call.setstatusreport(project, 0);
    return new HydraulicModel(engine, project, scratch, network);
  }

  /** Position of a node in node arrays. @throws {RangeError} for an unknown id */
  nodeIndex(id: string): number {
    const index = this.nodeIndexes.get(id);
    if (index === undefined) throw new RangeError(`The network has no node '${id}'.`);
    return index;
  }

  /** Position of a link in link arrays. @throws {RangeError} for an unknown id */
  linkIndex(id: string): number {
    const index = this.linkIndexes.get(id);
    if (index === undefined) throw new RangeError(`The network has no link '${id}'.`);
    return index;
  }

  /** Sets the base demand of a junction's category, in flow units; it acts from the next solution on. */
  setDemand(node: number, value: number, category = 0): void {
    this.check(this.engine.call.setbasedemand(this.project, node + 1, category + 1, value));
  }

  /** Sets the emitter coefficient of a junction (flow at one unit of pressure); 0 takes the emitter away. */
  setEmitter(node: number, coefficient: number): void {
    this.check(this.engine.call.setnodevalue(this.project, node + 1, epanet.node.emitter, coefficient));
  }

  /** Sets the level from which a tank starts, in length units above its bottom; acts at {@link start}. */
  setInitialLevel(tank: number, level: number): void {
    this.check(this.engine.call.setnodevalue(this.project, tank + 1, epanet.node.tankLevel, level));
  }

  /** Sets the head of a reservoir, in length units. @param patternId - pattern of its head; left out: the head is constant */
  setReservoirHead(reservoir: number, head: number, patternId: string | null = null): void {
    const { call } = this.engine;
    const pattern = patternId === null ? 0 : this.patternIndex(patternId);
    this.check(call.setnodevalue(this.project, reservoir + 1, epanet.node.pattern, pattern));
    this.check(call.setnodevalue(this.project, reservoir + 1, epanet.node.elevation, head));
  }

  /** Multiplies every demand of the network, beside patterns. */
  setDemandMultiplier(factor: number): void {
    this.check(this.engine.call.setoption(this.project, epanet.option.demandMultiplier, factor));
  }

  /** Sets what patterns and the clock of controls say at {@link start}. Whole seconds: since the patterns begin, and of the day. */
  setStartTimes(patternS: number, clockS: number): void {
    const { call } = this.engine;
    this.check(call.settimeparam(this.project, epanet.time.patternStart, patternS));
    this.check(call.settimeparam(this.project, epanet.time.clockAtStart, clockS));
  }

  /** Switches a line of [CONTROLS] on or off. @param control - its place among them, from 0 */
  setControlEnabled(control: number, enabled: boolean): void {
    this.check(this.engine.call.setcontrolenabled(this.project, control + 1, enabled ? 1 : 0));
  }

  /** Switches a rule of [RULES] on or off. @param rule - its place among them, from 0 */
  setRuleEnabled(rule: number, enabled: boolean): void {
    this.check(this.engine.call.setruleenabled(this.project, rule + 1, enabled ? 1 : 0));
  }

  /** Opens or closes a pipe, pump or valve. */
  setOpen(link: number, open: boolean): void {
    this.check(this.engine.call.setlinkvalue(this.project, link + 1, epanet.link.status, open ? 1 : 0));
  }

  /** Sets a pump's relative speed, a valve's setting or a pipe's roughness. */
  setSetting(link: number, value: number): void {
    this.check(this.engine.call.setlinkvalue(this.project, link + 1, epanet.link.setting, value));
  }

  /** As {@link setOpen}, for the state in which {@link start} begins. @throws {EpanetError} for a pipe with a check valve */
  setInitialOpen(link: number, open: boolean): void {
    this.check(this.engine.call.setlinkvalue(this.project, link + 1, epanet.link.initialStatus, open ? 1 : 0));
  }

  /** As {@link setSetting}, for the state in which {@link start} begins. */
  setInitialSetting(link: number, value: number): void {
    this.check(this.engine.call.setlinkvalue(this.project, link + 1, epanet.link.initialSetting, value));
  }

  /** Lets a pattern rule the speed of a pump. @param patternId - null: none does */
  setPumpPattern(pump: number, patternId: string | null): void {
    const pattern = patternId === null ? 0 : this.patternIndex(patternId);
    this.check(this.engine.call.setlinkvalue(this.project, pump + 1, epanet.link.pattern, pattern));
  }

  /** Replaces the multipliers of a pattern. @throws {EpanetError} for an unknown pattern */
  setPattern(id: string, multipliers: readonly number[]): void {
    const { engine, project } = this;
    const index = this.patternIndex(id);
    const values = engine.allocate(8 * multipliers.length);
    engine.writeDoubles(values, multipliers);
    const code = engine.call.setpattern(project, index, values, multipliers.length);
    engine.free(values);
    engine.check(code);
  }

  /** Begins at time 0. @param durationS - how long the network may run, s; left out: as the file says */
  start(durationS?: number): void {
    const { call } = this.engine;
    if (durationS !== undefined) this.check(call.settimeparam(this.project, epanet.time.duration, durationS));
    if (!this.started) this.check(call.openH(this.project));
    this.started = true;
    this.check(call.initH(this.project, epanet.reinitialiseFlows));
  }

  /**
   * Solves the network at the present moment.
   *
   * @returns seconds since the start; {@link lastWarning} tells of a doubtful solution
   * @throws {EpanetError} when there is no solution
   */
  solve(): number {
    this.lastWarning = null;
    const code = this.engine.call.runH(this.project, this.scratch);
    this.check(code);
    this.lastWarning = code === 0 ? null : code;
    return this.engine.readInt(this.scratch);
  }

  /**
   * Moves on after a solution: tanks fill and empty.
   *
   * @param longestS - longest step, whole seconds, at least 1; left out: as the file says. EPANET takes a shorter one when a tank or control needs it
   * @returns seconds moved; 0 at the end of the duration
   */
  advance(longestS?: number): number {
    const { call } = this.engine;
    if (longestS !== undefined)
      this.check(call.settimeparam(this.project, epanet.time.hydraulicStep, Math.max(1, Math.round(longestS))));
    this.check(call.nextH(this.project, this.scratch));
    return this.engine.readInt(this.scratch);
  }

  /** Pressure at every node. */
  pressures(into?: Float64Array<ArrayBuffer>): Float64Array {
    return this.nodeValues(epanet.node.pressure, into);
  }

  /** Hydraulic head at every node. */
  heads(into?: Float64Array<ArrayBuffer>): Float64Array {
    return this.nodeValues(epanet.node.head, into);
  }

  /** Water taken at every node, emitters included; for tanks the net inflow. */
  demands(into?: Float64Array<ArrayBuffer>): Float64Array {
    return this.nodeValues(epanet.node.demand, into);
  }

  /** Level of every tank above its bottom; 0 for other nodes. (The toolkit's own tank level is the one at the start.) */
  levels(into?: Float64Array<ArrayBuffer>): Float64Array {
    const values = this.heads(into);
    const heads = this.tanks.map(({ index }) => values[index] as number);
    values.fill(0);
    this.tanks.forEach(({ index, elevation }, order) => {
      values[index] = (heads[order] as number) - elevation;
    });
    return values;
  }

  /** Flow in every link, positive from its first node to its second. */
  flows(into?: Float64Array<ArrayBuffer>): Float64Array {
    return this.linkValues(epanet.link.flow, into);
  }

  /** Electric power drawn by every pump, kW; 0 for other links. */
  powersKw(into?: Float64Array<ArrayBuffer>): Float64Array {
    return this.linkValues(epanet.link.energy, into);
  }

  /** Pressures, heads and flows of the last solution. */
  snapshot(timeS: number): HydraulicSnapshot {
    return { timeS, pressure: this.pressures(), head: this.heads(), flow: this.flows() };
  }

  /** Frees the memory of the model. May be called twice. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    const { call } = this.engine;
    if (this.started) call.closeH(this.project);
    call.close(this.project);
    call.deleteproject(this.project);
    this.engine.free(this.scratch);
  }

  private nodeValues(
    property: number,
    into: Float64Array<ArrayBuffer> = new Float64Array(this.nodeIds.length),
  ): Float64Array {
    this.check(this.engine.call.getnodevalues(this.project, property, this.scratch));
    return this.engine.readDoubles(this.scratch, into);
  }

  private linkValues(
    property: number,
    into: Float64Array<ArrayBuffer> = new Float64Array(this.linkIds.length),
  ): Float64Array {
    this.check(this.engine.call.getlinkvalues(this.project, property, this.scratch));
    return this.engine.readDoubles(this.scratch, into);
  }

  private patternIndex(id: string): number {
    const { engine, project, scratch } = this;
    engine.check(engine.withTexts([id], (name) => engine.call.getpatternindex(project, name as number, scratch)));
    return engine.readInt(scratch);
  }

  private readIds(kind: number, read: (project: number, index: number, pointer: number) => number): string[] {
    this.check(this.engine.call.getcount(this.project, kind, this.scratch));
    return Array.from({ length: this.engine.readInt(this.scratch) }, (_, index) => {
      this.check(read(this.project, index + 1, this.scratch));
      return this.engine.readText(this.scratch);
    });
  }

  private check(code: number): void {
    this.engine.check(code);
  }
}

/** The faults EPANET wrote to its report, at most five. */
function reportedFaults(engine: EpanetEngine, path: string, code: number): string {
  const faults = engine
    .readFile(path)
    .split(/\r?\n/)
    .filter((line) => /Error \d+/.test(line))
    .slice(0, 5);
  return faults.length > 0 ? faults.map((line) => line.trim()).join(' ') : `error ${code}.`;
}
