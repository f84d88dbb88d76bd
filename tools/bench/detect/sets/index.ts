import type { BenchSet } from '../bench-set';
import { pipeBreaks } from './pipe-breaks';
import { epanetSet } from './epanet';

/** All sets, in the order of the table. */
export const benchSets: readonly BenchSet[] = [epanetSet, pipeBreaks];
