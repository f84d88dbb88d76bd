import { isUsCustomary, type FlowUnits, type InpOptions } from './network';

const footM = 0.3048;
const cubicMetresPerHour: Record<FlowUnits, number> = {
  CFS: footM ** 3 * 3600,
  GPM: 0.003785411784 * 60,
  MGD: (3785.411784 * 1) / 24,
  IMGD: 4546.09 / 24,
  AFD: (43_560 * footM ** 3) / 24,
  LPS: 3.6,
  LPM: 0.06,
  MLD: 1000 / 24,
  CMH: 1,
  CMD: 1 / 24,
};

/** Cubic metres per hour of one flow unit. */
export function flowFactorToM3h(units: FlowUnits): number {
  return cubicMetresPerHour[units];
}

/** Metres of one length unit of a file (foot or metre). */
export function lengthFactorToM(units: FlowUnits): number {
  return isUsCustomary(units) ? footM : 1;
}

/** Millimetres of one pipe diameter unit of a file (inch or millimetre). */
export function diameterFactorToMm(units: FlowUnits): number {
  return isUsCustomary(units) ? 25.4 : 1;
}

/** Kilowatts of one power unit of a file (horsepower or kilowatt). */
export function powerFactorToKw(units: FlowUnits): number {
  return isUsCustomary(units) ? 0.745699872 : 1;
}

/** Metres of water (of the file's specific gravity 1) of one pressure unit of a file. */
export function pressureFactorToM(options: Pick<InpOptions, 'flowUnits' | 'pressureUnits'>): number {
  if (isUsCustomary(options.flowUnits)) return footM / 0.4333;
  return options.pressureUnits === 'KPA' ? footM / 0.4333 / 6.894757 : 1;
}

/** One metre of water at 1000 kg/m3 and standard gravity, kPa. */
export const kpaPerMetre = 9.80665;
