/** One difference between what an object was and what it became. */
export interface Change {
  /** Field, nested ones joined by dots. */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before: unknown;
  after: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that change with every write and say nothing to a reader. */
const noise: ReadonlySet<string> = new Set(['version', 'updatedAt']);

/**
 * Differences between two states of an object, fields in alphabetical order. Geometries and lists are compared whole.
 * null stands for: did not exist.
 */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const changes: Change[] = [];
  collect('', isTree(before) ? before : {}, isTree(after) ? after : {}, changes);
  return changes;
}

function collect(prefix: string, before: Tree, after: Tree, changes: Change[]): void {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const key of keys) {
    if (!prefix && noise.has(key)) continue;
    const path = prefix ? `${prefix}.${key}` : key;
    const old = before[key];
    const next = after[key];
    if (isPlainTree(old) && isPlainTree(next)) collect(path, old, next, changes);
    else if (JSON.stringify(old ?? null) !== JSON.stringify(next ?? null)) {
      changes.push({ path, kind: kindOf(old, next), before: old, after: next });
    }
  }
}

/** A nested object that is read field by field; a GeoJSON geometry is one value. */
function isPlainTree(value: unknown): value is Tree {
  return isTree(value) && !('coordinates' in value);
}

function kindOf(before: unknown, after: unknown): Change['kind'] {
  if (before === undefined || before === null) return 'added';
  return after === undefined || after === null ? 'removed' : 'changed';
}

/** A value in one short line of text. */
export function valueText(value: unknown, longest = 160): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string') return shortened(value, longest);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isTree(value) && typeof value.type === 'string' && 'coordinates' in value) {
    return `${value.type} (${pointsIn(value.coordinates)})`;
  }
  return shortened(JSON.stringify(value), longest);
}

function pointsIn(coordinates: unknown): number {
  if (!Array.isArray(coordinates)) return 0;
  if (typeof coordinates[0] === 'number') return 1;
  return coordinates.reduce<number>((sum, part) => sum + pointsIn(part), 0);
}

const shortened = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
