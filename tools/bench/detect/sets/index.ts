import type { BenchSet } from '../bench-set';
import { batadal } from './batadal';
import { gecco } from './gecco';
import { skab } from './skab';
import { pipeBreaks } from './pipe-breaks';
import { battledimSet } from './battledim';
import { epanetSet } from './epanet';
import { nab } from './nab';
import { dmaInflow } from './dma-inflow';
import { leakDb } from './leakdb';
import { meters } from './meters';
import { lro } from './lro';
import { rivers } from './rivers';

/** All sets, in the order of the table. */
export const benchSets: readonly BenchSet[] = [
  nab,
  epanetSet,
  battledimSet,
  pipeBreaks,
  batadal,
  skab,
  gecco,
  dmaInflow,
  meters,
  leakDb,
  lro,
  rivers,
];
