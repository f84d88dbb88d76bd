import { type TelemetryColumns, unreadable } from '@app/plugin-sdk';
import { type CompactReport, readCompactText } from './compact-text';

/** `@2026-11-21T10:15:00.000Z`: when the network took the message, in a line before its text. */
const stamp = /^@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A message as it is kept: its text in UTF-8, and before it the time of the network where the provider tells it, so
 * that reading it once more gives the same event times.
 * @param sentMs - Unix ms; null: not told
 */
export function frameOf(text: string, sentMs: number | null): Uint8Array {
  return Buffer.from(sentMs === null ? text : `@${new Date(sentMs).toISOString()}\n${text}`);
}

/** Reads a kept message, or the bytes of a binary one. */
export function readFrame(frame: Uint8Array): CompactReport {
  let text: string;
  try {
    text = utf8.decode(frame);
  } catch {
    return broken(unreadable('unreadable', 'The message is binary, no text in UTF-8'));
  }
  const [line, time] = stamp.exec(text) ?? [];
  if (line === undefined || time === undefined) return readCompactText(text);
  return readCompactText(text.slice(line.length), Date.parse(time));
}

function broken(columns: TelemetryColumns): CompactReport {
  return { columns, station: null, state: null, newestMs: Number.NaN, timed: false };
}
