import type { AlertFinding, FindingValue } from '@app/contracts';
import { canonicalUnits, type Quantity } from '@app/kernel';
import type { ConditionReport } from './condition-report';

const limitWords: Readonly<Record<string, string>> = {
  lowLow: 'below the low-low limit',
  low: 'below the low limit',
  high: 'above the high limit',
  highHigh: 'above the high-high limit',
  min: "below the instrument's range, which begins at",
  max: "above the instrument's range, which ends at",
};

/** What people call the unit. */
const unitWords: Readonly<Record<string, string>> = {
  m3: 'm³',
  'm3/h': 'm³/h',
  Cel: '°C',
  'uS/cm': 'µS/cm',
  '[NTU]': 'NTU',
  '[pH]': 'pH',
  'kW.h': 'kWh',
};

const quantityWords: Readonly<Partial<Record<string, string>>> = { ph: 'pH', percent: 'Position' };

/** One sentence that tells an operator what happened, in canonical units. */
export function alertMessage(report: ConditionReport, quantity: string): string {
  const canonical = Object.hasOwn(canonicalUnits, quantity) ? canonicalUnits[quantity as Quantity] : '';
  const unit = unitWords[canonical] ?? canonical;
  const name = shownQuantity(quantity);
  const value = amount(report.value, unit);
  const limit = amount(report.limit, unit);
  if (report.finding !== undefined) return report.finding.text;
  switch (report.kind) {
    case 'threshold':
    case 'range':
      return `${name} ${value} is ${limitWords[report.limitName] ?? 'beyond the limit'} ${limit}`;
    case 'rate':
      return `${name} changes faster than ${limit} a minute, now ${value}`;
    case 'zscore':
      return report.limit === null
        ? `${name} ${value} is out of the ordinary`
        : `${name} ${value} is out of the ordinary, expected ${side(report)} ${limit}`;
    case 'stuck':
      return `${name} stands still at ${value}`;
    case 'anomaly':
    case 'model':
      return `${name} ${value} does not follow its usual course`;
    case 'twin':
      return `${name} ${value} does not agree with the hydraulic model, which gives ${limit}`;
    case 'leak':
      return `${name} ${value} at night points to a leak, usual ${limit}`;
    default:
      return report.limit === null ? 'No reading in time' : `No reading for ${rounded(report.limit)} minutes`;
  }
}

/** What was found, as it is stored; null where value and limit say all. */
export function storedFinding({ finding }: Pick<ConditionReport, 'finding'>, quantity: string): AlertFinding | null {
  if (finding === undefined) return null;
  const { code, names = [], since = null, moment = null } = finding;
  const unit = Object.hasOwn(canonicalUnits, quantity) ? canonicalUnits[quantity as Quantity] : '';
  const values: AlertFinding['values'] = {};
  for (const [role, given] of Object.entries(finding.values)) {
    const number = typeof given === 'number' ? { value: given, unit } : given;
    if (number !== null && number !== undefined && Number.isFinite(number.value)) values[role as FindingValue] = number;
  }
  return { code, values, names: [...names], since: since === null ? null : new Date(since).toISOString(), moment };
}

/** A value as people read it, in the canonical unit of a quantity. */
export function shownValue(value: number, quantity: string): string {
  const canonical = Object.hasOwn(canonicalUnits, quantity) ? canonicalUnits[quantity as Quantity] : '';
  return amount(value, unitWords[canonical] ?? canonical);
}

/** Name of a quantity at the beginning of a sentence. */
export function shownQuantity(quantity: string): string {
  return quantityWords[quantity] ?? quantity.slice(0, 1).toUpperCase() + quantity.slice(1);
}

function side({ value, limit }: ConditionReport): string {
  return (value ?? 0) > (limit ?? 0) ? 'at most' : 'at least';
}

function amount(value: number | null, unit: string): string {
  if (value === null) return 'unknown';
  return unit === '' ? rounded(value) : `${rounded(value)} ${unit}`;
}

/** At most four significant digits, never an exponent for everyday sizes. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
