import {
  type IncomeBand,
  type LeakageIndex,
  type NetworkFacts,
  type OperationalIndicator,
  leakageIndex,
  operationalIndicator,
} from './leakage-index';
import { type Uncertain, combine, scaled, sum, withPercent } from './uncertain';

/** An amount of a period as it is known: m³ and its 95 % interval in per cent. */
export interface Given {
  volumeM3: number;
  ciPercent: number;
}

/** What goes into a water balance. A null is taken from the default of the standard method. */
export interface WaterBalanceInputs {
  ownSources: Given;
  imported: Given;
  exported: Given;
  billedMetered: Given;
  billedUnmetered: Given;
  unbilledMetered: Given;
  /** Flushing, fire fighting; null: 1.25 % of the system input. */
  unbilledUnmetered: Given | null;
  /** Theft; null: 0.25 % of the system input. */
  unauthorisedUse: Given | null;
  /** Share of true consumption that customers' meters do not register, %, and its 95 % interval in points. */
  meterUnderRegistration: { percent: number; ciPoints: number };
  /** Errors of data handling and billing; null: 0.25 % of the billed metered consumption. */
  dataErrors: Given | null;
}

/** Lines of the standard table. */
export const balanceLines = [
  'systemInput',
  'waterSupplied',
  'authorisedConsumption',
  'billedAuthorised',
  'billedMetered',
  'billedUnmetered',
  'unbilledAuthorised',
  'unbilledMetered',
  'unbilledUnmetered',
  'waterLosses',
  'apparentLosses',
  'unauthorisedUse',
  'meterInaccuracies',
  'dataErrors',
  'realLosses',
  'revenueWater',
  'nonRevenueWater',
] as const;
export type BalanceLine = (typeof balanceLines)[number];

/** A water balance. */
export interface WaterBalance {
  lines: Record<BalanceLine, Uncertain>;
  /** Inputs that were not given but taken from the defaults. */
  defaults: ('unbilledUnmetered' | 'unauthorisedUse' | 'dataErrors')[];
  /** Non-revenue water in per cent of the water supplied; null where nothing was. It moves with consumption: no measure of work done. */
  nonRevenuePercent: number | null;
  /** Losses below zero: a fault of the data, told and not hidden. */
  faults: ('negativeLosses' | 'negativeRealLosses')[];
}

/** Shares of the defaults, %, and how uncertain such an assumption is, %. */
const UNBILLED_SHARE = 1.25;
const UNAUTHORISED_SHARE = 0.25;
const DATA_ERROR_SHARE = 0.25;
const DEFAULT_CI = 50;

const of = ({ volumeM3, ciPercent }: Given): Uncertain => withPercent(volumeM3, ciPercent);

/**
 * The standard water balance of IWA (Alegre et al. 2000; Lambert & Hirner 2000) and AWWA M36: system input volume is
 * split top-down; real losses are what is left. Each line is a sum of independent inputs, and its 95 % interval the
 * root of the sum of their squared intervals; a line that contains an input twice counts it once.
 */
