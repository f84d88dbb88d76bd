import { HydraulicModel, kpaPerMetre, type InpNetwork } from '@app/hydraulics';
import { weeklyMultiplier } from '../generator/patterns';
import type { Random } from '../generator/random';
import type { PumpPlan, WaterNetwork } from '../generator/plans';
import { QualityModel, type QualityFault } from './quality-model';
import type { SensorSource } from './sensor-plan';

interface Consumer {
  readonly node: number;
  readonly residential: number;
  readonly commercial: number;
  readonly night: number;
  /** Own deviation of this crossing from the common demand, standard normal. */
  noise: number;
}

/** Time constant of demand noise, s. */
const noiseMemoryS = 300;
const commonNoise = 0.025;
const nodeNoise = 0.14;
/** Longest time one model may run, s: the toolkit counts in 32 bits. */
const longestRunS = 2_000_000_000;

/**
 * A network in operation: demand follows the local hour of the week with common and individual noise, pumps follow their tanks
 * as a controller would, bursts and trips come and go. Each step solves the hydraulics once (EPANET) and moves the tanks.
 */
export class VirtualNetwork {
  private readonly consumers: Consumer[];
  private readonly pumps: { readonly plan: PumpPlan; readonly link: number; readonly tank: number; running: boolean }[];
  private readonly tripped = new Set<string>();
  private readonly pressure: Float64Array<ArrayBuffer>;
  private readonly level: Float64Array<ArrayBuffer>;
  private readonly flow: Float64Array<ArrayBuffer>;
  private readonly power: Float64Array<ArrayBuffer>;
  private readonly quality: QualityModel;
  private common = 0;
  private owedS = 0;
  private begun = false;
  private hourOfDay = 0;

  private constructor(
    private readonly model: HydraulicModel,
    water: WaterNetwork,
    private readonly random: Random,
  ) {
    this.quality = new QualityModel(random.fork('quality'));
    this.pressure = new Float64Array(model.nodeIds.length);
    this.level = new Float64Array(model.nodeIds.length);
    this.flow = new Float64Array(model.linkIds.length);
    this.power = new Float64Array(model.linkIds.length);
    this.consumers = water.network.junctions
      .filter((junction) => junction.demands.some((demand) => demand.base > 0))
      .map((junction): Consumer => {
        const of = (patternId: string): number =>
          junction.demands
            .filter((demand) => demand.patternId === patternId)
            .reduce((sum, demand) => sum + demand.base, 0);
        return {
          node: model.nodeIndex(junction.id),
          residential: of('RES'),
          commercial: of('COM'),
          night: of('NIGHT'),
          noise: random.normal(),
        };
      });
    this.pumps = water.zones
      .flatMap((zone) => zone.pumps)
      .map((plan, index) => ({
        plan,
        link: model.linkIndex(plan.id),
        tank: model.nodeIndex(plan.tankId),
        running: index % 2 === 0,
      }));
  }

  /** Opens the network of a municipality. @param random - noise of its own; the same random gives the same operation */
  static async open(water: WaterNetwork, random: Random): Promise<VirtualNetwork> {
    const model = await HydraulicModel.open(operable(water.network));
    const network = new VirtualNetwork(model, water, random);
    model.start(longestRunS);
    return network;
  }

  /**
   * Moves the network on and solves it.
   *
   * @param hourOfWeek - local hours since Monday 00:00, at the end of the step
   * @param seconds - network time since the last step; ignored at the first
   */
  step(hourOfWeek: number, seconds: number): void {
    this.hourOfDay = hourOfWeek % 24;
    if (this.begun) this.moveOn(seconds);
    this.begun = true;
    this.setDemands(hourOfWeek, seconds);
    this.quality.step(seconds);
    this.controlPumps();
    this.model.solve();
    this.model.pressures(this.pressure);
    this.model.levels(this.level);
    this.model.flows(this.flow);
    this.model.powersKw(this.power);
  }

