/** How times are written in a file. */
export type TimeFormat = 'iso' | 'day-first' | 'month-first' | 'unix-s' | 'unix-ms' | 'excel';

const DAY_MS = 86_400_000;
/** Days from 1970 back to the day 0 of spreadsheets. */
const EXCEL_EPOCH_DAYS = 25_569;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads times from bytes. After {@link scan} has said yes, `timeMs` is the instant when `exact`, else what a clock on the
 * wall showed, as if it were UTC.
 */
export class TimeScanner {
  /** Unix ms, or wall time in ms as if it were UTC. */
  timeMs = 0;
  /** True when the text says which instant it is; false when its zone must be known. */
  exact = false;
  private at = 0;
  private dayKey = -1;
  private dayMs = 0;

  constructor(private readonly format: TimeFormat) {}

  /** @returns false when the bytes are no time of this format */
  scan(bytes: Uint8Array, from: number, to: number): boolean {
    switch (this.format) {
      case 'unix-s':
        return this.number(bytes, from, to, 1_000, 0, true);
      case 'unix-ms':
        return this.number(bytes, from, to, 1, 0, true);
      case 'excel':
        return this.number(bytes, from, to, DAY_MS, EXCEL_EPOCH_DAYS, false);
      default:
        return this.calendar(bytes, from, to);
    }
  }

  private number(bytes: Uint8Array, from: number, to: number, unitMs: number, epoch: number, exact: boolean): boolean {
    let text = '';
    if (to - from > 32) return false;
    for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number);
    if (!/^\d+(?:[.,]\d+)?$/.test(text)) return false;
    this.timeMs = Math.round((Number(text.replace(',', '.')) - epoch) * unitMs);
    this.exact = exact;
    return Math.abs(this.timeMs) < 8e15;
  }

  private calendar(bytes: Uint8Array, from: number, to: number): boolean {
    this.at = from;
    const first = this.digits(bytes, to, 4);
    const separator = bytes[this.at];
    if (first < 0 || this.at >= to || !isDateSeparator(separator)) return false;
    const firstLength = this.at - from;
    this.at += 1;
    const second = this.digits(bytes, to, 2);
    if (second < 0 || this.at >= to || bytes[this.at] !== separator) return false;
    this.at += 1;
    const thirdFrom = this.at;
    const third = this.digits(bytes, to, 4);
    const thirdLength = this.at - thirdFrom;
    let year = third;
    let month = second;
    let day = first;
    if (this.format === 'iso') {
      if (firstLength !== 4 || thirdLength > 2) return false;
      year = first;
      day = third;
    } else {
      if (thirdLength !== 2 && thirdLength !== 4) return false;
      if (thirdLength === 2) year += 2_000;
      if (this.format === 'month-first') {
        month = first;
        day = second;
      }
    }
    return this.date(year, month, day) && this.clock(bytes, to);
  }

  private date(year: number, month: number, day: number): boolean {
    const key = (year * 16 + month) * 32 + day;
    if (key === this.dayKey) return true;
    if (month < 1 || month > 12 || day < 1 || year < 1_000) return false;
    const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (day > (monthLengths[month - 1] as number) + (leap ? 1 : 0)) return false;
    this.dayKey = key;
    this.dayMs = Date.UTC(year, month - 1, day);
    return true;
  }

  /** What follows the date: nothing, or `T` or spaces, hours, minutes, seconds, half of the day, offset. */
  private clock(bytes: Uint8Array, to: number): boolean {
    this.exact = false;
    this.timeMs = this.dayMs;
    if (this.at >= to) return true;
    const mark = bytes[this.at];
    if (mark !== 0x54 && mark !== 0x74 && mark !== 0x20 && mark !== 0x2c) return false;
    this.at += 1;
    while (bytes[this.at] === 0x20 && this.at < to) this.at += 1;
    let hour = this.digits(bytes, to, 2);
    if (hour < 0) return false;
    let minute = 0;
    let secondMs = 0;
    if (bytes[this.at] === 0x3a && this.at < to) {
      this.at += 1;
      minute = this.digits(bytes, to, 2);
      if (minute < 0 || minute > 59) return false;
      if (bytes[this.at] === 0x3a && this.at < to) {
        this.at += 1;
        secondMs = this.seconds(bytes, to);
        if (secondMs < 0) return false;
      }
    }
    while (bytes[this.at] === 0x20 && this.at < to) this.at += 1;
    hour = this.half(bytes, to, hour);
    // 24:00 is the end of the day in many loggers.
    if (hour < 0 || hour > 24 || (hour === 24 && (minute > 0 || secondMs > 0))) return false;
    this.timeMs += hour * 3_600_000 + minute * 60_000 + secondMs;
    return this.at >= to || this.offset(bytes, to);
  }

  private seconds(bytes: Uint8Array, to: number): number {
    const whole = this.digits(bytes, to, 2);
    if (whole < 0 || whole > 59) return -1;
    const mark = bytes[this.at];
    if (this.at >= to || (mark !== 0x2e && mark !== 0x2c)) return whole * 1_000;
    const from = this.at + 1;
    let ms = 0;
    let weight = 100;
    for (this.at = from; this.at < to; this.at += 1) {
      const digit = (bytes[this.at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      ms += digit * weight;
      weight = weight > 1 ? weight / 10 : 0;
    }
    return this.at === from ? -1 : whole * 1_000 + ms;
  }

  /** AM or PM, where it is said. */
  private half(bytes: Uint8Array, to: number, hour: number): number {
    if (to - this.at !== 2 || ((bytes[this.at + 1] as number) | 0x20) !== 0x6d) return hour;
    const letter = (bytes[this.at] as number) | 0x20;
    if ((letter !== 0x61 && letter !== 0x70) || hour < 1 || hour > 12) return -1;
    this.at += 2;
    return (hour % 12) + (letter === 0x70 ? 12 : 0);
  }

  private offset(bytes: Uint8Array, to: number): boolean {
    const sign = bytes[this.at] as number;
    if (sign === 0x5a || sign === 0x7a) {
      this.exact = true;
      return this.at + 1 === to;
    }
    if (sign !== 0x2b && sign !== 0x2d) return false;
    this.at += 1;
    const hours = this.digits(bytes, to, 2);
    if (bytes[this.at] === 0x3a && this.at < to) this.at += 1;
    const minutes = this.at < to ? this.digits(bytes, to, 2) : 0;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || this.at !== to) return false;
    this.timeMs -= (sign === 0x2d ? -1 : 1) * (hours * 60 + minutes) * 60_000;
    this.exact = true;
    return true;
  }

  /** @returns -1 without a digit */
  private digits(bytes: Uint8Array, to: number, most: number): number {
    const from = this.at;
    const end = Math.min(to, from + most);
    let value = 0;
    let at = from;
    for (; at < end; at += 1) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.at = at;
    return at === from ? -1 : value;
  }
}

function isDateSeparator(byte: number | undefined): boolean {
  return byte === 0x2d || byte === 0x2e || byte === 0x2f;
}
