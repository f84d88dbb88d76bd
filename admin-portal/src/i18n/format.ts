import { intlTag } from './languages';

/** Physical quantities of sensors, as the API names them. */
export const QUANTITIES = [
  'pressure',
  'flow',
  'volume',
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
export type Quantity = (typeof QUANTITIES)[number];

/** How a UCUM unit is written for people. Unknown units are shown as they are. */
const unitSymbols: Readonly<Record<string, string>> = {
  'm3/h': 'm³/h',
  'm3/s': 'm³/s',
  'm3/d': 'm³/d',
  'L/s': 'L/s',
  'L/min': 'L/min',
  m3: 'm³',
  Cel: '°C',
  '[degF]': '°F',
  'uS/cm': 'µS/cm',
  '[NTU]': 'NTU',
  '[pH]': 'pH',
  'kW.h': 'kWh',
  '[psi]': 'psi',
  'm[H2O]': 'mH₂O',
};

/** Decimals that make sense for a canonical unit. */
const decimals: Readonly<Record<string, number>> = {
  'm3/h': 1,
  m3: 0,
  kPa: 1,
  bar: 2,
  m: 2,
  Cel: 1,
  'mg/L': 2,
  'uS/cm': 0,
  '[NTU]': 2,
  '[pH]': 2,
  kW: 1,
  'kW.h': 0,
  V: 1,
  '%': 1,
};

/** A UCUM unit as people write it. */
export function unitSymbol(unit: string | null | undefined): string {
  return unit ? (unitSymbols[unit] ?? unit) : '';
}

/** A plain number in the reader's language. */
export function formatNumber(value: number, locale: string, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(intlTag(locale), options).format(value);
}

/** A large number, shortened (12.4K). */
export function formatCompact(value: number, locale: string): string {
  return formatNumber(value, locale, { notation: 'compact', maximumFractionDigits: 1 });
}

/** A value with its unit; null reads as an en dash. A no-break space keeps the two together. */
export function formatQuantity(
  value: number | null | undefined,
  unit: string | null | undefined,
  locale: string,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const digits = decimals[unit ?? ''] ?? 2;
  const number = formatNumber(value, locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const symbol = unitSymbol(unit);
  return symbol ? `${number}\u00a0${symbol}` : number;
}

/** Kinds of written time. */
export type TimeStyle = 'date' | 'time' | 'seconds' | 'day' | 'dated' | 'full';

const timeStyles: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dated: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  full: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
};

/** A time in a zone (IANA name; null: the reader's own). */
export function formatTime(
  time: string | number | Date,
  locale: string,
  style: TimeStyle,
  zone?: string | null,
): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  return new Intl.DateTimeFormat(intlTag(locale), { ...timeStyles[style], timeZone: zone ?? undefined }).format(date);
}

const steps: readonly [limitS: number, unitS: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, 'second'],
  [3600, 60, 'minute'],
  [86_400, 3600, 'hour'],
  [86_400 * 30, 86_400, 'day'],
  [86_400 * 365, 86_400 * 30, 'month'],
  [Infinity, 86_400 * 365, 'year'],
];

/** Less than this into the future counts as now, seconds. */
const CLOCK_STEP_S = 60;

/** How long ago, in words ("5 min ago"); also works for times to come. */
export function formatAgo(time: string | number | Date, now: number, locale: string): string {
  const ahead = (new Date(time).getTime() - now) / 1000;
  if (Number.isNaN(ahead)) return '–';
  // The reader's clock ticks in steps and is never quite the platform's: a live value is of now, not of the future.
  const seconds = ahead > 0 && ahead < CLOCK_STEP_S ? 0 : ahead;
  const size = Math.abs(seconds);
  const [, unitS, unit] = steps.find(([limit]) => size < limit) ?? steps[0];
  return new Intl.RelativeTimeFormat(intlTag(locale), { numeric: 'auto', style: 'short' }).format(
    Math.trunc(seconds / unitS) || 0,
    unit,
  );
}

/** A duration as a short age for tables: `42 s`, `17 min`, `3 h 05`, `2 d 4 h`. */
export function formatAge(fromTime: string | number | Date, now: number, locale: string): string {
  const seconds = Math.max(0, Math.floor((now - new Date(fromTime).getTime()) / 1000));
  if (Number.isNaN(seconds)) return '–';
  const part = (value: number, unit: string): string =>
    formatNumber(value, locale, { style: 'unit', unit, unitDisplay: 'narrow' });
  if (seconds < 60) return part(seconds, 'second');
  if (seconds < 3600) return part(Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400)
    return `${part(Math.floor(seconds / 3600), 'hour')} ${part(Math.floor((seconds % 3600) / 60), 'minute')}`;
  return `${part(Math.floor(seconds / 86_400), 'day')} ${part(Math.floor((seconds % 86_400) / 3600), 'hour')}`;
}
