import { sameJson } from '@app/codecs';

/** Same keys in any order, numbers within a millionth; empty lists of warnings and errors do not count. */
export function sameOutput(expected: Record<string, unknown>, actual: Record<string, unknown>): boolean {
  return sameJson(withoutEmpty(expected), withoutEmpty(actual));
}

function withoutEmpty(output: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (key: string, value: unknown): boolean =>
    value === undefined || (['warnings', 'errors'].includes(key) && Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(output).filter(([key, value]) => !isEmpty(key, value)));
}
