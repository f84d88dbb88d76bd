import type { Schemas } from '@app/api-client';

/** A value with half the width of its 95 % interval, same unit. */
export interface Uncertain {
  value: number;
  ci95: number;
}

/** What a sensor measures of a zone. */
export type Measurement = Required<Schemas['ZoneMeasurement']>;
export type Role = Measurement['role'];

export const ROLES = [
  'inlet',
  'outlet',
  'level',
  'pressure',
  'consumer',
  'nightUser',
] as const satisfies readonly Role[];

type Filled = Required<Schemas['BalanceSettings']>;

/** Settings of a zone's balance, as the API answers them: every field is filled in. */
export type BalanceSettings = Omit<Filled, 'measurements' | 'alarm'> & {
  measurements: Measurement[];
  alarm: Required<NonNullable<Filled['alarm']>>;
};

/** How a zone is set up, as GET /zones/{id}/balance-setup answers it. */
export type BalanceSetup = Omit<Schemas['BalanceSetup'], 'settings' | 'suggestion'> & {
  settings: BalanceSettings | null;
  suggestion: BalanceSettings;
};
export type SetupSensor = BalanceSetup['sensors'][number];
export type Gap = BalanceSetup['missing'][number];

/** Nights and leaks of a zone. */
export type NightList = Schemas['ZoneNightList'];
export type ZoneNight = Schemas['ZoneNight'];
export type ZoneLeak = Schemas['ZoneLeak'];

/** Mass balance of a zone; volumes in m³. */
export type MassBalance = Schemas['ZoneMassBalance'];
export type MassStep = MassBalance['data'][number];
export type MassPart = MassBalance['parts'][number];

/** A water balance that was drawn up. */
export type WaterBalance = Schemas['ZoneWaterBalance'];

/** A row of the ranking. */
export type BalanceZone = Schemas['BalanceZone'];
