import { MAX_READINGS, type QuarantineReason } from '@app/contracts';
import { CborError, decodeCbor } from './cbor';
import { isTooDeep } from './json-scan';
import { unitFault, unitOfSenml } from './senml-units';
import type { TelemetryColumns, TelemetryFault } from './telemetry';
import { unreadable } from './telemetry-json';

/** Times below this are relative to now (RFC 8428, 4.5.3), s. */
const RELATIVE_BELOW = 2 ** 28;
const HIGHEST_VERSION = 10;
const MAX_NAME = 128;
const MAX_UNIT = 32;
const LATEST_MS = 8.64e15;
/** RFC 8428, 4.5.1, and a leading slash, which LwM2M needs. */
const nameForm = /^[A-Za-z0-9/][A-Za-z0-9\-:./_]*$/;

/** Labels of RFC 8428 and of LwM2M (`vlo`), by their number in CBOR. */
const labels: ReadonlyMap<number, string> = new Map([
  [-1, 'bver'],
  [-2, 'bn'],
  [-3, 'bt'],
  [-4, 'bu'],
  [-5, 'bv'],
  [-6, 'bs'],
  [0, 'n'],
  [1, 'u'],
  [2, 'v'],
  [3, 'vs'],
  [4, 'vb'],
  [5, 's'],
  [6, 't'],
  [7, 'ut'],
  [8, 'vd'],
]);
const known = new Set([...labels.values(), 'vlo']);
const baseLabels = new Set(['bver', 'bn', 'bt', 'bu', 'bv', 'bs']);
const valueLabels = ['v', 'vs', 'vb', 'vd', 'vlo'] as const;
const kinds = { vs: 'text', vb: 'true or false', vd: 'data', vlo: 'a link' } as const;

/** One record with its labels as in JSON. */
type SenmlRecord = Readonly<Record<string, unknown>>;

/** The whole pack is of no use. */
class PackError extends Error {
  constructor(
    readonly reason: QuarantineReason,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a SenML pack in JSON (`application/senml+json`, RFC 8428) as telemetry. Base fields are resolved over the pack; the resolved name
 * is the channel; a record without unit leaves it to the channel. Only numbers are readings: texts, booleans, data, links
 * and sums are faults of their record. Records that only set base fields are no items.
 *
 * @param now - Unix ms of arrival, which relative times count from; a record without any time gets NaN
 * @returns columns; a pack that cannot be read at all has no items and one fault with index -1
 */
export function decodeSenmlJson(bytes: Uint8Array, now: number): TelemetryColumns {
  if (isTooDeep(bytes)) return unreadable('too_deep', 'The pack nests deeper than 20 levels');
  let pack: unknown;
  try {
    pack = JSON.parse(utf8.decode(bytes));
  } catch {
    return unreadable('unreadable', 'The pack is no JSON text in UTF-8');
  }
  return whole(() => columnsOfSenml(pack, now));
}

/** As {@link decodeSenmlJson}, for a pack in CBOR (`application/senml+cbor`), whose labels are numbers. */
export function decodeSenmlCbor(bytes: Uint8Array, now: number): TelemetryColumns {
  return whole(() => {
    const pack = decodeCbor(bytes);
    if (!Array.isArray(pack)) throw new PackError('malformed', 'A SenML pack is an array of records');
    return columnsOfSenml(pack.map(recordOfCbor), now);
  });
}

/** As {@link decodeSenmlJson}, for a pack that has been parsed: an array of objects with labels as in JSON. */
export function columnsOfSenmlPack(pack: unknown, now: number): TelemetryColumns {
  return whole(() => columnsOfSenml(pack, now));
}

/** Fatal: bytes that are no UTF-8 must not turn into other names. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function whole(read: () => TelemetryColumns): TelemetryColumns {
  try {
    return read();
  } catch (error) {
    if (error instanceof PackError || error instanceof CborError) return unreadable(error.reason, error.message);
    throw error;
  }
}

function recordOfCbor(map: unknown): unknown {
  if (!(map instanceof Map)) return null;
  const record: Record<string, unknown> = {};
  for (const [key, value] of map as Map<unknown, unknown>) {
    const label = typeof key === 'number' ? labels.get(key) : key;
    // Own labels of others are texts; the registered ones are numbers, and a text in their place is not meant.
    if (typeof label !== 'string' || (typeof key === 'string' && known.has(label) && label !== 'vlo')) continue;
    Object.defineProperty(record, label, {
      value: typeof value === 'bigint' ? Number(value) : value,
      enumerable: true,
    });
  }
  return record;
}

/** What the base fields are at the moment. */
interface Base {
  name: string;
  /** s */
  time: number;
  unit: string;
  value: number | null;
}

function columnsOfSenml(pack: unknown, now: number): TelemetryColumns {
  if (!Array.isArray(pack)) throw new PackError('malformed', 'A SenML pack is an array of records');
  if (pack.length > MAX_READINGS) {
    throw new PackError('too_many', `${pack.length} records in one pack; send at most ${MAX_READINGS}`);
  }
  const base: Base = { name: '', time: 0, unit: '', value: null };
  const sensors: string[] = [];
  const values: number[] = [];
  const units: string[] = [];
  const times: number[] = [];
  const faults: TelemetryFault[] = [];
  for (const item of pack as unknown[]) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new PackError('malformed', 'A SenML record is an object');
    }
    const record = item as SenmlRecord;
    applyBase(record, base);
    if (!isItem(record)) continue;
    const reading = resolve(record, base, now);
    if ('reason' in reading) {
      faults.push({ index: sensors.length, reason: reading.reason, detail: reading.detail });
      sensors.push('');
      values.push(Number.NaN);
      units.push('');
      times.push(Number.NaN);
    } else {
      sensors.push(reading.name);
      values.push(reading.value);
      units.push(reading.unit);
      times.push(reading.time);
    }
  }
  if (sensors.length === 0) throw new PackError('empty', 'The pack holds no reading');
  return {
    count: sensors.length,
    sensors,
    values: Float64Array.from(values),
    units,
    times: Float64Array.from(times),
    faults,
  };
}

