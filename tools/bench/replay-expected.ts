import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const MINUTE_MS = 60_000;
/** Most empty steps between two rows before a file counts as damaged. */
const LONGEST_GAP = 100_000;

/** Values by Unix ms, of one series. */
export type Readings = ReadonlyMap<number, number>;

/** Cells of a comma-separated file without quotes, compressed by gzip or not; its header first. */
export function readCells(path: string): string[][] {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}

/** Shows instants as the clocks of a zone do, `2021-10-31 02:00`. */
export function clockOf(timeZone: string): (timeMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (timeMs) => format.format(timeMs);
}

/** A time as a file has it, `2021-10-31 02:00`, as hours since 1970 on the clock it was read from. */
export function wallHours(text: string): number {
  return Date.parse(`${text.slice(0, 10)}T${text.slice(11, 16)}Z`) / 3_600_000;
}

/**
 * Every non-empty cell of a file with one column of wall times and one column a series. Deliberately another way than the replay's:
 * it walks through real time by the step of the file until the clock shows the time of the next row, so a doubled hour is
 * met twice and a skipped one never.
 *
 * @param stepS - distance of rows, s
 * @param factor - from the unit of the file to the canonical one
 * @throws when a row shows a time that the clocks never reach
 */
export function expectedReadings(
  cells: readonly (readonly string[])[],
  timeZone: string,
  stepS: number,
  factor: number,
): Map<string, Readings> {
  const [header = [], ...rows] = cells;
  const columns = header.slice(1).map((name) => ({ name, readings: new Map<number, number>() }));
  const clock = clockOf(timeZone);
  let timeMs: number | null = null;
  for (const [text = '', ...values] of rows) {
    timeMs = timeMs === null ? firstInstant(text, clock) : nextInstant(text, timeMs, stepS * 1000, clock);
    for (const [index, { readings }] of columns.entries()) {
      const cell = values[index] ?? '';
      if (cell !== '') readings.set(timeMs, Number(cell) * factor);
    }
  }
  return new Map(columns.map(({ name, readings }) => [name, readings]));
}

function firstInstant(text: string, clock: (timeMs: number) => string): number {
  const wallMs = wallHours(text) * 3_600_000;
  for (let timeMs = wallMs - 15 * 60 * MINUTE_MS; timeMs < wallMs + 15 * 60 * MINUTE_MS; timeMs += 15 * MINUTE_MS) {
    if (clock(timeMs) === text) return timeMs;
  }
  throw new Error(`No clock ever showed ${text}`);
}

function nextInstant(text: string, afterMs: number, stepMs: number, clock: (timeMs: number) => string): number {
  for (let steps = 1; steps <= LONGEST_GAP; steps += 1) {
    if (clock(afterMs + steps * stepMs) === text) return afterMs + steps * stepMs;
  }
  throw new Error(`No clock showed ${text} after ${clock(afterMs)}`);
}

/** How what is stored compares with what a file has. */
export interface Comparison {
  /** Non-empty cells of the file. */
  readings: number;
  /** Rows that came back. */
  stored: number;
  /** Readings of the file that did not come back with their value. */
  missing: number;
  /** Rows beyond those of the file: a moment twice, or one that the file does not have. */
  duplicates: number;
}

/** @param stored - rows as they came back: Unix ms and value */
export function compare(expected: Readings, stored: readonly (readonly [number, number])[]): Comparison {
  const open = new Map(expected);
  let [duplicates, wrong] = [0, 0];
  for (const [timeMs, value] of stored) {
    const wanted = open.get(timeMs);
    if (wanted === undefined) duplicates += 1;
    else if (!nearly(wanted, value)) wrong += 1;
    open.delete(timeMs);
  }
  return { readings: expected.size, stored: stored.length, missing: open.size + wrong, duplicates };
}

/** Equal but for the rounding of a conversion. */
function nearly(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}
