const DIGIT_0 = 48;

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Midnight UTC by its ten characters: devices send the same few days over and over. */
let knownDate = '';
let knownMs = Number.NaN;

function dayMs(text: string): number {
  const date = text.slice(0, 10);
  if (date === knownDate) return knownMs;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const ms = text[4] === '-' && text[7] === '-' ? Date.UTC(year, month - 1, day) : Number.NaN;
  const back = new Date(ms);
  // 30 February would roll over into March.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || back.getUTCFullYear() !== year)
    return Number.NaN;
  knownDate = date;
  knownMs = ms;
  return ms;
}

/** Offset after the time, ms east of UTC; NaN when there is none or it is malformed. */
function offsetMs(text: string, at: number): number {
  const sign = text[at];
  if (sign === 'Z' || sign === 'z') return at === text.length - 1 ? 0 : Number.NaN;
  if (sign !== '+' && sign !== '-') return Number.NaN;
  const colon = text[at + 3] === ':' ? 1 : 0;
  if (text.length !== at + 5 + colon) return Number.NaN;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 3 + colon, 2);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (hours * 60 + minutes) * (sign === '+' ? 60_000 : -60_000);
}

/**
 * Reads `2026-01-02T03:04:05.678Z` or the same with an offset (`+01:00`, `+0100`); a fraction beyond milliseconds is
 * cut off; seconds may be missing; a leap second counts as the second after.
 * @returns Unix ms, or NaN when it is no such time or has no offset
 */
export function parseIsoTime(text: string): number {
  const day = dayMs(text);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if ((text[10] !== 'T' && text[10] !== 't') || text[13] !== ':' || !(hour <= 23 && minute <= 59)) return Number.NaN;
  let at = 16;
  let second = 0;
  let fraction = 0;
  if (text[16] === ':') {
    second = digits(text, 17, 2);
    if (!(second <= 60)) return Number.NaN;
    at = 19;
    if (text[19] === '.') {
      let scale = 100;
      at = 20;
      for (let digit = digits(text, at, 1); digit >= 0; digit = digits(text, at, 1)) {
        fraction += digit * scale;
        scale /= 10;
        at += 1;
      }
      if (at === 20) return Number.NaN;
    }
  }
  return day + ((hour * 60 + minute) * 60 + second) * 1_000 + Math.floor(fraction) - offsetMs(text, at);
}
