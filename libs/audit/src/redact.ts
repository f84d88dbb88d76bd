import { createHash } from 'node:crypto';
import { type Json, canonicalJson, toJson } from './canonical-json';

const secretName = /password|secret|token|credential|hash|recovery|authorization|cookie|private|sealed/i;
const REDACTED = '[redacted]';

/** Longer texts and geometries are kept as a fingerprint: the trail proves what they were without growing by them. */
const LONGEST_TEXT = 4_000;

/**
 * An object as the trail may keep it: values under names that sound like secrets are taken out (flags and empty values
 * stay), long texts and large geometries become fingerprints.
 */
export function redacted(value: object | null | undefined): Json {
  return value === null || value === undefined ? null : keep(toJson(value));
}

function keep(value: Json): Json {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? fingerprint('text', value) : value;
  if (Array.isArray(value)) return value.map(keep);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value['coordinates'])) {
    const text = canonicalJson(value);
    if (text.length > LONGEST_TEXT) return fingerprint('geometry', text);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) && isSecret(inner) ? REDACTED : keep(inner),
    ]),
  );
}

function isSecret(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'number' || (typeof value === 'object' && value !== null);
}

function fingerprint(kind: string, text: string): Json {
  return { shortened: kind, characters: text.length, sha256: createHash('sha256').update(text).digest('hex') };
}
