/** m³/h times m that make a kilowatt: 3.6e6 / (1000 kg/m³ · 9.80665 m/s²). */
const PER_KW = 3.6e6 / (1000 * 9.80665);
/** kPa of a metre of water. */
export const KPA_PER_M = 9.80665;

/** Power that a pump gives to the water, kW. @param flow - m³/h; @param head - m */
export function hydraulicPowerKw(flow: number, head: number): number {
  return (flow * head) / PER_KW;
}

/** How a pump turns electricity into lifted water; null where nothing is taken up or nothing flows. */
export interface PumpFigures {
  /** Wire to water, 0 to 1. */
  readonly efficiency: number;
  /** kWh/m³. */
  readonly specificEnergy: number;
  /** kWh/m³ for each 100 m of head; 0.2724 is the least that physics allows. */
  readonly per100M: number;
}

/**
 * Wire-to-water efficiency `η = P_h / P_el` and specific energy.
 * @param flow - m³/h; @param head - total head, m; @param powerKw - electrical power
 * @see Hydraulic Institute, ANSI/HI 14.6 (rotodynamic pumps, hydraulic performance tests)
 */
export function pumpFigures(flow: number, head: number, powerKw: number): PumpFigures | null {
  if (!(powerKw > 0) || !(flow > 0) || !(head > 0)) return null;
  const specificEnergy = powerKw / flow;
  return {
    efficiency: hydraulicPowerKw(flow, head) / powerKw,
    specificEnergy,
    per100M: (specificEnergy * 100) / head,
  };
}
