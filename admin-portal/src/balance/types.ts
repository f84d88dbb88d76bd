/** A value with half the width of its 95 % interval, same unit. */
export interface Uncertain {
  value: number;
  ci95: number;
}

export const ROLES = ['inlet', 'outlet', 'level', 'pressure', 'consumer', 'nightUser'] as const;
export type Role = (typeof ROLES)[number];

/** What a sensor measures of a zone. */
export interface Measurement {
  sensorId: string;
  role: Role;
  areaM2: number | null;
}

/** Settings of a zone's balance, as the API keeps them. */
export interface BalanceSettings {
  measurements: Measurement[];
  meterPercent: number;
  nightFrom: string;
  nightTo: string;
  population: number | null;
  litresPerPersonHour: number;
  otherConnections: number;
  litresPerOtherHour: number;
  fixedNightUse: number;
  nightUsePercent: number;
  n1: number;
  connections: number | null;
  mainsKm: number | null;
  privatePipeKm: number;
  pressureM: number | null;
  supplyHours: number;
  income: 'high' | 'lowOrMiddle';
  alarm: {
    enabled: boolean;
    sigmas: number;
    leastRiseLps: number;
    nights: number;
    stepPercent: number;
    stepHours: number;
  };
  learnFrom: string | null;
  excludedNights: { night: string; reason: string }[];
}

/** A sensor that measures the zone, or could. */
export interface SetupSensor {
  id: string;
  code: string;
  name: string;
  quantity: string;
  inZone: boolean;
  intervalS: number;
}

export type Gap = 'inlet' | 'slowInlet' | 'population' | 'connections' | 'mains' | 'pressure' | 'nights';

/** Answer of GET /zones/{id}/balance-setup. */
export interface BalanceSetup {
  zoneId: string;
  municipalityId: string;
  timeZone: string;
  settings: BalanceSettings | null;
  suggestion: BalanceSettings;
  sensors: SetupSensor[];
  missing: Gap[];
  nightsTo: string | null;
  version: number;
}

/** One night of a zone. */
export interface ZoneNight {
  night: string;
  minimum: Uncertain | null;
  minimumAt: string | null;
  legitimate: Uncertain;
  net: Uncertain | null;
  dayFactor: Uncertain;
  daily: Uncertain | null;
  completeness: number;
  fault: 'incomplete' | 'clockChange' | 'excluded' | 'negative' | null;
  baseline: number | null;
  limit: number | null;
  flagged: boolean;
  revision: number;
}

/** A leak that was found in a zone. */
export interface ZoneLeak {
  id: string;
  kind: 'night' | 'step';
  beganAt: string;
  earliestAt: string;
  confirmedAt: string;
  endedAt: string | null;
  baseline: number;
  limit: number;
  rate: Uncertain;
  lost: Uncertain;
}

/** Answer of GET /zones/{id}/night-flow. */
export interface NightList {
  timeZone: string;
  data: ZoneNight[];
  leaks: ZoneLeak[];
}

/** One step of a mass balance; volumes in m³. */
export interface MassStep {
  from: string;
  to: string;
  inflow: number;
  outflow: number;
  storage: number;
  metered: number;
  residual: number;
  completeness: number;
}

export type MassPart = 'inflow' | 'outflow' | 'storage' | 'metered';

/** Answer of GET /zones/{id}/mass-balance. */
export interface MassBalance {
  timeZone: string;
  step: 'hour' | 'day';
  parts: MassPart[];
  data: MassStep[];
  total: MassStep | null;
}

export type Band = 'A' | 'B' | 'C' | 'D';

/** A water balance that was drawn up. */
export interface WaterBalance {
  id: string;
  from: string;
  to: string;
  days: number;
  createdAt: string;
  createdBy: string | null;
  note: string;
  lines: Record<string, Uncertain | null>;
  measured: string[];
  defaults: string[];
  faults: ('negativeLosses' | 'negativeRealLosses' | 'incomplete')[];
  completeness: number | null;
  nonRevenuePercent: number | null;
  nonRevenuePerDay: Uncertain;
  realLosses: { unit: 'L/connection/day' | 'm3/km/day'; value: Uncertain } | null;
  leakageIndex: {
    index: Uncertain | null;
    band: Band | null;
    unavoidableLitresPerDay: number;
    withinValidity: boolean;
  } | null;
}

/** A row of the ranking. */
export interface BalanceZone {
  zoneId: string;
  municipalityId: string;
  code: string;
  name: string;
  configured: boolean;
  night: string | null;
  minimum: number | null;
  leakage: Uncertain | null;
  daily: Uncertain | null;
  perKm: number | null;
  leak: ZoneLeak | null;
  leakageIndex: number | null;
  band: Band | null;
}
