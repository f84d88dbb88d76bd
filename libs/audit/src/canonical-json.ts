/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A value as JSON carries it and PostgreSQL gives it back: dates as text, `undefined` left out, NUL characters and
 * lone surrogates (which a jsonb column cannot hold) replaced by U+FFFD. Applying it twice changes nothing.
 * @throws {TypeError} for what JSON cannot carry: cycles, bigints
 */
export function toJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : storable(JSON.parse(text) as Json);
}

/** A text as a text column can hold it. */
export function storableText(text: string): string {
  return text.replaceAll(/\p{Surrogate}|\0/gu, '\uFFFD');
}

function storable(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  // Minus zero comes back from the database as zero.
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]));
}

/**
 * The one text of a value: keys in the order of their UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Equal values give equal texts whichever way they have travelled.
 * @see RFC 8785, JSON Canonicalization Scheme
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${members.join(',')}}`;
}
