const TOLERANCE = 1e-6;

/** Same keys in any order, numbers within a millionth; empty lists of warnings and errors do not count. */
export function sameOutput(expected: Record<string, unknown>, actual: Record<string, unknown>): boolean {
  return same(withoutEmpty(expected), withoutEmpty(actual));
}

function withoutEmpty(output: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (key: string, value: unknown): boolean =>
    value === undefined || (['warnings', 'errors'].includes(key) && Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(output).filter(([key, value]) => !isEmpty(key, value)));
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && same(left[key], right[key]));
}
