import type { PluginState } from '@app/plugin-sdk';
import type { Alphabet } from '../text/message-text';

/** Parts that came with one reference, as they are kept. */
export interface PartSet {
  sender: string;
  reference: number;
  /** True: a 16-bit reference. */
  wide: boolean;
  total: number;
  alphabet: Alphabet;
  headerBytes: number;
  /** By index - 1, base64; null: has not come. */
  parts: (string | null)[];
  /** Indexes that came since the last whole message with this reference. */
  fresh: number[];
  /** Indexes that came again after it, unchanged: repeats of the centre, or parts of a next message that look the same. */
  again: number[];
  againMs: number;
  /** When the first of `fresh` came, Unix ms. */
  sinceMs: number;
  /** When the last whole message was stored, Unix ms; null: none yet. */
  doneMs: number | null;
}

const PREFIX = 'parts/';
const MAX_SETS = 2_000;
const MAX_SETS_PER_SENDER = 16;

/** Keeps sets of parts in memory and, before anybody is told so, durably in the state of the instance. */
export class PartStore {
  private readonly sets = new Map<string, PartSet>();
  private readonly writing = new Map<string, Promise<void>>();

  constructor(private readonly state: PluginState) {}

  /** Reads what an earlier run has kept. */
  async load(): Promise<void> {
    this.sets.clear();
    for (const { key, value } of await this.state.list(PREFIX)) {
      this.sets.set(key, JSON.parse(Buffer.from(value).toString()) as PartSet);
    }
  }

  get size(): number {
    return this.sets.size;
  }

  get(key: string): PartSet | undefined {
    return this.sets.get(key);
  }

  all(): [string, PartSet][] {
    return [...this.sets];
  }

  /** No more sets at all. */
  get isFull(): boolean {
    return this.sets.size >= MAX_SETS;
  }

  /** The set to give up before another one of the sender may be kept: the oldest; null: there is room. */
  surplusOf(sender: string): [string, PartSet] | null {
    const own = this.all().filter(([, set]) => set.sender === sender);
    if (own.length < MAX_SETS_PER_SENDER) return null;
    return own.reduce((oldest, each) => (each[1].sinceMs < oldest[1].sinceMs ? each : oldest));
  }

  /** Resolves once the set, as it is then, is stored. One writing of a set after the other. */
  save(key: string, set: PartSet): Promise<void> {
    this.sets.set(key, set);
    return this.enqueue(key, async () => {
      const now = this.sets.get(key);
      if (now !== undefined) await this.state.put(key, Buffer.from(JSON.stringify(now)));
    });
  }

  delete(key: string): Promise<void> {
    this.sets.delete(key);
    return this.enqueue(key, async () => {
      if (!this.sets.has(key)) await this.state.delete(key);
    });
  }

  private enqueue(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.writing.get(key) ?? Promise.resolve();
    const next = before.then(work, work);
    const settled = next.then(
      () => undefined,
      () => undefined,
    );
    this.writing.set(key, settled);
    void settled.then(() => {
      if (this.writing.get(key) === settled) this.writing.delete(key);
    });
    return next;
  }
}

export function keyOfSet(sender: string, part: { reference: number; total: number; wide: boolean }): string {
  return `${PREFIX}${sender}/${part.wide ? 'w' : 'n'}${part.reference}/${part.total}`;
}
