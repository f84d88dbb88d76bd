import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The labels of a table, read for scoring alone: true where the column holds 1. @throws when there is no such column */
export function truthOf(file: string, column: string): boolean[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const separator = (lines[0] ?? '').includes(';') ? ';' : ',';
  const at = (lines[0] ?? '').split(separator).findIndex((name) => name.trim() === column);
  if (at < 0) throw new Error(`${file} has no column ${column}`);
  return lines.slice(1).map((line) => Number(line.split(separator)[at]) === 1);
}

/** Flags of scores: true from 0.5. */
export function flagsOf(scores: Float64Array): boolean[] {
  return Array.from(scores, (score) => score >= 0.5);
}
