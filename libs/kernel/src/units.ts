/** Measured quantities that sensors can have. */
export const quantities = [
  'flow',
  'volume',
  'pressure',
  'level',
  'temperature',
  'chlorine',
  'conductivity',
  'turbidity',
  'ph',
  'power',
  'energy',
  'voltage',
  'percent',
] as const;

export type Quantity = (typeof quantities)[number];

/** The unit (UCUM code) in which each quantity is stored and judged. */
export const canonicalUnits: Record<Quantity, string> = {
  flow: 'm3/h',
  volume: 'm3',
  pressure: 'kPa',
  level: 'm',
  temperature: 'Cel',
  chlorine: 'mg/L',
  conductivity: 'uS/cm',
  turbidity: '[NTU]',
  ph: '[pH]',
  power: 'kW',
  energy: 'kW.h',
  voltage: 'V',
  percent: '%',
};

/** canonical = sent * factor + offset */
interface Conversion {
  factor: number;
  offset: number;
}

const scale = (factor: number): Conversion => ({ factor, offset: 0 });

const FOOT_M = 0.3048;
const INCH_M = 0.0254;
const US_GALLON_M3 = 0.003785411784;
const IMPERIAL_GALLON_M3 = 0.00454609;
const ACRE_FOOT_M3 = 1233.48183754752;
const PSI_KPA = 6.894757293168361;
const WATER_HEAD_KPA = 9.80665;

const conversions: Record<Quantity, Record<string, Conversion>> = {
  flow: {
    'm3/h': scale(1),
    'm3/s': scale(3600),
    'm3/min': scale(60),
    'm3/d': scale(1 / 24),
    'L/s': scale(3.6),
    'L/min': scale(0.06),
    'L/h': scale(0.001),
    'ML/d': scale(1000 / 24),
    '[gal_us]/min': scale(US_GALLON_M3 * 60),
    '[gal_us]/d': scale(US_GALLON_M3 / 24),
    '10*6.[gal_us]/d': scale((US_GALLON_M3 * 1e6) / 24),
    '10*6.[gal_br]/d': scale((IMPERIAL_GALLON_M3 * 1e6) / 24),
    '[cft_i]/s': scale(FOOT_M ** 3 * 3600),
    '[acr_us].[ft_i]/d': scale(ACRE_FOOT_M3 / 24),
  },
  volume: {
    m3: scale(1),
    L: scale(0.001),
    ML: scale(1000),
    '[gal_us]': scale(US_GALLON_M3),
    '[gal_br]': scale(IMPERIAL_GALLON_M3),
    '[cft_i]': scale(FOOT_M ** 3),
  },
  pressure: {
    kPa: scale(1),
    Pa: scale(0.001),
    hPa: scale(0.1),
    MPa: scale(1000),
    bar: scale(100),
    mbar: scale(0.1),
    'm[H2O]': scale(WATER_HEAD_KPA),
    'cm[H2O]': scale(WATER_HEAD_KPA / 100),
    '[ft_i].[H2O]': scale(WATER_HEAD_KPA * FOOT_M),
    '[psi]': scale(PSI_KPA),
    atm: scale(101.325),
  },
  level: { m: scale(1), cm: scale(0.01), mm: scale(0.001), '[ft_i]': scale(FOOT_M), '[in_i]': scale(INCH_M) },
  temperature: { Cel: scale(1), K: { factor: 1, offset: -273.15 }, '[degF]': { factor: 5 / 9, offset: -160 / 9 } },
  chlorine: { 'mg/L': scale(1), 'ug/L': scale(0.001), 'g/m3': scale(1), '[ppm]': scale(1) },
  conductivity: { 'uS/cm': scale(1), 'mS/cm': scale(1000), 'S/m': scale(10_000), 'mS/m': scale(10) },
  turbidity: { '[NTU]': scale(1), '{NTU}': scale(1) },
  ph: { '[pH]': scale(1) },
  power: { kW: scale(1), W: scale(0.001), MW: scale(1000), '[HP]': scale(0.7456998715822702) },
  energy: { 'kW.h': scale(1), 'W.h': scale(0.001), 'MW.h': scale(1000), MJ: scale(1 / 3.6), kJ: scale(1 / 3600) },
  voltage: { V: scale(1), mV: scale(0.001) },
  percent: { '%': scale(1), '1': scale(100) },
};

/** Everyday spellings that devices send, beside the UCUM codes. */
const aliases: Record<string, string> = {
  psi: '[psi]',
  mH2O: 'm[H2O]',
  mwc: 'm[H2O]',
  mca: 'm[H2O]',
  'm³/h': 'm3/h',
  'm^3/h': 'm3/h',
  'm³': 'm3',
  'l/s': 'L/s',
  'l/min': 'L/min',
  'l/h': 'L/h',
  LPS: 'L/s',
  LPM: 'L/min',
  CMH: 'm3/h',
  CMD: 'm3/d',
  MLD: 'ML/d',
  GPM: '[gal_us]/min',
  gpm: '[gal_us]/min',
  MGD: '10*6.[gal_us]/d',
  IMGD: '10*6.[gal_br]/d',
  CFS: '[cft_i]/s',
  cfs: '[cft_i]/s',
  AFD: '[acr_us].[ft_i]/d',
  ft: '[ft_i]',
  in: '[in_i]',
  '°C': 'Cel',
  C: 'Cel',
  degC: 'Cel',
  '°F': '[degF]',
  F: '[degF]',
  'mg/l': 'mg/L',
  ppm: '[ppm]',
  'µS/cm': 'uS/cm',
  'μS/cm': 'uS/cm',
  NTU: '[NTU]',
  pH: '[pH]',
  kWh: 'kW.h',
  Wh: 'W.h',
  MWh: 'MW.h',
  hp: '[HP]',
  l: 'L',
  percent: '%',
};

/** The unit is unknown, or measures something else than the quantity asks for. */
export class UnitError extends Error {
  override readonly name = 'UnitError';
}

/** A linear way from a sent unit to the canonical one: `canonical = sent * factor + offset`. */
export type UnitConversion = Readonly<Conversion>;

/**
 * How values in `unit` become the canonical unit of `quantity`.
 *
 * @param unit - UCUM code or an everyday spelling (`bar`, `L/s`, `psi`); case matters, as in UCUM
 * @throws {UnitError} when the unit is unknown or does not measure the quantity; never assumes
 */
export function conversionTo(quantity: Quantity, unit: string): UnitConversion {
  const known = conversions[quantity];
  const code = Object.hasOwn(known, unit) ? unit : Object.hasOwn(aliases, unit) ? aliases[unit] : undefined;
  const found = code === undefined || !Object.hasOwn(known, code) ? undefined : known[code];
  if (found === undefined) {
    throw new UnitError(`Unit "${unit}" does not measure ${quantity}: use one of ${Object.keys(known).join(', ')}`);
  }
  return found;
}

/** UCUM codes that can be given for a quantity, canonical one first. */
export function unitsOf(quantity: Quantity): string[] {
  return Object.keys(conversions[quantity]);
}

/** A value in canonical units, shown in another unit of the same quantity. */
export function fromCanonical(quantity: Quantity, value: number, unit: string): number {
  const { factor, offset } = conversionTo(quantity, unit);
  return (value - offset) / factor;
}
