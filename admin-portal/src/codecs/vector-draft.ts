import { newKey } from '../data/http';
import type { TestVector } from './codec';

/** A test vector while it is being edited: everything is text. */
export interface VectorDraft {
  key: string;
  name: string;
  fPort: string;
  hex: string;
  /** JSON; empty: an error is expected. */
  expected: string;
  error: string;
}

export type VectorFaults = Partial<Record<'name' | 'fPort' | 'hex' | 'expected', string>>;

export function draftOf({ name, fPort, hex, expected, error }: TestVector): VectorDraft {
  return {
    key: newKey(),
    name,
    fPort: String(fPort),
    hex,
    expected: expected === null ? '' : JSON.stringify(expected, null, 2),
    error: error ?? '',
  };
}

/** What keeps a draft from being a test vector, by field: keys of the catalogue. */
export function faultsOf({ name, fPort, hex, expected }: VectorDraft): VectorFaults {
  const port = Number(fPort);
  return {
    ...(name.trim() === '' && { name: 'codecs.vector.name_missing' }),
    ...((fPort.trim() === '' || !Number.isInteger(port) || port < 0 || port > 255) && { fPort: 'codecs.fport_wrong' }),
    ...(!isHex(hex) && { hex: 'codecs.hex_wrong' }),
    ...(expected.trim() !== '' && objectIn(expected) === null && { expected: 'codecs.vector.expected_wrong' }),
  };
}

export function vectorOf({ name, fPort, hex, expected, error }: VectorDraft): TestVector {
  return {
    name: name.trim(),
    fPort: Number(fPort),
    hex: plainHex(hex),
    expected: expected.trim() === '' ? null : objectIn(expected),
    error: error.trim() === '' ? null : error.trim(),
  };
}

/** Without what people put between bytes. */
export const plainHex = (text: string): string => text.replaceAll(/0x|[\s:,-]/gi, '');

export const isHex = (text: string): boolean => /^([0-9a-f]{2})*$/i.test(plainHex(text));

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
