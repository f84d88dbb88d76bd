// @ts-check
/** Keeps what the platform writes in a file, and picks out what a person at the terminal wants to see. */
import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';

/** Level from which a line is shown: warnings and worse. */
const WARNING = 40;
const WORDS = /** @type {Record<number, string>} */ ({ 40: 'warning', 50: 'error', 60: 'fatal' });

/**
 * Turns a line of the platform into what the terminal shows.
 * @param {string} line - a JSON log line, or plain words
 * @returns {string | null} null: nothing to see for a person
 */
export function forPeople(line) {
  const level = Number(/^\{"level":(\d+)/.exec(line)?.[1]);
  if (Number.isNaN(level)) return line;
  if (level < WARNING) return null;
  try {
    const { msg = '', err, error } = JSON.parse(line);
    const cause = (err ?? error)?.message;
    return `platform | ${WORDS[level] ?? level}: ${msg}${cause && cause !== msg ? ` (${cause})` : ''}`;
  } catch {
    return line;
  }
}

/** A message is shown once in this time, ms; an outage would fill the terminal with one and the same. */
const QUIET_MS = 10_000;

/**
 * Holds back what has just been shown; messages that differ only in an id count as the same.
 * @param {(line: string) => void} show
 * @param {() => number} [now] - ms
 * @returns {(line: string) => void}
 */
export function withoutRepeats(show, now = Date.now) {
  /** @type {Map<string, { shownMs: number, held: number }>} */
  const seen = new Map();
  return (line) => {
    const key = line.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
    const known = seen.get(key);
    if (line !== '' && known !== undefined && now() - known.shownMs < QUIET_MS) {
      known.held += 1;
      return;
    }
    show(known?.held ? `${line} (and ${known.held} like it before)` : line);
    if (seen.size > 1_000) seen.clear();
    seen.set(key, { shownMs: now(), held: 0 });
  };
}

/**
 * A log file that is set aside when it is full; one older file is kept.
 * @param {string} file - its folder is made
 * @param {number} [limitBytes]
 * @returns {{ write: (line: string) => void, close: () => void }}
 */
export function openLog(file, limitBytes = 32 * 1024 * 1024) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  let handle = openSync(file, 'a', 0o600);
  let size = fstatSync(handle).size;
  return {
    write(line) {
      if (size > limitBytes) {
        closeSync(handle);
        renameSync(file, `${file}.1`);
        handle = openSync(file, 'a', 0o600);
        size = 0;
      }
      appendFileSync(handle, `${line}\n`);
      size += Buffer.byteLength(line) + 1;
    },
    close: () => closeSync(handle),
  };
}
