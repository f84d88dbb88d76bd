import type { Format } from '../i18n/use-format';

const percents = new Set([
  'completeness',
  'completenessLately',
  'flaggedShare',
  'refusedShare',
  'efficiency',
  'belowCurve',
  'deadHeadShare',
]);
const units: Readonly<Record<string, string>> = {
  batteryPercent: '%',
  batteryPerMonth: '%',
  signalDbm: 'dBm',
  clockAheadS: 's',
  silentS: 's',
  specificEnergy: 'kWh/m³',
  per100M: 'kWh/m³',
  hours: 'h',
};

/** A figure with its unit. */
export function measureText(name: string, value: number, format: Format): string {
  if (percents.has(name)) return format.number(value, { style: 'percent', maximumFractionDigits: 1 });
  const number = format.number(
    value,
    Math.abs(value) < 10 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 1 },
  );
  return units[name] === undefined ? number : `${number}\u00a0${units[name]}`;
}
