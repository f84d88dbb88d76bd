import {
  type DeviceState,
  MAX_READINGS,
  type QuarantineReason,
  type TelemetryColumns,
  type TelemetryFault,
  unreadable,
} from '@app/plugin-sdk';
import { readTimeWord } from './compact-time';
import { crc16 } from './crc16';

/** Longest text that is read, characters: far above what 255 parts of an ordinary report hold. */
export const MAX_TEXT = 40_000;

/** A report as its text said it. */
export interface CompactReport {
  columns: TelemetryColumns;
  /** What the logger calls itself; null: `-`, or the text could not be read. */
  station: string | null;
  /** What the device said about itself; null: nothing. */
  state: DeviceState | null;
  /** Newest event time, Unix ms; NaN: the text names none. */
  newestMs: number;
  /** True: every reading has an event time of its own, so that a repeat finds it stored. */
  timed: boolean;
}

const head = /^H(\d{1,3})\s+(\S+)(?:\s+|$)/i;
const stationName = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
/** One blank only: a run of them before it would be tried from each of its places. */
const tail = /\s\*([0-9A-Fa-f]{4})$/;
const field = /^([A-Za-z][A-Za-z0-9_.:/-]{0,63})=(.*)$/s;
const reading = /^([+-]?\d{1,15}(?:\.\d{1,12})?(?:[eE][+-]?\d{1,3})?)(?:([^\s\d.,=*+-][^\s,=*]{0,31}))?$/;

/**
 * Reads a text of the compact format, version 1:
 * `H1 <station> [<time>[/<step>]] <key>=<value>[,<value>...][<unit>] ... [*<crc>]`. The grammar is in
 * docs/protocols/gsm.md. One bad field spoils itself only; a bad head, time or check sum spoils the text.
 *
 * @param defaultMs - event time where the text names none, Unix ms; NaN: the time of arrival counts
 */
export function readCompactText(text: string, defaultMs = Number.NaN): CompactReport {
  return new CompactReader(defaultMs).read(text.trim());
}

class CompactReader {
  private readonly sensors: string[] = [];
  private readonly values: number[] = [];
  private readonly units: string[] = [];
  private readonly times: number[] = [];
  private readonly faults: TelemetryFault[] = [];
  private readonly state: DeviceState = {};
  private baseMs: number | null = null;
  private stepMs: number | null = null;
  private nowMs: number;
  private newestMs = Number.NaN;
  private timed = true;

  constructor(defaultMs: number) {
    this.nowMs = defaultMs;
  }

  read(text: string): CompactReport {
    if (text.length > MAX_TEXT) return this.broken('oversized', `The text has more than ${MAX_TEXT} characters`);
    const start = head.exec(text);
    if (start === null) return this.broken('unreadable', 'The text does not begin with H1 and the name of the station');
    const [whole, version, name] = start as unknown as [string, string, string];
    if (version !== '1') return this.broken('unreadable', `Version ${version} of the compact format is not known`);
    if (name !== '-' && !stationName.test(name)) {
      return this.broken('unreadable', 'The name of the station is not made of letters, digits and _ . : -');
    }
    const check = tail.exec(text);
    if (check !== null) {
      const expected = crc16(Buffer.from(text.slice(0, check.index).trimEnd()));
      if (Number.parseInt(check[1] as string, 16) !== expected) {
        const shown = expected.toString(16).toUpperCase().padStart(4, '0');
        return this.broken('malformed', `The check sum is ${check[1]}, and of the text it is ${shown}`);
      }
    }
    const body = text.slice(whole.length, check === null ? undefined : Math.max(whole.length, check.index));
    for (const word of body.split(/\s+/)) {
      const fault = word === '' ? null : this.word(word);
      if (fault !== null) return this.broken(fault.reason, fault.detail);
    }
    const { batteryPercent, signalDbm, firmware } = this.state;
    const silent = batteryPercent === undefined && signalDbm === undefined && firmware === undefined;
    if (this.sensors.length === 0 && silent) return this.broken('empty', 'The text holds no reading');
    return {
      columns: {
        count: this.sensors.length,
        sensors: this.sensors,
        values: Float64Array.from(this.values),
        units: this.units,
        times: Float64Array.from(this.times),
        faults: this.faults,
      },
      station: name === '-' ? null : name,
      state: silent ? null : this.state,
      newestMs: this.newestMs,
      timed: this.timed,
    };
  }

