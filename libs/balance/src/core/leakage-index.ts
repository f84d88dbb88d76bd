import { type Uncertain, quotient, scaled } from './uncertain';

/** What the unavoidable losses of a network depend on. */
export interface NetworkFacts {
  /** Length of mains, km. */
  mainsKm: number;
  /** Service connections. */
  connections: number;
  /** Total length of private pipe between property boundary and meter, km; 0 where meters stand at the boundary. */
  privatePipeKm: number;
  /** Average zone pressure, m of water. */
  pressureM: number;
}

/** Least size and pressure for which the formula was made (IWA water loss task force). */
const LEAST_SIZE = 3_000;
const LEAST_PRESSURE_M = 25;
/** Connections a km of main above which losses are told per connection. */
const DENSE_PER_KM = 20;

/**
 * Unavoidable annual real losses, litres a day: `(18·Lm + 0.8·Nc + 25·Lp) · P`.
 * Source: Lambert, Brown, Takizawa, Weimer (1999), AQUA 48(6); IWA task force on water losses.
 */
export function unavoidableLosses({ mainsKm, connections, privatePipeKm, pressureM }: NetworkFacts): number {
  return (18 * mainsKm + 0.8 * connections + 25 * privatePipeKm) * pressureM;
}

/** Whether the network is large enough and under enough pressure for the formula: `Nc + 20·Lm > 3,000` and `P > 25 m`. */
export function isWithinValidity({ mainsKm, connections, pressureM }: NetworkFacts): boolean {
  return connections + 20 * mainsKm > LEAST_SIZE && pressureM > LEAST_PRESSURE_M;
}

/** How the index is judged: bands differ with the income of the country. */
export type IncomeBand = 'high' | 'lowOrMiddle';
/** A: further reduction may cost more than it saves; D: very inefficient use of resources. */
export type LeakageBand = 'A' | 'B' | 'C' | 'D';

/** Bands of the World Bank Institute: A below 2, B to 4, C to 8, D above; twice that for low and middle income. */
export function bandOf(index: number, income: IncomeBand): LeakageBand {
  const unit = income === 'high' ? 1 : 2;
  if (index < 2 * unit) return 'A';
  if (index < 4 * unit) return 'B';
  return index <= 8 * unit ? 'C' : 'D';
}

/** The infrastructure leakage index and its parts. */
export interface LeakageIndex {
  /** Unavoidable real losses, litres a day. */
  unavoidableLitresPerDay: number;
  /** Current over unavoidable real losses; null where nothing is unavoidable. */
  index: Uncertain | null;
  band: LeakageBand | null;
  /** False: computed all the same, outside the sizes that the formula was made for. */
  withinValidity: boolean;
}

/**
 * `ILI = CARL / UARL`, same period and unit.
 * @param realLossesM3 - real losses of the period, m³; @param days - length of the period while pressurised, days
 */
export function leakageIndex(
  realLossesM3: Uncertain,
  days: number,
  facts: NetworkFacts,
  income: IncomeBand,
): LeakageIndex {
  const unavoidable = unavoidableLosses(facts);
  const index = days > 0 ? quotient(scaled(realLossesM3, 1_000 / days), { value: unavoidable, ci95: 0 }) : null;
  return {
    unavoidableLitresPerDay: unavoidable,
    index,
    band: index === null ? null : bandOf(index.value, income),
    withinValidity: isWithinValidity(facts),
  };
}

/** Real losses by the measure that suits the density of the network. */
export interface OperationalIndicator {
  /** `L/connection/day` from 20 connections a km of main on, else `m3/km/day`. */
  unit: 'L/connection/day' | 'm3/km/day';
  value: Uncertain;
}

/** Real losses per connection or km of mains and day, while the system is pressurised. @returns null without either */
export function operationalIndicator(
  realLossesM3: Uncertain,
  days: number,
  { mainsKm, connections }: Pick<NetworkFacts, 'mainsKm' | 'connections'>,
): OperationalIndicator | null {
  if (days <= 0) return null;
  if (connections > 0 && connections >= DENSE_PER_KM * mainsKm) {
    return { unit: 'L/connection/day', value: scaled(realLossesM3, 1_000 / days / connections) };
  }
  return mainsKm > 0 ? { unit: 'm3/km/day', value: scaled(realLossesM3, 1 / days / mainsKm) } : null;
}
