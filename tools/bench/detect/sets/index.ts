import type { BenchSet } from '../bench-set';
import { batadal } from './batadal';
import { gecco } from './gecco';
import { skab } from './skab';
import { pipeBreaks } from './pipe-breaks';
import { epanetSet } from './epanet';
import { nab } from './nab';

/** All sets, in the order of the table. */
export const benchSets: readonly BenchSet[] = [nab, epanetSet, pipeBreaks, batadal, skab, gecco];