  private broken(reason: QuarantineReason, detail: string): CompactReport {
    return { columns: unreadable(reason, detail), station: null, state: null, newestMs: Number.NaN, timed: false };
  }

  /** @returns what spoils the whole text, or null */
  private word(word: string): { reason: QuarantineReason; detail: string } | null {
    const time = readTimeWord(word);
    if (time !== null) return this.time(time);
    const parts = field.exec(word);
    if (word.startsWith('*')) {
      return { reason: 'malformed', detail: `The check sum ${word.slice(0, 40)} is not whole, or not at the end` };
    }
    if (parts === null) {
      this.fault('malformed', `"${word.slice(0, 40)}" is no time and no key=value`);
    } else {
      const [, key, list] = parts as unknown as [string, string, string];
      if (!this.status(key, list)) this.field(key, list.split(','));
    }
    return this.sensors.length > MAX_READINGS
      ? { reason: 'too_many', detail: `More than ${MAX_READINGS} readings in one text` }
      : null;
  }

  private time(time: NonNullable<ReturnType<typeof readTimeWord>>): ReturnType<CompactReader['word']> {
    if (time.kind === 'fault') return { reason: 'bad_time', detail: time.detail };
    if (time.kind === 'base') {
      this.baseMs = time.timeMs;
      this.stepMs = time.stepMs;
      this.nowMs = time.timeMs;
      return null;
    }
    if (this.baseMs === null) return { reason: 'bad_time', detail: 'A time like +15m needs a full time before it' };
    this.nowMs = this.baseMs + time.byMs;
    return null;
  }

  /** Keys about the device itself. @returns false when the field is a reading */
  private status(key: string, text: string): boolean {
    if (key === 'FW' && /^[\w.+-]{1,32}$/.test(text)) {
      this.state.firmware = text;
      return true;
    }
    const parts = reading.exec(text);
    const value = Number(parts?.[1]);
    if (key === 'B' && parts?.[2] === '%' && value >= 0 && value <= 100) {
      this.state.batteryPercent = value;
      return true;
    }
    if (key === 'S' && parts?.[2]?.toLowerCase() === 'dbm' && value > -200 && value < 50) {
      this.state.signalDbm = value;
      return true;
    }
    return false;
  }

  /** Values of one key, oldest first. A value without a unit takes the unit of the last one. */
  private field(key: string, list: string[]): void {
    if (list.length > 1 && this.stepMs === null) {
      this.fault('bad_time', `${key} has several values, and the time before it names no step: /15m`);
      return;
    }
    if (list.length > MAX_READINGS) {
      this.fault('too_many', `${key} has more than ${MAX_READINGS} values`);
      return;
    }
    const common = reading.exec(list.at(-1) as string)?.[2] ?? '';
    list.forEach((text, index) => {
      if (text === '' || text === '-') return;
      const parts = reading.exec(text);
      const value = Number(parts?.[1]);
      if (parts === null || !Number.isFinite(value)) {
        this.fault('bad_value', `${key}=${text.slice(0, 40)} is no finite number with its unit`);
        return;
      }
      this.push(key, value, parts[2] ?? common, this.nowMs + index * (this.stepMs ?? 0));
    });
  }

  private push(sensor: string, value: number, unit: string, timeMs: number): void {
    this.sensors.push(sensor);
    this.values.push(value);
    this.units.push(unit);
    this.times.push(timeMs);
    if (this.baseMs === null) this.timed = false;
    else if (!(this.newestMs >= timeMs)) this.newestMs = timeMs;
  }

  private fault(reason: QuarantineReason, detail: string): void {
    this.faults.push({ index: this.sensors.length, reason, detail });
    this.sensors.push('');
    this.values.push(Number.NaN);
    this.units.push('');
    this.times.push(Number.NaN);
  }
}
