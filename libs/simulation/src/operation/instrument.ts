import type { Random } from '../generator/random';
import type { SensorPlan } from './sensor-plan';

/** What a broken instrument does: `stuck` repeats its last value, `spike` throws in readings far off. */
export type InstrumentFault = 'stuck' | 'spike';

/** One instrument: adds noise to the truth, rounds it to its display, and can be broken. */
export class Instrument {
  private fault: InstrumentFault | null = null;
  private last: number | null = null;
  private readings = 0;

  constructor(
    readonly plan: SensorPlan,
    private readonly random: Random,
  ) {}

  setFault(fault: InstrumentFault | null): void {
    this.fault = fault;
    this.readings = 0;
  }

  /** Reading in the sent unit. @param truth - canonical unit */
  read(truth: number): number {
    this.readings += 1;
    if (this.fault === 'stuck' && this.last !== null) return this.last;
    const { noise, perCanonical, resolution, quantity } = this.plan;
    // A pump at rest draws nothing and an empty pipe carries nothing: no noise about a true zero.
    const canonical = truth === 0 ? 0 : truth + noise * this.random.normal();
    const spiked = this.fault === 'spike' && this.readings % 4 === 2 ? canonical * 2.6 : canonical;
    const floored = quantity === 'flow' ? spiked : Math.max(0, spiked);
    this.last = roundTo(floored * perCanonical, resolution);
    return this.last;
  }
}

/** Rounds to a multiple of a decimal step without leaving binary dust. */
function roundTo(value: number, step: number): number {
  const digits = Math.max(0, Math.round(-Math.log10(step)));
  return Number((Math.round(value / step) * step).toFixed(digits));
}