export function waterBalance(inputs: WaterBalanceInputs): WaterBalance {
  const own = of(inputs.ownSources);
  const imported = of(inputs.imported);
  const exported = of(inputs.exported);
  const systemInput = sum(own, imported);
  const waterSupplied = combine([
    [1, systemInput],
    [-1, exported],
  ]);
  const defaults: WaterBalance['defaults'] = [];
  const given = (name: WaterBalance['defaults'][number], share: number, base: number): Uncertain => {
    const value = inputs[name];
    if (value !== null) return of(value);
    defaults.push(name);
    return withPercent((base * share) / 100, DEFAULT_CI);
  };
  const billedMetered = of(inputs.billedMetered);
  const billedUnmetered = of(inputs.billedUnmetered);
  const unbilledMetered = of(inputs.unbilledMetered);
  const unbilledUnmetered = given('unbilledUnmetered', UNBILLED_SHARE, waterSupplied.value);
  const unauthorisedUse = given('unauthorisedUse', UNAUTHORISED_SHARE, waterSupplied.value);
  const dataErrors = given('dataErrors', DATA_ERROR_SHARE, billedMetered.value);
  const meterInaccuracies = underRegistered(billedMetered.value + unbilledMetered.value, inputs.meterUnderRegistration);

  const billedAuthorised = sum(billedMetered, billedUnmetered);
  const unbilledAuthorised = sum(unbilledMetered, unbilledUnmetered);
  const authorisedConsumption = sum(billedAuthorised, unbilledAuthorised);
  const apparentLosses = sum(unauthorisedUse, meterInaccuracies, dataErrors);
  const waterLosses = difference(waterSupplied, authorisedConsumption);
  const realLosses = difference(waterLosses, apparentLosses);
  const nonRevenueWater = difference(waterSupplied, billedAuthorised);
  const faults: WaterBalance['faults'] = [];
  if (waterLosses.value < 0) faults.push('negativeLosses');
  else if (realLosses.value < 0) faults.push('negativeRealLosses');
  return {
    lines: {
      systemInput,
      waterSupplied,
      authorisedConsumption,
      billedAuthorised,
      billedMetered,
      billedUnmetered,
      unbilledAuthorised,
      unbilledMetered,
      unbilledUnmetered,
      waterLosses,
      apparentLosses,
      unauthorisedUse,
      meterInaccuracies,
      dataErrors,
      realLosses,
      revenueWater: billedAuthorised,
      nonRevenueWater,
    },
    defaults,
    nonRevenuePercent: waterSupplied.value > 0 ? (100 * nonRevenueWater.value) / waterSupplied.value : null,
    faults,
  };
}

/**
 * What meters miss of a registered volume: `V · p / (1 - p)`, p being the share of true consumption not registered; its limits to
 * first order (GUM 5.1.2).
 */
function underRegistered(
  registeredM3: number,
  { percent, ciPoints }: { percent: number; ciPoints: number },
): Uncertain {
  const seen = 100 - percent;
  return { value: (registeredM3 * percent) / seen, ci95: (registeredM3 * 100 * ciPoints) / seen ** 2 };
}

function difference(a: Uncertain, b: Uncertain): Uncertain {
  return combine([
    [1, a],
    [-1, b],
  ]);
}

/** Indicators of a balance. */
export interface BalanceIndicators {
  leakage: LeakageIndex | null;
  realLosses: OperationalIndicator | null;
  apparentLosses: Uncertain | null;
  /** m³ a day. */
  nonRevenuePerDay: Uncertain;
}

/**
 * Indicators of a water balance for a network.
 * @param days - length of the period; @param supplyHours - hours a day under pressure, 24 where supply is continuous
 * @param facts - null: not known, so there is no index
 */
export function indicatorsOf(
  { lines }: WaterBalance,
  days: number,
  supplyHours: number,
  facts: Partial<NetworkFacts>,
  income: IncomeBand,
): BalanceIndicators {
  const pressurised = (days * supplyHours) / 24;
  const { mainsKm = 0, connections = 0, privatePipeKm = 0, pressureM } = facts;
  const complete =
    facts.mainsKm !== undefined && facts.connections !== undefined && pressureM !== undefined && pressureM > 0;
  return {
    leakage: complete
      ? leakageIndex(lines.realLosses, pressurised, { mainsKm, connections, privatePipeKm, pressureM }, income)
      : null,
    realLosses: operationalIndicator(lines.realLosses, pressurised, { mainsKm, connections }),
    apparentLosses: connections > 0 && days > 0 ? scaled(lines.apparentLosses, 1_000 / days / connections) : null,
    nonRevenuePerDay: scaled(lines.nonRevenueWater, days > 0 ? 1 / days : 0),
  };
}
