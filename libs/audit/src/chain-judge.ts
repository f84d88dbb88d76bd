import type { KeyObject } from 'node:crypto';
import { type ChainPoint, type ChainVerdict, ChainWalk, type ChainedRow, genesis } from './chain';
import { type Anchor, type Checkpoint, isGenuine, leavesFit } from './checkpoint';
import { merkleRoot } from './merkle';

/** Seals of one chain, from the database, from files, or from both. */
export type Seal = Checkpoint & Partial<Pick<Anchor, 'leaves' | 'publicKey'>>;

/** The key that may have signed a seal; undefined for one that is not trusted. */
export type KeyFinder = (seal: Seal) => KeyObject | undefined;

export interface JudgedChain extends ChainVerdict {
  /** The last genuine seal that the chain agrees with; null without any. */
  lastCheckpoint: Seal | null;
}

/**
 * Judges one chain, row by row: that every row follows from the one before, and that all agree with what was sealed.
 * Without seals a chain that somebody has computed anew looks good; with them it does not. Pure.
 */
export class ChainJudge {
  private readonly walk: ChainWalk;
  private readonly seals: Seal[];
  private readonly leaves = new Map<number, string>();
  private stretch: string[] = [];
  private next = 0;
  private agreed: Seal | null = null;

  /** @param seals - in any order; those from files name single rows, those from the database whole stretches */
  constructor(tenant: string, seals: readonly Seal[], keyOf: KeyFinder) {
    this.walk = new ChainWalk(genesis(tenant));
    const own = seals.filter((seal) => seal.tenant === tenant);
    this.seals = distinct(own.filter((seal) => this.isTrusted(seal, keyOf)));
    for (const seal of this.seals) {
      seal.leaves?.forEach((leaf, index) => this.leaves.set(seal.fromSeq + 1 + index, leaf));
    }
  }

  /** Takes the next row, in the order of `seq`. */
  take(row: ChainedRow): void {
    this.walk.take(row);
    const sealed = this.leaves.get(row.seq);
    if (sealed !== undefined && sealed !== row.hash) this.walk.fault(row.seq, 'rewritten');
    this.stretch.push(row.hash);
    const seal = this.seals[this.next];
    if (seal?.seq !== row.seq) return;
    const from = this.stretch.length - (seal.seq - seal.fromSeq);
    if (seal.hash === row.hash && from >= 0 && merkleRoot(this.stretch.slice(from)) === seal.root) this.agreed = seal;
    else if (seal.leaves === undefined || this.walk.verdict().valid) this.walk.fault(seal.fromSeq + 1, 'rewritten');
    this.stretch = [];
    this.next += 1;
  }

  /**
   * @param head - where the database says that the chain ends; null when nobody says so
   */
  finish(head: ChainPoint | null): JudgedChain {
    const last = this.seals.at(-1);
    if (last !== undefined) this.walk.mustReach(last);
    if (head !== null) this.walk.mustReach(head);
    const { valid, head: reached } = this.walk.verdict();
    if (head !== null && valid && reached.seq > head.seq) this.walk.fault(head.seq + 1, 'unlinked');
    if (head !== null && valid && reached.seq === head.seq && reached.hash !== head.hash) {
      this.walk.fault(Math.max(head.seq, 1), 'rewritten');
    }
    return { ...this.walk.verdict(), lastCheckpoint: this.agreed };
  }

  private isTrusted(seal: Seal, keyOf: KeyFinder): boolean {
    const key = keyOf(seal);
    const genuine =
      key !== undefined && isGenuine(seal, key) && (seal.leaves === undefined || leavesFit(seal as Anchor));
    if (!genuine) this.walk.fault(seal.fromSeq + 1, 'forged-seal');
    return genuine;
  }
}

/** One seal per end, the one that names single rows first; in order. */
function distinct(seals: Seal[]): Seal[] {
  const byEnd = new Map<number, Seal>();
  for (const seal of seals) {
    if (byEnd.get(seal.seq)?.leaves === undefined) byEnd.set(seal.seq, seal);
  }
  return [...byEnd.values()].sort((a, b) => a.seq - b.seq);
}
