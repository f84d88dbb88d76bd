import { type TelemetryColumns, unreadable } from '@app/plugin-sdk';
import { ColumnBuilder } from './column-builder';

const HEAD = 4;
const RECORD = 7;

/**
 * Reads the compact payload, all numbers with the high byte first: seconds since 1970 (4 bytes), then for each reading
 * the channel (1 byte; 7 is the channel `c7`), seconds after that time (2 bytes) and the value (4 bytes, IEEE 754).
 */
export function readCompact(payload: Buffer): TelemetryColumns {
  const size = payload.length - HEAD;
  if (size < 0 || size % RECORD !== 0) {
    return unreadable('malformed', `${payload.length} bytes; 4 and a multiple of 7 are expected`);
  }
  const builder = new ColumnBuilder();
  const startS = payload.readUInt32BE(0);
  for (let at = HEAD; at < payload.length; at += RECORD) {
    const time = (startS + payload.readUInt16BE(at + 1)) * 1_000;
    builder.reading(`c${payload.readUInt8(at)}`, shortest(payload.readFloatBE(at + 3)), '', time);
  }
  return builder.columns();
}

/** The shortest decimal that is the same single-precision number: what the device meant by 0.1. */
function shortest(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits <= 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
