import type { PreparedPipe } from './pipe-features';

/** Number of the group that each pipe belongs to; -1: none. */
export type Groups = Int32Array;

/** Pipes that share what the register does not tell. */
export interface PipeKin {
  /** The same street: soil, traffic, pressure. */
  readonly street: Groups;
  /** Laid on the same day, of the same material: one contractor, one delivery. */
  readonly works: Groups;
}

/** Finds the groups of pipes. */
export function kinOf(pipes: readonly PreparedPipe[]): PipeKin {
  return {
    street: groupsBy(pipes, ({ record }) => record.street ?? ''),
    works: groupsBy(pipes, ({ record, family }) => (record.installed === null ? '' : `${record.installed} ${family}`)),
  };
}

function groupsBy(pipes: readonly PreparedPipe[], keyOf: (pipe: PreparedPipe) => string): Groups {
  const numbers = new Map<string, number>();
  return Int32Array.from(pipes, (pipe) => {
    const key = keyOf(pipe);
    if (key === '') return -1;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}

/** Sum over the other pipes of each pipe's group; 0 for a pipe of no group. */
export function sumOfOthers(groups: Groups, values: Float64Array): Float64Array {
  const sums = new Float64Array(groups.length);
  groups.forEach((group, pipe) => {
    if (group >= 0) sums[group] = (sums[group] as number) + (values[pipe] as number);
  });
  return Float64Array.from(groups, (group, pipe) =>
    group < 0 ? 0 : Math.max(0, (sums[group] as number) - (values[pipe] as number)),
  );
}
