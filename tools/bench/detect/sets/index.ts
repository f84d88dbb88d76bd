import type { BenchSet } from '../bench-set';

/** All sets, in the order of the table. */
export const benchSets: readonly BenchSet[] = [];
