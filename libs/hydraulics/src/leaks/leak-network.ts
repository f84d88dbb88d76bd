import type { InpNetwork } from '../network';
import type { LeakTable } from './leak-table';
import { ShadowModel } from './shadow-model';
import { patternDemands, shadowZones, type ShadowZone } from './shadow-zones';

const WEEK_HOURS = 168;

/** What the network looked like in one hour, by the meters. */
export interface HourState {
  /** Measured net inflow of each zone, m3/h; NaN when a meter is silent. */
  readonly inflowM3h: readonly number[];
  readonly demandsM3h: Map<string, number>;
  readonly pumpsM3h: Map<string, number>;
  readonly levelsM: Map<string, number>;
}

/** A network with its meters, ready to be compared with them hour by hour. */
export class LeakNetwork {
  /** Channels of a comparison: pressure sensors, then the flow meters of inlets that share a zone (all but the last of each). */
  readonly sensors: readonly string[];
  readonly splits: readonly string[];
  private readonly nodes: readonly number[];
  private readonly demands: ReadonlyMap<string, Float64Array>;
  /** Demand of each zone by hour of the week, m3/h. */
  private readonly zoneDemands: readonly Float64Array[];
  private shiftHours = 0;

  private constructor(
    readonly network: InpNetwork,
    readonly zones: readonly ShadowZone[],
    private readonly table: LeakTable,
    readonly model: ShadowModel,
    private readonly pumps: readonly string[],
  ) {
    this.sensors = [...table.pressures.keys()];
    this.nodes = this.sensors.map((id) => model.nodeIndex(id));
    this.splits = zones.flatMap(({ inlets }) =>
      inlets
        .map(({ linkId }) => linkId)
        .filter((id) => !pumps.includes(id))
        .slice(0, -1),
    );
    this.demands = patternDemands(network, 3600, WEEK_HOURS);
    this.zoneDemands = zones.map(({ junctions }) =>
      Float64Array.from({ length: WEEK_HOURS }, (_, hour) =>
        junctions.reduce((sum, id) => sum + (this.demands.get(id)?.[hour] as number), 0),
      ),
    );
  }

  /**
   * @param table - hourly means
   * @throws {RangeError} when the meters close no zone: without a measured inflow there is nothing to compare
   * @throws {EpanetError} when EPANET refuses the network
   */
  static async open(network: InpNetwork, table: LeakTable): Promise<LeakNetwork> {
    const zones = shadowZones(network, new Set(table.flows.keys()), new Set(table.levels.keys()));
    if (zones.length === 0) throw new RangeError('The flow meters close no zone of the network.');
    const pumps = network.pumps.map(({ id }) => id).filter((id) => table.flows.has(id));
    const model = await ShadowModel.open(network, new Set(pumps));
    const opened = new LeakNetwork(network, zones, table, model, pumps);
    opened.alignWeek();
    return opened;
  }

  get channels(): number {
    return this.sensors.length + this.splits.length;
  }

  /** Zone of a junction; -1 when its inflow is not measured. */
  zoneOf(junction: string): number {
    return this.zones.findIndex(({ junctions }) => junctions.includes(junction));
  }

  /** Zone of a pipe; -1 when no inflow tells of it. */
  zoneOfPipe(id: string): number {
    const pipe = this.network.pipes.find((candidate) => candidate.id === id);
    return pipe === undefined ? -1 : Math.max(this.zoneOf(pipe.from), this.zoneOf(pipe.to));
  }

  /** Demand of a junction at an hour, by the file's patterns, m3/h. */
  demandOf(junction: string, hour: number): number {
    return this.demands.get(junction)?.[this.weekHour(hour)] ?? 0;
  }

  zoneDemand(zone: number, hour: number): number {
    return this.zoneDemands[zone]?.[this.weekHour(hour)] as number;
  }

  /** Net inflow of a zone in an hour, m3/h; NaN when not measured. */
  inflow(zone: number, hour: number): number {
    const { inlets, tanks } = this.zones[zone] as ShadowZone;
    let sum = 0;
    for (const { linkId, sign } of inlets) sum += sign * (this.table.flows.get(linkId)?.[hour] as number);
    for (const { id, areaM2 } of tanks) sum -= areaM2 * this.rise(id, hour);
    return sum;
  }

