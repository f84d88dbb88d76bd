/** How numbers are written in a file. */
export interface NumberStyle {
  /** Byte of the decimal point or comma. */
  decimal: number;
  /** What separates thousands; '' when nothing does. */
  thousands: '' | ',' | '.' | ' ' | "'";
}

const MINUS = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;
/** Digits that fit a whole number that a double holds exactly. */
const EXACT_DIGITS = 15;
const powers = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * Reads a number from bytes without making text of it. Up to fifteen digits are read by hand, and come out as `Number`
 * would read them, since both whole number and power of ten are exact; everything else takes the way over text.
 * @returns NaN when it is no finite number
 */
export function scanNumber(bytes: Uint8Array, from: number, to: number, style: NumberStyle): number {
  let at = from;
  const first = bytes[at];
  if (first === MINUS || first === PLUS) at += 1;
  let whole = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < to; at += 1) {
    const byte = bytes[at] as number;
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte === style.decimal && decimals < 0) decimals = 0;
    else return numberOfText(bytes, from, to, style);
  }
  if (digits === 0) return Number.NaN;
  if (digits > EXACT_DIGITS) return numberOfText(bytes, from, to, style);
  const size = decimals > 0 ? whole / (powers[decimals] as number) : whole;
  return first === MINUS ? -size : size;
}

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

function numberOfText(bytes: Uint8Array, from: number, to: number, style: NumberStyle): number {
  if (to - from > 64) return Number.NaN;
  let text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('utf8')
    .trim();
  if (style.thousands !== '') {
    const ungrouped = withoutGroups(text, style);
    if (ungrouped === null) return Number.NaN;
    text = ungrouped;
  }
  if (style.decimal !== 0x2e) text = text.replace(String.fromCharCode(style.decimal), '.');
  if (!plain.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Takes separators out where they stand between groups of three; null when they stand elsewhere. */
function withoutGroups(text: string, { thousands, decimal }: NumberStyle): string | null {
  const point = text.indexOf(String.fromCharCode(decimal));
  const end = point < 0 ? text.length : point;
  // Spaces of every width, and both apostrophes.
  const mark = thousands === ' ' ? /[ \u00a0\u2009\u202f]/g : thousands === "'" ? /['\u2019]/g : thousands;
  const whole = text.slice(0, end).replaceAll(mark, ',');
  if (!whole.includes(',')) return text;
  return /^[+-]?\d{1,3}(,\d{3})+$/.test(whole) ? whole.replaceAll(',', '') + text.slice(end) : null;
}
