import { type Point, type ValueType, valueTypes } from './config';
import { isBits } from './read-plan';

/** What the registers of a point hold. `none`: a sentinel; `nonsense`: NaN or infinity. */
export type PointValue = { kind: 'value'; value: number } | { kind: 'none' } | { kind: 'nonsense' };

/** @param registers - of the point alone, as they came: each with the high byte first */
export function pointValue(point: Point, registers: Buffer): PointValue {
  // A coil has neither an order of bytes nor other bits.
  const bytes = isBits(point.table) ? registers : ordered(registers, point);
  const raw = readers[point.type](bytes, isBits(point.table) ? 0 : (point.bit ?? 0));
  if (point.sentinels.includes(raw)) return { kind: 'none' };
  const value = raw * point.scale + point.offset;
  if (!Number.isFinite(value)) return { kind: 'nonsense' };
  // What a scale like 0.1 leaves behind is no measurement.
  return { kind: 'value', value: Number(value.toPrecision(15)) };
}

/** Bytes in the order of the standard. */
function ordered(registers: Buffer, { order, type }: Point): Buffer {
  const bytes = Buffer.from(registers);
  if (order === 'BADC' || order === 'DCBA') bytes.swap16();
  if (order !== 'CDAB' && order !== 'DCBA') return bytes;
  const words = Array.from({ length: valueTypes[type] }, (_, n) => bytes.subarray(n * 2, n * 2 + 2));
  return Buffer.concat(words.reverse());
}

const readers: Readonly<Record<ValueType, (bytes: Buffer, bit: number) => number>> = {
  bit: (bytes, bit) => (bytes.readUInt16BE(0) >> bit) & 1,
  int16: (bytes) => bytes.readInt16BE(0),
  uint16: (bytes) => bytes.readUInt16BE(0),
  int32: (bytes) => bytes.readInt32BE(0),
  uint32: (bytes) => bytes.readUInt32BE(0),
  float32: (bytes) => shortest(bytes.readFloatBE(0)),
  float64: (bytes) => bytes.readDoubleBE(0),
};

/** The shortest decimal that is the same single-precision number: what the device meant by 0.1. */
function shortest(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits <= 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
