import { MAX_READINGS } from '@app/contracts';
import { TextPool } from './text-pool';
import type { TelemetryColumns } from './telemetry';

/** Bytes that JSON is made of. */
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;

const FIELD = { sensor: 1, value: 2, unit: 4, timestamp: 8 } as const;
const REQUIRED = FIELD.sensor | FIELD.value | FIELD.unit;
const MAX_NAME = 128;
const MAX_UNIT = 32;
/** Numbers of so many digits, and powers of ten up to this one, are exact doubles: one division rounds correctly. */
const EXACT_DIGITS = 15;
const powersOfTen = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, n) => 10 ** n);

const names = new TextPool();
const units = new TextPool();

const fieldBytes = (name: string): Buffer => Buffer.from(`"${name}"`);
const NO_BYTES = Buffer.alloc(0);
const SENSOR = fieldBytes('sensor_id');
const VALUE = fieldBytes('value');
const UNIT = fieldBytes('unit');
const TIMESTAMP = fieldBytes('timestamp');

/**
 * Reads the usual form of a telemetry message straight from its bytes, without making an object for each reading: plain
 * ASCII, the four known fields, times in UTC. It is several times as fast as reading JSON in general.
 *
 * @returns null for everything else, also for whatever is faulty: then the general reader has the word
 */
export function decodeUsualForm(bytes: Buffer): TelemetryColumns | null {
  return new UsualFormReader(bytes).read();
}

/** Gathers messages of one reading each, in the usual form, into common columns. */
export class SingleReadings {
  private reader = new UsualFormReader(NO_BYTES);

  /**
   * @param cameAt - time of a reading that has none, Unix ms
   * @returns false for a message that is anything else; then nothing of it was taken
   */
  add(message: Buffer, cameAt: number): boolean {
    return this.reader.addSingle(message, cameAt);
  }

  get count(): number {
    return this.reader.count;
  }

  /** What was gathered, in order; the next ones begin anew. */
  take(): TelemetryColumns {
    const { reader } = this;
    this.reader = new UsualFormReader(NO_BYTES);
    return reader.columns();
  }
}

class UsualFormReader {
  private at = 0;
  private readonly sensors: string[] = [];
  private readonly units: string[] = [];
  private readonly values: number[] = [];
  private readonly times: number[] = [];
  /** Set by {@link text}: hash of the text just read. */
  private hash = 0;
  /** Result of {@link number} and {@link time}, which return false where the general reader is needed. */
  private result = 0;
  /** Bytes of the last item that was read in full, after sensor and value; 0: it had another order. */
  private endFrom = 0;
  private endTo = 0;

  constructor(private bytes: Buffer) {}

  read(): TelemetryColumns | null {
    if (this.take(0x5b)) {
      do if (!this.item() || this.sensors.length > MAX_READINGS) return null;
      while (this.take(COMMA));
      if (!this.take(0x5d)) return null;
    } else if (!this.item()) return null;
    return this.next() === undefined ? this.columns() : null;
  }

  get count(): number {
    return this.sensors.length;
  }

  /** Reads a message of one reading behind those before it. @returns false when it is anything else; then it leaves no trace */
  addSingle(bytes: Buffer, cameAt: number): boolean {
    const { sensors, units: unitsRead, values, times } = this;
    const before = sensors.length;
    this.bytes = bytes;
    this.at = 0;
    this.endFrom = 0;
    if (this.item() && this.next() === undefined) {
      if (Number.isNaN(times[before] as number)) times[before] = cameAt;
      return true;
    }
    for (const column of [sensors, unitsRead, values, times]) column.length = before;
    return false;
  }

  columns(): TelemetryColumns {
    return {
      count: this.sensors.length,
      sensors: this.sensors,
      values: new Float64Array(this.values),
      units: this.units,
      times: new Float64Array(this.times),
      faults: [],
    };
  }

