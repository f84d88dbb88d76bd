/** One place where a result is not what was expected. */
export interface Difference {
  path: string;
  /** JSON; null: not expected at all. */
  expected: string | null;
  /** JSON; null: missing. */
  actual: string | null;
}

const TOLERANCE = 1e-6;
const MAX_SHOWN = 50;

/** Where two JSON values differ; numbers within a millionth are the same. */
export function differences(expected: unknown, actual: unknown): Difference[] {
  const found: Difference[] = [];
  compare(expected, actual, '', found);
  return found.slice(0, MAX_SHOWN);
}

function compare(expected: unknown, actual: unknown, path: string, found: Difference[]): void {
  if (isBranch(expected) && isBranch(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const inner = path === '' ? key : `${path}.${key}`;
      compare(partOf(expected, key), partOf(actual, key), inner, found);
    }
  } else if (!same(expected, actual)) {
    found.push({ path: path === '' ? '.' : path, expected: shown(expected), actual: shown(actual) });
  }
}

function partOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
  }
  return a === b;
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
