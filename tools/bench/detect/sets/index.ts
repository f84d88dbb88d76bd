import type { BenchSet } from '../bench-set';
import { pipeBreaks } from './pipe-breaks';
import { epanetSet } from './epanet';
import { nab } from './nab';

/** All sets, in the order of the table. */
export const benchSets: readonly BenchSet[] = [nab, epanetSet, pipeBreaks];