  /** True value of a sensor after the last step, canonical unit. */
  value(source: SensorSource): number {
    switch (source.kind) {
      case 'flow':
        return source.linkIds.reduce((sum, id) => sum + (this.flow[this.model.linkIndex(id)] as number), 0) * 3.6;
      case 'pressure':
        return (this.pressure[this.model.nodeIndex(source.nodeId)] as number) * kpaPerMetre;
      case 'level':
        return this.level[this.model.nodeIndex(source.tankId)] as number;
      case 'power':
        return this.power[this.model.linkIndex(source.pumpId)] as number;
      default:
        return this.quality.value(source.parameter, this.hourOfDay);
    }
  }

  /** Begins a burst that lets about the given flow escape, or ends it with 0. @param litresPerS - at 45 m of pressure */
  setBurst(nodeId: string, litresPerS: number): void {
    this.model.setEmitter(this.model.nodeIndex(nodeId), litresPerS / Math.sqrt(45));
  }

  /** Keeps a pump off whatever its tank asks for, or gives it free again. */
  setTripped(pumpId: string, tripped: boolean): void {
    if (tripped) this.tripped.add(pumpId);
    else this.tripped.delete(pumpId);
  }

  /** Begins or ends a fault of the works. */
  setQualityFault(fault: QualityFault, on: boolean): void {
    this.quality.setFault(fault, on);
  }

  close(): void {
    this.model.close();
  }

  /** EPANET moves in whole seconds and sometimes in shorter steps than asked; what is left is owed to the next step. */
  private moveOn(seconds: number): void {
    this.owedS += seconds;
    while (this.owedS >= 1) {
      const moved = this.model.advance(Math.floor(this.owedS));
      if (moved === 0) break;
      this.owedS -= moved;
      if (this.owedS >= 1) this.model.solve();
    }
  }

  private setDemands(hourOfWeek: number, seconds: number): void {
    const keep = Math.exp(-seconds / noiseMemoryS);
    const fresh = Math.sqrt(1 - keep * keep);
    this.common = this.common * keep + fresh * this.random.normal();
    const residential = weeklyMultiplier('residential', hourOfWeek) * (1 + commonNoise * this.common);
    const commercial = weeklyMultiplier('commercial', hourOfWeek) * (1 + commonNoise * this.common);
    for (const consumer of this.consumers) {
      consumer.noise = consumer.noise * keep + fresh * this.random.normal();
      const own = Math.max(0.2, 1 + nodeNoise * consumer.noise);
      this.model.setDemand(
        consumer.node,
        (consumer.residential * residential + consumer.commercial * commercial) * own + consumer.night,
      );
    }
  }

  private controlPumps(): void {
    for (const pump of this.pumps) {
      const level = this.begunLevel(pump.tank);
      if (level < pump.plan.onBelowM) pump.running = true;
      else if (level > pump.plan.offAboveM) pump.running = false;
      this.model.setOpen(pump.link, pump.running && !this.tripped.has(pump.plan.id));
    }
  }

  /** Level by the last solution; before the first one nothing is known and pumps stay as they are. */
  private begunLevel(tank: number): number {
    const level = this.level[tank] as number;
    return level === 0 ? Number.NaN : level;
  }
}

/** The network as the model operates it: one demand a junction, set from outside; no patterns, no controls of its own. */
function operable(network: InpNetwork): InpNetwork {
  const week = 7 * 86_400;
  return {
    ...network,
    junctions: network.junctions.map((junction) => ({
      ...junction,
      demands: [{ base: 0, patternId: null, category: null }],
    })),
    patterns: [{ id: 'NIGHT', multipliers: [1] }],
    controls: [],
    rules: [],
    times: {
      ...network.times,
      durationS: week,
      hydraulicStepS: 3600,
      patternStepS: week,
      reportStepS: week,
      entries: [],
    },
  };
}