  /** The next byte that is no white space. */
  private next(): number | undefined {
    let byte = this.bytes[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = this.bytes[++this.at];
    return byte;
  }

  private take(wanted: number): boolean {
    if (this.next() !== wanted) return false;
    this.at += 1;
    return true;
  }

  private item(): boolean {
    if (!this.take(0x7b)) return false;
    let seen = 0;
    let time = Number.NaN;
    let afterValue = 0;
    do {
      const field = this.field();
      if (field === 0 || (seen & field) !== 0 || !this.take(COLON)) return false;
      seen |= field;
      this.next();
      if (field === FIELD.value) {
        if (!this.number()) return false;
        this.values.push(this.result);
        if (seen === (FIELD.sensor | FIELD.value)) {
          if (this.endsAsBefore()) return true;
          afterValue = this.at;
        }
      } else if (field === FIELD.timestamp) {
        if (!this.time()) return false;
        time = this.result;
      } else {
        const from = this.at + 1;
        const to = this.text(field === FIELD.sensor ? MAX_NAME : MAX_UNIT);
        if (to < 0) return false;
        if (field === FIELD.sensor) this.sensors.push(names.get(this.bytes, from, to, this.hash));
        else this.units.push(units.get(this.bytes, from, to, this.hash));
      }
    } while (this.take(COMMA));
    this.times.push(time);
    if ((seen & REQUIRED) !== REQUIRED || !this.take(0x7d)) return false;
    this.endFrom = afterValue;
    this.endTo = this.at;
    return true;
  }

  /** Unit and time are mostly those of the item before, byte for byte: then they need not be read again. */
  private endsAsBefore(): boolean {
    const { bytes, at, endFrom } = this;
    const length = this.endTo - endFrom;
    if (endFrom === 0) return false;
    for (let i = 0; i < length; i += 1) if (bytes[at + i] !== bytes[endFrom + i]) return false;
    this.at = at + length;
    this.units.push(this.units.at(-1) as string);
    this.times.push(this.times.at(-1) as number);
    return true;
  }

  /** The field whose name comes next, told by its first letter and then compared; 0: another one. */
  private field(): number {
    if (this.next() !== QUOTE) return 0;
    switch (this.bytes[this.at + 1]) {
      case 0x73:
        return this.is(SENSOR) ? FIELD.sensor : 0;
      case 0x76:
        return this.is(VALUE) ? FIELD.value : 0;
      case 0x75:
        return this.is(UNIT) ? FIELD.unit : 0;
      case 0x74:
        return this.is(TIMESTAMP) ? FIELD.timestamp : 0;
      default:
        return 0;
    }
  }

  private is(name: Buffer): boolean {
    for (let i = 2; i < name.length; i += 1) if (this.bytes[this.at + i] !== name[i]) return false;
    this.at += name.length;
    return true;
  }

  /** @returns where the text ends; -1 when it is empty, too long, or holds anything but plain ASCII */
  private text(longest: number): number {
    const { bytes } = this;
    if (bytes[this.at] !== QUOTE) return -1;
    let at = this.at + 1;
    const last = at + longest;
    let hash = 0x811c9dc5;
    for (let byte = bytes[at] as number; byte !== QUOTE; byte = bytes[++at] as number) {
      if (!(byte >= 0x20 && byte < 0x7f) || byte === 0x5c || at >= last) return -1;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    if (at === this.at + 1) return -1;
    this.hash = hash;
    this.at = at + 1;
    return at;
  }

  /** A number without exponent, of at most fifteen digits; longer ones by the language itself. */
  private number(): boolean {
    const { bytes } = this;
    const from = this.at;
    const negative = bytes[from] === MINUS;
    let at = negative ? from + 1 : from;
    const first = at;
    let mantissa = 0;
    let byte = bytes[at] as number;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) mantissa = mantissa * 10 + (byte - ZERO);
    const whole = at - first;
    if (whole === 0 || (whole > 1 && bytes[first] === ZERO)) return false;
    let fraction = 0;
    if (byte === POINT) {
      byte = bytes[++at] as number;
      for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) {
        mantissa = mantissa * 10 + (byte - ZERO);
        fraction += 1;
      }
      if (fraction === 0) return false;
    }
    if (byte === 0x65 || byte === 0x45) return false;
    const size = whole + fraction;
    if (size > EXACT_DIGITS) this.result = Number(bytes.toString('latin1', from, at));
    else this.result = (negative ? -mantissa : mantissa) / (powersOfTen[fraction] as number);
    this.at = at;
    return Number.isFinite(this.result);
  }

  /** `"2026-01-02T03:04:05Z"`, with or without up to three digits of a fraction. */
  private time(): boolean {
    const { bytes } = this;
    const from = this.at + 1;
    if (
      bytes[this.at] !== QUOTE ||
      bytes[from + 10] !== 0x54 ||
      bytes[from + 13] !== COLON ||
      bytes[from + 16] !== COLON
    ) {
      return false;
    }
    const day = this.day(from);
    const hour = this.two(from + 11);
    const minute = this.two(from + 14);
    const second = this.two(from + 17);
    if (!(hour <= 23 && minute <= 59 && second <= 59)) return false;
    let at = from + 19;
    let fraction = 0;
    if (bytes[at] === POINT) {
      at += 1;
      let scale = 100;
      for (let digit = (bytes[at] as number) - ZERO; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - ZERO) {
        fraction += digit * scale;
        scale /= 10;
      }
      if (scale === 100 || scale < 0.1) return false;
    }
    if (bytes[at] !== 0x5a || bytes[at + 1] !== QUOTE) return false;
    this.at = at + 2;
    this.result = day + ((hour * 60 + minute) * 60 + second) * 1_000 + fraction;
    return !Number.isNaN(this.result);
  }

  private two(at: number): number {
    const tens = (this.bytes[at] as number) - ZERO;
    const ones = (this.bytes[at + 1] as number) - ZERO;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
  }

  /** Midnight UTC, Unix ms; NaN for what is no day. */
  private day(from: number): number {
    const { bytes } = this;
    if (bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS) return Number.NaN;
    const key = (this.two(from) * 100 + this.two(from + 2)) * 10_000 + this.two(from + 5) * 100 + this.two(from + 8);
    if (key === knownDay) return knownDayMs;
    const year = Math.floor(key / 10_000);
    const month = Math.floor(key / 100) % 100;
    const ms = Date.UTC(year, month - 1, key % 100);
    const back = new Date(ms);
    // 30 February would roll over into March; years below 100 mean the last century there.
    if (year < 1_000 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== key % 100) return Number.NaN;
    knownDay = key;
    knownDayMs = ms;
    return ms;
  }
}

/** Devices send the same few days over and over. */
let knownDay = 0;
let knownDayMs = Number.NaN;
