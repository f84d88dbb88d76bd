import { type NightWindow, type Stretch } from './local-night';
import { SLOTS_PER_HOUR, type SlotSeries, amountOf, cut } from './slots';
import { type Uncertain, product, sum, withPercent } from './uncertain';

/** A night with less of its readings is left out of trends. */
export const LEAST_COMPLETENESS = 0.9;

/** The least inflow of a night. */
export interface MinimumNightFlow {
  /** Lowest mean over 60 min, m³/h; null when no whole hour was measured. */
  flow: number | null;
  /** Begin of that hour, Unix ms. */
  at: number | null;
  /** Share of the window's readings that came, 0 to 1. */
  completeness: number;
}

/**
 * Lowest 60-minute moving average of the inflow within the window, by quarters of an hour. On a night whose window is
 * shorter than an hour nothing can be said.
 */
export function minimumNightFlow(inflow: SlotSeries, window: Stretch): MinimumNightFlow {
  const { from, values, shares } = cut(inflow, window.from, window.to);
  let best: number | null = null;
  let at: number | null = null;
  for (let first = 0; first + SLOTS_PER_HOUR <= values.length; first += 1) {
    const hour = values.subarray(first, first + SLOTS_PER_HOUR);
    const mean = hour.reduce((total, value) => total + value, 0) / SLOTS_PER_HOUR;
    if (Number.isNaN(mean) || (best !== null && mean >= best)) continue;
    best = mean;
    at = from + (first * 3_600_000) / SLOTS_PER_HOUR;
  }
  const { completeness } = amountOf({ from, values, shares });
  return { flow: best, at, completeness };
}

/** What people and works use rightly at night. */
export interface LegitimateUse {
  /** People in the zone; 0 where unknown. */
  population: number;
  /** Use of one person at night, L/h. Default 0.6: 6 % of people active, 10 L a flush (SANFLOW, McKenzie 1999). */
  litresPerPersonHour: number;
  /** Connections other than households. */
  otherConnections: number;
  /** Use of one of them at night, L/h. */
  litresPerOtherHour: number;
  /** Known constant use, m³/h. */
  fixed: number;
  /** 95 % interval of the assumed use, % of it. */
  percent: number;
}

/** Legitimate night use, m³/h. @param measured - mean of metered night users in the hour of least flow, m³/h */
export function legitimateNightUse(use: LegitimateUse, measured: Uncertain = { value: 0, ci95: 0 }): Uncertain {
  const assumed =
    (use.population * use.litresPerPersonHour + use.otherConnections * use.litresPerOtherHour) / 1_000 + use.fixed;
  return sum(withPercent(assumed, use.percent), measured);
}

/**
 * Leakage at another pressure: `L1 = L0 · (P1 / P0)^N1`, FAVAD (May 1994; Lambert 2001). N1 from 0.5 (fixed holes in
 * rigid pipe) to 1.5 (splits in plastic, background).
 */
export function favad(leakage: number, pressureFrom: number, pressureTo: number, n1: number): number {
  return leakage * (pressureTo / pressureFrom) ** n1;
}

/**
 * Night-day factor, hours a day: `sum over 24 h of (P_h / P_MNF)^N1` with the pressure at the average zone point.
 * 24 where pressure is constant. Daily leakage = leakage at the hour of least flow times this.
 *
 * @param hourly - mean pressure of each hour; NaN where unknown, which counts as the mean of the known ones
 */
export function nightDayFactor(hourly: readonly number[], nightPressure: number, n1: number): number {
  const terms = hourly.map((pressure) => (Math.max(0, pressure) / nightPressure) ** n1).filter(Number.isFinite);
  return terms.length === 0 ? 24 : (24 * terms.reduce((total, term) => total + term, 0)) / terms.length;
}

/** How leakage depends on pressure, and how sure we are. */
export interface PressureLaw {
  /** Exponent; default 1. */
  n1: number;
  /** Least and greatest exponent that may be right. */
  n1Low: number;
  n1High: number;
}

/** What a night tells about the leakage of its zone. */
export interface NightLeakage {
  legitimate: Uncertain;
  /** `NNF = MNF - legitimate night use`, m³/h. Negative values are a fault of data or settings: kept as they are. */
  net: Uncertain;
  /** Night-day factor, h/d, with the spread that the exponent leaves. */
  factor: Uncertain;
  /** Leakage of the day, m³/d. */
  daily: Uncertain;
}

/** @param pressures - hourly pressures of the 24 h up to the end of the window and at the hour of least flow; null: constant */
export function nightLeakage(
  minimum: Uncertain,
  legitimate: Uncertain,
  law: PressureLaw,
  pressures: { hourly: readonly number[]; night: number } | null,
): NightLeakage {
  const net = sum(minimum, { value: -legitimate.value, ci95: legitimate.ci95 });
  const factor = factorOf(law, pressures);
  return { legitimate, net, factor, daily: product(net, factor) };
}

function factorOf({ n1, n1Low, n1High }: PressureLaw, pressures: Parameters<typeof nightLeakage>[3]): Uncertain {
  if (pressures === null || !(pressures.night > 0)) return { value: 24, ci95: 0 };
  const of = (exponent: number) => nightDayFactor(pressures.hourly, pressures.night, exponent);
  const value = of(n1);
  return { value, ci95: Math.max(Math.abs(of(n1High) - value), Math.abs(of(n1Low) - value)) };
}

/** Why a night does not count in trends. */
export type NightFault = 'incomplete' | 'clockChange' | 'excluded' | 'negative';

/** Whether a night counts in trends; null: it does. */
export function nightFault(window: NightWindow, minimum: MinimumNightFlow, excluded: boolean): NightFault | null {
  if (excluded) return 'excluded';
  if (window.clockChange) return 'clockChange';
  if (minimum.flow === null || minimum.completeness < LEAST_COMPLETENESS) return 'incomplete';
  return minimum.flow < 0 ? 'negative' : null;
}
