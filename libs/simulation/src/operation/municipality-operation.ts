import type { MunicipalityPlan } from '../generator/nation';
import { Random } from '../generator/random';
import type { UsualSpan } from './limits';
import { Instrument } from './instrument';
import { hourOfWeek } from './local-time';
import { planSensors, type DeviceChoice, type DevicePlan } from './sensor-plan';
import { VirtualNetwork } from './virtual-network';
import type { Incident } from './incidents';

/** Series of a stretch of past operation. */
export interface History {
  /** Unix ms, oldest first. */
  readonly times: readonly number[];
  /** Sent values by sensor code, one per time. */
  readonly values: ReadonlyMap<string, Float64Array>;
}

/** One reading of a device, in its own unit. */
export interface DeviceReading {
  readonly code: string;
  readonly value: number;
  readonly unit: string;
  readonly timeMs: number;
}

/** A leak that nobody has noticed: too small to be seen in the streets, and seen in the night flow. */
export interface HiddenLeak {
  readonly nodeId: string;
  /** At 45 m of pressure, L/s. */
  readonly litresPerS: number;
  /** Network time from which on it runs, Unix ms. */
  readonly fromMs: number;
}

/** A municipality in operation: its network, its instruments and what is wrong with them. */
export class MunicipalityOperation {
  readonly devices: readonly DevicePlan[];
  private readonly instruments: Map<string, Instrument>;
  private readonly silent = new Set<string>();
  private lastMs: number | null = null;
  private leak: HiddenLeak | null = null;

  private constructor(
    readonly plan: MunicipalityPlan,
    private readonly network: VirtualNetwork,
    random: Random,
    choice: DeviceChoice,
  ) {
    this.devices = planSensors(plan, choice);
    const sensors = this.devices.flatMap((device) => device.sensors);
    this.instruments = new Map(
      sensors.map((sensor) => [sensor.code, new Instrument(sensor, random.fork(sensor.code))]),
    );
  }

  /** Opens a municipality. The same plan and seed give the same operation, step by step. */
  static async open(plan: MunicipalityPlan, seed: string, choice: DeviceChoice = {}): Promise<MunicipalityOperation> {
    const random = new Random(`${seed}/operation/${plan.code}`);
    return new MunicipalityOperation(
      plan,
      await VirtualNetwork.open(plan.water, random.fork('network')),
      random,
      choice,
    );
  }

  /** Gives the network a leak. Called before the time at which it begins has passed. */
  hide(leak: HiddenLeak): void {
    this.leak = leak;
  }

  /** Moves network time on to a moment. A jump back or of more than an hour counts as one quarter of an hour. */
  stepTo(networkMs: number): void {
    const passedS = this.lastMs === null ? 0 : (networkMs - this.lastMs) / 1000;
    if (this.leak !== null && networkMs >= this.leak.fromMs && (this.lastMs ?? 0) < this.leak.fromMs)
      this.network.setBurst(this.leak.nodeId, this.leak.litresPerS);
    this.lastMs = networkMs;
    const seconds = passedS >= 0 && passedS <= 3600 ? passedS : 900;
    this.network.step(hourOfWeek(networkMs, this.plan.timeZone), seconds);
  }

  /** Readings of a device now; none while it is silent. @param timeMs - time stamp of the readings */
  read(device: DevicePlan, timeMs: number): DeviceReading[] {
    if (this.silent.has(device.name)) return [];
    return device.sensors.map(({ code, unit, source }) => {
      const value = (this.instruments.get(code) as Instrument).read(this.network.value(source));
      return { code, unit, value, timeMs };
    });
  }

  /**
   * Operates through a stretch of the past.
   *
   * @param fromMs - first moment, inclusive; @param untilMs - end, exclusive
   * @returns the readings, and for each sensor the span of its true values (canonical unit)
   */
  pass(fromMs: number, untilMs: number, stepMs: number): { history: History; usual: Map<string, UsualSpan> } {
    const count = Math.max(0, Math.ceil((untilMs - fromMs) / stepMs));
    const times = Array.from({ length: count }, (_, index) => fromMs + index * stepMs);
    const instruments = [...this.instruments.values()];
    const values = new Map(instruments.map(({ plan }) => [plan.code, new Float64Array(count)]));
    const usual = new Map(instruments.map(({ plan }) => [plan.code, { min: Infinity, max: -Infinity }]));
    for (const [index, timeMs] of times.entries()) {
      this.stepTo(timeMs);
      for (const instrument of instruments) {
        const truth = this.network.value(instrument.plan.source);
        const { code } = instrument.plan;
        (values.get(code) as Float64Array)[index] = instrument.read(truth);
        const span = usual.get(code) as { min: number; max: number };
        span.min = Math.min(span.min, truth);
        span.max = Math.max(span.max, truth);
      }
    }
    return { history: { times, values }, usual };
  }

  /** Begins or ends an incident of this municipality. */
  apply(incident: Incident, on: boolean): void {
    switch (incident.kind) {
      case 'burst':
        this.network.setBurst(incident.target, on ? incident.size : this.leakAt(incident.target));
        return;
      case 'pump-trip':
        this.network.setTripped(incident.target, on);
        return;
      case 'chlorine-dosing':
      case 'turbid-water':
        this.network.setQualityFault(incident.kind, on);
        return;
      case 'stuck':
      case 'spike':
        this.instruments.get(incident.target)?.setFault(on ? incident.kind : null);
        return;
      case 'silent':
        if (on) this.silent.add(incident.target);
        else this.silent.delete(incident.target);
    }
  }

  private leakAt(nodeId: string): number {
    const { leak, lastMs } = this;
    return leak?.nodeId === nodeId && (lastMs ?? 0) >= leak.fromMs ? leak.litresPerS : 0;
  }

  close(): void {
    this.network.close();
  }
}
