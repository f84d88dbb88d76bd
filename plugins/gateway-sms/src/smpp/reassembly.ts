import { type Alphabet, decodeCharacters } from '../text/message-text';
import { type PartSet, PartStore, keyOfSet } from './part-store';
import type { Delivered } from './short-message';

/** Most bytes of one message in parts: what fits into one entry of the state. */
export const MAX_JOINED = 40_000;
/** How long a finished reference is remembered, so that a repeated part does not begin a new message, ms. */
const REMEMBER_MS = 10 * 60_000;

/** A message that was put together, or what there is of it. */
export interface Joined {
  key: string;
  sender: string;
  content: string | Uint8Array;
  reference: string;
  /** Null: it is whole. Otherwise what is missing. */
  missing: string | null;
}

export type Added =
  /** Kept durably; the others have not come yet, or it was a repeat. */
  | { kind: 'kept' }
  | { kind: 'whole'; message: Joined }
  /** Another message takes the place and is not whole yet: deal with what there is of it, then add once more. */
  | { kind: 'conflict'; message: Joined }
  | { kind: 'no-room' }
  | { kind: 'oversized' };

/**
 * Puts messages together that came in parts, by sender, reference and number of parts, in any order. References come
 * round soon (some modems always use the same one), so a finished set is remembered for a while.
 */
export class Reassembly {
  constructor(
    private readonly store: PartStore,
    private readonly expiryMs: number,
  ) {}

  /** @param now - Unix ms */
  async add(
    sender: string,
    delivered: Delivered & { part: NonNullable<Delivered['part']> },
    alphabet: Alphabet,
    now: number,
  ): Promise<Added> {
    const { part, bytes, headerBytes } = delivered;
    const key = keyOfSet(sender, part);
    const kept = this.store.get(key);
    const surplus = kept === undefined ? this.store.surplusOf(sender) : null;
    if (surplus !== null) {
      const [surplusKey, { fresh }] = surplus;
      if (fresh.length > 0) return { kind: 'conflict', message: join(...surplus, fresh) };
      await this.store.delete(surplusKey);
    }
    if (kept === undefined && this.store.isFull) return { kind: 'no-room' };
    const set = kept ?? emptySet(sender, part, alphabet, headerBytes, now);
    const data = Buffer.from(bytes).toString('base64');
    const known = set.parts[part.index - 1];
    if (known !== data) {
      if (set.fresh.includes(part.index)) return { kind: 'conflict', message: join(key, set, set.fresh) };
      if (size(set) + bytes.length - size({ parts: [known ?? null] }) > MAX_JOINED) return { kind: 'oversized' };
    } else if (set.fresh.length === 0) {
      // Unchanged after the whole message was stored: most likely the centre did not hear our answer.
      if (!set.again.includes(part.index)) set.again.push(part.index);
      set.againMs = now;
      await this.store.save(key, set);
      return { kind: 'kept' };
    }
    if (set.fresh.length === 0) {
      set.sinceMs = now;
      set.alphabet = alphabet;
      set.headerBytes = headerBytes;
      if (now - set.againMs > REMEMBER_MS) set.again = [];
    }
    set.parts[part.index - 1] = data;
    if (!set.fresh.includes(part.index)) set.fresh.push(part.index);
    const whole = isWhole(set);
    await this.store.save(key, set);
    return whole ? { kind: 'whole', message: join(key, set, all(set)) } : { kind: 'kept' };
  }

  /** The whole message of a set has been stored. */
  async done(key: string, now: number): Promise<void> {
    const set = this.store.get(key);
    if (set === undefined) return;
    Object.assign(set, { fresh: [], again: [], doneMs: now });
    await this.store.save(key, set);
  }

  /** Forgets a set whose parts have been dealt with. */
  drop(key: string): Promise<void> {
    return this.store.delete(key);
  }

  /**
   * What has to be dealt with without a new part: whole messages that were not stored when their last part came, and
   * those that will not become whole any more. Forgets what is finished.
   */
  async due(now: number): Promise<Joined[]> {
    const found: Joined[] = [];
    for (const [key, set] of this.store.all()) {
      if (set.fresh.length === 0) {
        if (now - Math.max(set.doneMs ?? 0, set.againMs) > REMEMBER_MS) await this.store.delete(key);
      } else if (isWhole(set)) {
        if (now - set.sinceMs > 60_000) found.push(join(key, set, all(set)));
      } else if (now - set.sinceMs > this.expiryMs) {
        found.push(join(key, set, set.fresh));
      }
    }
    return found;
  }
}

function emptySet(
  sender: string,
  { reference, total, wide }: NonNullable<Delivered['part']>,
  alphabet: Alphabet,
  headerBytes: number,
  now: number,
): PartSet {
  const parts = Array.from<string | null>({ length: total }).fill(null);
  const times = { againMs: 0, sinceMs: now, doneMs: null };
  return { sender, reference, total, wide, alphabet, headerBytes, parts, fresh: [], again: [], ...times };
}

const all = (set: PartSet): number[] => set.parts.map((_, index) => index + 1);

const isWhole = (set: PartSet): boolean =>
  all(set).every((index) => set.fresh.includes(index) || set.again.includes(index));

const size = ({ parts }: Pick<PartSet, 'parts'>): number =>
  parts.reduce((sum, part) => sum + (part === null ? 0 : Buffer.byteLength(part, 'base64')), 0);

function join(key: string, set: PartSet, indexes: readonly number[]): Joined {
  const present = indexes.toSorted((a, b) => a - b);
  const parts = present.map((index) => Buffer.from(set.parts[index - 1] ?? '', 'base64'));
  const bytes = Buffer.concat(parts);
  // Packed septets begin anew in each part; otherwise a character may be cut between two parts.
  const text =
    set.alphabet === 'gsm7-packed'
      ? parts.map((part) => decodeCharacters(part, set.alphabet, set.headerBytes) ?? '').join('')
      : decodeCharacters(bytes, set.alphabet);
  const missing = all(set).filter((index) => !present.includes(index));
  return {
    key,
    sender: set.sender,
    content: text ?? bytes,
    reference: `${set.wide ? 'w' : 'n'}${set.reference}/${set.total}`,
    missing: missing.length === 0 ? null : `Of ${set.total} parts came ${present.join(', ')}; the others did not`,
  };
}
