import { Readable } from 'node:stream';
import { DomainError } from '@app/kernel';

/** Deepest nesting of a request body. */
export const MAX_DEPTH = 20;

/** NUL, and halves of surrogate pairs that stand alone. */
const unstorable = /\0|\p{Surrogate}/u;

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses what no schema should ever see: keys that reach into prototypes, nesting deeper than {@link MAX_DEPTH},
 * NUL characters and broken surrogate pairs (PostgreSQL stores neither).
 * @throws {DomainError} bad-request
 */
export function guardBody(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    guardText(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw malformed(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) {
    for (const item of value) guardBody(item, depth + 1);
    return;
  }
  if (Buffer.isBuffer(value) || value instanceof Readable) return;
  for (const key of Object.keys(value)) {
    if (forbiddenKeys.has(key)) throw malformed(`The key "${key}" is not allowed.`);
    guardText(key);
    guardBody((value as Record<string, unknown>)[key], depth + 1);
  }
}

/**
 * Refuses a query parameter that is given twice, and text that cannot be stored.
 * @throws {DomainError} bad-request
 */
export function guardQuery(query: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(query)) {
    const value = query[name];
    if (forbiddenKeys.has(name)) throw malformed(`The query parameter "${name}" is not allowed.`);
    if (Array.isArray(value)) throw malformed(`The query parameter "${name}" is given more than once.`);
    if (typeof value === 'string') guardText(value);
  }
}

function guardText(text: string): void {
  if (unstorable.test(text)) throw malformed('Text holds a NUL or a broken character.');
}

function malformed(detail: string): DomainError {
  return new DomainError('bad-request', 'request.malformed', 'Request cannot be read', { detail });
}