  /** Whether a tank of the zone stands so low that the model, which knows no air in pipes, says nothing about the zone. */
  drained(zone: number, hour: number): boolean {
    return (this.zones[zone]?.tanks ?? []).some(({ id, lowM }) => (this.table.levels.get(id)?.[hour] as number) < lowM);
  }

  /** Zone of each channel; -1 for none. */
  channelZones(): number[] {
    const splits = this.splits.map((id) => this.zones.findIndex(({ inlets }) => inlets.some((at) => at.linkId === id)));
    return [...this.sensors.map((id) => this.zoneOf(id)), ...splits];
  }

  /**
   * What the meters say of an hour; demands are scaled to the inflow less the leaks that are known.
   * @param leaksM3h - outflow of known leaks by junction
   * @returns null when a meter was silent
   */
  hourState(hour: number, leaksM3h: ReadonlyMap<string, number>): HourState | null {
    const demandsM3h = new Map<string, number>();
    const inflowM3h = this.zones.map((_, zone) => this.inflow(zone, hour));
    const pumpsM3h = new Map(this.pumps.map((id) => [id, this.table.flows.get(id)?.[hour] as number]));
    const levelsM = new Map([...this.table.levels].map(([id, values]) => [id, values[hour] as number]));
    if (![...inflowM3h, ...pumpsM3h.values(), ...levelsM.values()].every(Number.isFinite)) return null;
    this.zones.forEach(({ junctions }, zone) => {
      const known = junctions.reduce((sum, id) => sum + (leaksM3h.get(id) ?? 0), 0);
      const factor = Math.max(0, (inflowM3h[zone] as number) - known) / this.zoneDemand(zone, hour);
      for (const id of junctions) demandsM3h.set(id, this.demandOf(id, hour) * factor);
    });
    return { inflowM3h, demandsM3h, pumpsM3h, levelsM };
  }

  /** Solves a state. @returns modelled value of every channel (m, m3/h) */
  modelled(state: HourState, extra?: ReadonlyMap<string, number>): Float64Array {
    this.model.solve(state, extra);
    const values = new Float64Array(this.channels);
    this.model.pressuresM(values, this.nodes);
    this.splits.forEach((id, at) => void (values[this.sensors.length + at] = this.model.flowM3h(id)));
    return values;
  }

  /** Measured value of every channel; NaN where silent. */
  measured(hour: number): Float64Array {
    return Float64Array.from([
      ...this.sensors.map((id) => this.table.pressures.get(id)?.[hour] as number),
      ...this.splits.map((id) => this.table.flows.get(id)?.[hour] as number),
    ]);
  }

  close(): void {
    this.model.close();
  }

  private weekHour(hour: number): number {
    return (hour + this.shiftHours) % WEEK_HOURS;
  }

  /** Rise of a tank over an hour, m/h, from the means of the hours about it. */
  private rise(tank: string, hour: number): number {
    const levels = this.table.levels.get(tank) as Float64Array;
    const before = levels[hour - 1] ?? levels[hour];
    const after = levels[hour + 1] ?? levels[hour];
    const hours = (hour > 0 ? 1 : 0) + (hour + 1 < levels.length ? 1 : 0);
    return ((after as number) - (before as number)) / Math.max(1, hours);
  }

  /** Patterns may begin on another day of the week than the measurements: takes the day on which the inflow fits them best. */
  private alignWeek(): void {
    let best = -Infinity;
    let bestShift = 0;
    const hours = Math.min(WEEK_HOURS, this.table.steps);
    for (let shift = 0; shift < WEEK_HOURS; shift += 24) {
      this.shiftHours = shift;
      const fit = this.zones.reduce((sum, _, zone) => sum + this.correlation(zone, hours), 0);
      if (fit > best + 1e-9) [best, bestShift] = [fit, shift];
    }
    this.shiftHours = bestShift;
  }

  private correlation(zone: number, hours: number): number {
    let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
    for (let hour = 0; hour < hours; hour += 1) {
      const [a, b] = [this.zoneDemand(zone, hour), this.inflow(zone, hour)];
      if (!Number.isFinite(b)) continue;
      n += 1;
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    return (n * xy - x * y) / Math.sqrt(Math.max(1e-9, (n * xx - x * x) * (n * yy - y * y)));
  }
}
