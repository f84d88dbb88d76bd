import type { MetricValue } from './payload';

/** Types of Sparkplug that are numbers, by their number; other types are no readings. */
const wholeBits: ReadonlyMap<number, { bits: number; signed: boolean }> = new Map([
  [1, { bits: 8, signed: true }],
  [2, { bits: 16, signed: true }],
  [3, { bits: 32, signed: true }],
  [4, { bits: 64, signed: true }],
  [5, { bits: 8, signed: false }],
  [6, { bits: 16, signed: false }],
  [7, { bits: 32, signed: false }],
  [8, { bits: 64, signed: false }],
]);
export const FLOAT = 9;
export const DOUBLE = 10;
export const BOOLEAN = 11;

/** Whether values of a type are readings. */
export function isNumeric(datatype: number): boolean {
  return wholeBits.has(datatype) || datatype === FLOAT || datatype === DOUBLE;
}

/**
 * The number that a value of a type stands for. Signed types travel in unsigned fields as two's complement, of their own
 * width or of the field's.
 * @returns null when the value does not fit its type
 */
export function numberOf(datatype: number, value: MetricValue): number | null {
  if (datatype === FLOAT || datatype === DOUBLE) {
    return value.kind === 'float' || value.kind === 'double' ? finite(value.value) : null;
  }
  const type = wholeBits.get(datatype);
  if (type === undefined || (value.kind !== 'int' && value.kind !== 'long')) return null;
  return wholeOf(BigInt(value.value), value.kind === 'int' ? 32 : 64, type);
}

function wholeOf(raw: bigint, width: 32 | 64, { bits, signed }: { bits: number; signed: boolean }): number | null {
  const limit = 2n ** BigInt(bits);
  if (!signed) return raw < limit ? Number(raw) : null;
  if (raw < limit) return Number(BigInt.asIntN(bits, raw));
  const extended = BigInt.asIntN(width, raw);
  return extended < 0n && extended >= -limit / 2n ? Number(extended) : null;
}

/** Puts a number into the field that its type travels in. @returns null when it does not fit */
export function valueOf(datatype: number, value: unknown): MetricValue | null {
  if (datatype === BOOLEAN) return typeof value === 'boolean' ? { kind: 'boolean', value } : null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  if (datatype === FLOAT) return { kind: 'float', value };
  if (datatype === DOUBLE) return { kind: 'double', value };
  const type = wholeBits.get(datatype);
  if (type === undefined || !Number.isSafeInteger(value)) return null;
  const { bits, signed } = type;
  const half = 2n ** BigInt(bits - 1);
  const whole = BigInt(value);
  if (whole < (signed ? -half : 0n) || whole >= (signed ? half : 2n * half)) return null;
  if (bits === 64) return { kind: 'long', value: BigInt.asUintN(64, whole) };
  return { kind: 'int', value: Number(BigInt.asUintN(32, whole)) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
