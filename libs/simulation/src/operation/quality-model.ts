import type { Random } from '../generator/random';
import type { QualityParameter } from './sensor-plan';

interface Character {
  /** Usual value, canonical unit. */
  readonly mean: number;
  /** Slow wandering about it: standard deviation and time constant. */
  readonly wander: number;
  readonly memoryS: number;
  /** Share of the daily swing, canonical unit; highest in the afternoon. */
  readonly daily: number;
}

const characters: Readonly<Record<QualityParameter, Character>> = {
  chlorine: { mean: 0.62, wander: 0.035, memoryS: 5400, daily: -0.03 },
  turbidity: { mean: 0.11, wander: 0.02, memoryS: 7200, daily: 0.004 },
  conductivity: { mean: 430, wander: 12, memoryS: 86_400, daily: 2 },
  temperature: { mean: 13.5, wander: 0.5, memoryS: 86_400, daily: 0.6 },
  ph: { mean: 7.45, wander: 0.06, memoryS: 14_400, daily: 0.03 },
};

/** Faults at the works that show in the water. */
export type QualityFault = 'chlorine-dosing' | 'turbid-water';

/**
 * Quality of the water that leaves the works: a usual value, a daily swing, slow wandering (first-order autoregressive) and,
 * while a fault lasts, an exponential approach to a bad value; afterwards the water recovers as slowly.
 */
export class QualityModel {
  private readonly wander = new Map<QualityParameter, number>();
  private readonly offset = new Map<QualityParameter, number>();
  private readonly faults = new Set<QualityFault>();

  constructor(private readonly random: Random) {
    for (const parameter of parameters) {
      this.wander.set(parameter, random.normal());
      this.offset.set(parameter, 0);
    }
  }

  /** Begins or ends a fault. */
  setFault(fault: QualityFault, on: boolean): void {
    if (on) this.faults.add(fault);
    else this.faults.delete(fault);
  }

  /** Moves on by some seconds. */
  step(seconds: number): void {
    for (const parameter of parameters) {
      const { memoryS } = characters[parameter];
      const keep = Math.exp(-seconds / memoryS);
      const last = this.wander.get(parameter) as number;
      this.wander.set(parameter, last * keep + Math.sqrt(1 - keep * keep) * this.random.normal());
      const target = this.target(parameter);
      const approach = 1 - Math.exp(-seconds / 25);
      const offset = this.offset.get(parameter) as number;
      this.offset.set(parameter, offset + (target - offset) * approach);
    }
  }

  /** True value of a parameter, canonical unit. @param hourOfDay - local, 0 to 24 */
  value(parameter: QualityParameter, hourOfDay: number): number {
    const { mean, wander, daily } = characters[parameter];
    const swing = daily * Math.cos(((hourOfDay - 15) / 24) * Math.PI * 2);
    const value =
      mean + swing + wander * (this.wander.get(parameter) as number) + (this.offset.get(parameter) as number);
    return Math.max(parameter === 'temperature' ? 0.5 : 0.01, value);
  }

  /** Lasting deviation while faults are on. */
  private target(parameter: QualityParameter): number {
    if (parameter === 'chlorine' && this.faults.has('chlorine-dosing')) return -0.55;
    if (parameter === 'turbidity' && this.faults.has('turbid-water')) return 2.4;
    if (parameter === 'conductivity' && this.faults.has('turbid-water')) return 60;
    return 0;
  }
}

const parameters = Object.keys(characters) as QualityParameter[];