/** Takes over the base fields of a record. @throws {PackError} a wrong one would spoil all that follow */
function applyBase(record: SenmlRecord, base: Base): void {
  for (const label of Object.keys(record)) {
    if (label.endsWith('_') && !known.has(label)) {
      throw new PackError('malformed', `The label "${label.slice(0, 64)}" must be understood and is not`);
    }
  }
  const { bver, bn, bt, bu, bv, bs } = record;
  const wrong = (label: string) => new PackError('malformed', `The base field "${label}" is of a wrong kind`);
  if (bver !== undefined) {
    if (!Number.isInteger(bver) || (bver as number) < 1) throw wrong('bver');
    if ((bver as number) > HIGHEST_VERSION) {
      throw new PackError(
        'unreadable',
        `SenML version ${Number(bver)} is not known; ${HIGHEST_VERSION} is the highest`,
      );
    }
  }
  if (bn !== undefined) {
    if (typeof bn !== 'string') throw wrong('bn');
    base.name = bn;
  }
  if (bt !== undefined) {
    if (!isNumber(bt)) throw wrong('bt');
    base.time = bt;
  }
  if (bu !== undefined) {
    if (typeof bu !== 'string') throw wrong('bu');
    base.unit = bu;
  }
  if (bv !== undefined) {
    if (!isNumber(bv)) throw wrong('bv');
    base.value = bv;
  }
  if (bs !== undefined && !isNumber(bs)) throw wrong('bs');
}

/** False for a record that only sets base fields. */
function isItem(record: SenmlRecord): boolean {
  return Object.keys(record).some((label) => known.has(label) && !baseLabels.has(label));
}

interface Reading {
  name: string;
  value: number;
  unit: string;
  /** Unix ms; NaN: none */
  time: number;
}

function resolve(record: SenmlRecord, base: Base, now: number): Reading | Omit<TelemetryFault, 'index'> {
  const fault = (reason: QuarantineReason, detail: string) => ({ reason, detail });
  const { n = '', u = base.unit, t = 0 } = record;
  if (typeof n !== 'string') return fault('bad_sensor', 'n must be a text');
  const name = base.name + n;
  if (name.length === 0 || name.length > MAX_NAME || !nameForm.test(name)) {
    return fault('bad_sensor', `A name has 1 to ${MAX_NAME} letters, digits and "-:./_"`);
  }
  const value = valueOf(record, base);
  if (typeof value !== 'number') return value;
  if (typeof u !== 'string' || u.length > MAX_UNIT) {
    return fault('wrong_unit', `u must be a text of at most ${MAX_UNIT} characters`);
  }
  const unfit = unitFault(u);
  if (unfit !== null) return fault('wrong_unit', unfit);
  const seconds = isNumber(t) ? base.time + t : Number.NaN;
  const ms = seconds < RELATIVE_BELOW ? now + Math.round(seconds * 1_000) : Math.round(seconds * 1_000);
  if (!(Math.abs(ms) <= LATEST_MS)) return fault('bad_time', 't must be a number of seconds');
  return { name, value, unit: unitOfSenml(u), time: seconds === 0 ? Number.NaN : ms };
}

function valueOf(record: SenmlRecord, base: Base): number | Omit<TelemetryFault, 'index'> {
  const fault = (detail: string) => ({ reason: 'bad_value' as const, detail });
  const given = valueLabels.filter((label) => record[label] !== undefined);
  if (given.length > 1) return { reason: 'malformed', detail: `One record holds ${given.join(' and ')}` };
  const [label] = given;
  if (label !== undefined && label !== 'v') return fault(`The value is ${kinds[label]}; only numbers are stored`);
  if (label === undefined && record['s'] !== undefined) return fault('A sum without a value is not stored');
  if (label === undefined && base.value === null) return fault('The record has no value');
  const { v = 0 } = record;
  const value = isNumber(v) ? (base.value ?? 0) + v : Number.NaN;
  return Number.isFinite(value) ? value : fault('v must be a finite number');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
