import type { CodecField } from '@app/contracts';
import type { DecodedValue } from '@app/plugin-sdk';
import { presentable } from '../sandbox';

const MAX_VALUES = 1_000;
const MAX_CHANNEL = 200;
/** Smaller numbers of a time are seconds: as milliseconds they would lie before March 1973. */
const FIRST_MS = 1e11;
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** What of a decoded object goes on its way: readings, and what the device says of itself. */
export interface Readings {
  values: DecodedValue[];
  /** %; null: not told */
  batteryPercent: number | null;
  /** dBm; null: not told */
  signalDbm: number | null;
  warnings: string[];
}

type Leaf = number | string | boolean | null;

/**
 * Turns a decoded object into readings. Parts of nested objects and lists are joined by dots, true is 1, false is 0.
 * @param fields - which ones are wanted, and what they are; none: every number and truth value is a reading
 */
export function readingsOf(data: unknown, normalized: unknown, fields: readonly CodecField[]): Readings {
  const leaves = new Map<string, Leaf>();
  collect(data, '', leaves);
  return fields.length === 0 ? everyNumber(leaves) : chosen(leaves, normalized, fields);
}

function everyNumber(leaves: ReadonlyMap<string, Leaf>): Readings {
  const values: DecodedValue[] = [];
  const texts: string[] = [];
  const warnings: string[] = [];
  for (const [path, leaf] of leaves) {
    const value = numberOf(leaf);
    if (value === null) {
      if (typeof leaf === 'string') texts.push(path);
    } else if (path.length > MAX_CHANNEL || presentable(path) !== path) {
      warnings.push(`${presentable(path.slice(0, 60))}... is no name for a channel`);
    } else if (values.length < MAX_VALUES) values.push({ channel: path, value, unit: '', time: Number.NaN });
  }
  if (texts.length > 0) warnings.push(`Text is no reading, left out: ${presentable(texts.slice(0, 10).join(', '))}`);
  return { values, batteryPercent: null, signalDbm: null, warnings };
}

function chosen(leaves: Map<string, Leaf>, normalized: unknown, fields: readonly CodecField[]): Readings {
  if (fields.some(({ path }) => path.startsWith('normalized.'))) collect(normalized, 'normalized', leaves);
  const found: Readings = { values: [], batteryPercent: null, signalDbm: null, warnings: [] };
  let time = Number.NaN;
  for (const { path, role, channel, unit } of fields) {
    const leaf = leaves.get(path);
    // Devices send different things in different frames.
    if (leaf === undefined || leaf === null) continue;
    const value = role === 'time' ? timeOf(leaf) : numberOf(leaf);
    if (value === null)
      found.warnings.push(`${path} is ${presentable(JSON.stringify(leaf).slice(0, 60))}, which is no ${role}`);
    else if (role === 'time') time = value;
    else if (role === 'reading') {
      found.values.push({ channel: channel ?? path, value, unit: unit ?? '', time: Number.NaN });
    } else if (role === 'battery' && value >= 0 && value <= 100) found.batteryPercent = value;
    else if (role === 'signal' && value >= -200 && value <= 50) found.signalDbm = value;
    else
      found.warnings.push(`${path} is ${value}, which is no ${role === 'battery' ? 'charge in %' : 'signal in dBm'}`);
  }
  for (const value of found.values) value.time = time;
  return found;
}

function collect(value: unknown, path: string, leaves: Map<string, Leaf>): void {
  if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) collect(inner, path === '' ? name : `${path}.${name}`, leaves);
  } else if (value !== undefined) leaves.set(path, value as Leaf);
}

function numberOf(leaf: Leaf): number | null {
  if (typeof leaf === 'boolean') return leaf ? 1 : 0;
  return typeof leaf === 'number' && Number.isFinite(leaf) ? leaf : null;
}

/** Unix ms; null when it is no time, or one without zone. */
function timeOf(leaf: Leaf): number | null {
  if (typeof leaf === 'string') {
    const ms = zoned.test(leaf) ? Date.parse(leaf) : Number.NaN;
    return Number.isNaN(ms) ? null : ms;
  }
  if (typeof leaf !== 'number' || leaf <= 0) return null;
  return Math.round(leaf < FIRST_MS ? leaf * 1_000 : leaf);
}
