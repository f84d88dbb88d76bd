import { randomBytes } from 'node:crypto';
import { type Alphabet, decodeCharacters } from '../text/message-text';
import { type KeptPart, type PartSet, type PartStore, keyOfSet } from './part-store';
import type { Delivered } from './short-message';

/** Most bytes of one message in parts. */
export const MAX_JOINED = 40_000;
/** How long a finished reference is remembered, so that a repeated part does not begin a new message, ms. */
const REMEMBER_MS = 10 * 60_000;
/** A whole message that was not stored at once is tried again after so long, ms. */
const RETRY_MS = 60_000;
const MAX_SETS_PER_SENDER = 16;
const FORGET_EVERY_MS = 5_000;

/** A message that was put together, or what there is of it. */
export interface Joined {
  key: string;
  sender: string;
  content: string | Uint8Array;
  reference: string;
  /** Of the parts that it is made of. */
  marks: string[];
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

/** A part of a message, with what tells which. */
export type DeliveredPart = Delivered & { part: NonNullable<Delivered['part']> };

/**
 * Puts messages together that came in parts, by sender, reference and number of parts, in any order. References come
 * round soon (some modems always use the same one), so a finished set is remembered for a while.
 */
export class Reassembly {
  private readonly turns = new Map<string, Promise<unknown>>();
  private kept = 0;
  private forgottenMs = Number.NEGATIVE_INFINITY;

  /** @param most - parts that are kept at a time */
  constructor(
    private readonly store: PartStore,
    private readonly expiryMs: number,
    private readonly most = 8_000,
  ) {}

  /** Parts that are kept, as of the last look. */
  get waiting(): number {
    return this.kept;
  }

  /** One part of a set after the other. @param now - Unix ms */
  add(sender: string, delivered: DeliveredPart, alphabet: Alphabet, now: number): Promise<Added> {
    const key = keyOfSet(sender, delivered.part);
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(() => this.addTo(key, delivered, alphabet, now));
    const settled = turn.catch(() => undefined);
    this.turns.set(key, settled);
    void settled.then(() => {
      if (this.turns.get(key) === settled) this.turns.delete(key);
    });
    return turn;
  }

  /** The whole message has been stored. Parts that came meanwhile belong to a next one. */
  done({ key, marks }: Joined, now: number): Promise<void> {
    return this.store.finish(key, { marks, atMs: now });
  }

  /** Forgets a set whose parts have been dealt with. */
  async drop(key: string): Promise<void> {
    this.kept -= await this.store.drop(key);
  }

  /**
   * What has to be dealt with without a new part: whole messages that were not stored when their last part came, and
   * those that will not become whole any more. Forgets what is finished.
   */
  async due(now: number): Promise<Joined[]> {
    const sets = await this.store.all();
    this.kept = countOf(sets);
    const found: Joined[] = [];
    for (const set of sets) {
      const fresh = freshOf(set);
      const sinceMs = sinceOf(set);
      if (fresh.length === 0) {
        const last = Math.max(set.done?.atMs ?? 0, ...set.parts.map((part) => part?.againMs ?? 0));
        if (now - last > REMEMBER_MS) await this.drop(set.key);
      } else if (isWhole(set, now)) {
        if (now - sinceMs > RETRY_MS) found.push(join(set, all(set)));
      } else if (now - sinceMs > this.expiryMs) {
        found.push(join(set, fresh));
      }
    }
    return found;
  }

  private async addTo(key: string, delivered: DeliveredPart, alphabet: Alphabet, now: number): Promise<Added> {
    const { part, bytes, headerBytes } = delivered;
    const set = await this.store.read(key);
    const fresh = freshOf(set);
    const known = set.parts[part.index - 1] ?? null;
    const data = Buffer.from(bytes).toString('base64');
    if (known?.data === data && fresh.length === 0) {
      // Unchanged after the whole message was stored: most likely the centre did not hear our answer.
      await this.store.put(key, part.index, { ...known, againMs: now });
    } else if (known?.data !== data || !fresh.includes(part.index)) {
      if (fresh.includes(part.index)) return { kind: 'conflict', message: join(set, fresh) };
      const others = set.parts.filter((_, index) => index !== part.index - 1);
      if (size(others) + bytes.length > MAX_JOINED) return { kind: 'oversized' };
      const refusal = set.parts.every((each) => each === null) ? await this.makeRoom(set.sender, now) : null;
      if (refusal !== null) return refusal;
      const mark = randomBytes(6).toString('base64url');
      await this.store.put(key, part.index, { data, alphabet, headerBytes, atMs: now, mark, againMs: null });
      this.kept += 1;
    }
    // Another process may have taken the others in the meantime.
    const after = await this.store.read(key);
    return isWhole(after, now) ? { kind: 'whole', message: join(after, all(after)) } : { kind: 'kept' };
  }

  /** Repeats may then be taken for new messages; better than to take no new ones. At most every few seconds. */
  private async forgetFinished(now: number): Promise<void> {
    if (now - this.forgottenMs < FORGET_EVERY_MS) return;
    this.forgottenMs = now;
    const sets = await this.store.all();
    this.kept = countOf(sets);
    for (const set of sets) if (freshOf(set).length === 0) await this.drop(set.key);
  }

  /** @returns null: there is room for another set of the sender */
  private async makeRoom(sender: string, now: number): Promise<Added | null> {
    if (this.kept >= this.most) await this.forgetFinished(now);
    if (this.kept >= this.most) return { kind: 'no-room' };
    const own = await this.store.ofSender(sender);
    if (own.length < MAX_SETS_PER_SENDER) return null;
    const oldest = own.reduce((first, each) => (sinceOf(each) < sinceOf(first) ? each : first));
    const fresh = freshOf(oldest);
    if (fresh.length > 0) return { kind: 'conflict', message: join(oldest, fresh) };
    await this.drop(oldest.key);
    return null;
  }
}

const countOf = (sets: readonly PartSet[]): number =>
  sets.reduce((sum, { parts }) => sum + parts.filter((part) => part !== null).length, 0);

const all = (set: PartSet): number[] => set.parts.map((_, index) => index + 1);

/** Indexes of parts that came since the last whole message. */
function freshOf({ parts, done }: PartSet): number[] {
  const old = new Set(done?.marks);
  return parts.flatMap((part, index) => (part === null || old.has(part.mark) ? [] : [index + 1]));
}

/** When the first of the fresh parts came, Unix ms; of a finished set, when it was finished. */
function sinceOf(set: PartSet): number {
  const times = freshOf(set).map((index) => set.parts[index - 1]?.atMs ?? 0);
  return times.length === 0 ? (set.done?.atMs ?? 0) : Math.min(...times);
}

/** A part of the last message that came again counts, if others are new: it may look the same in both. */
function isWhole(set: PartSet, now: number): boolean {
  const fresh = freshOf(set);
  const again = (index: number): boolean => {
    const at = set.parts[index - 1]?.againMs ?? null;
    return at !== null && at > (set.done?.atMs ?? 0) && now - at <= REMEMBER_MS;
  };
  return fresh.length > 0 && all(set).every((index) => fresh.includes(index) || again(index));
}

function size(parts: readonly (KeptPart | null)[]): number {
  return parts.reduce((sum, part) => sum + (part === null ? 0 : Buffer.byteLength(part.data, 'base64')), 0);
}

function join(set: PartSet, indexes: readonly number[]): Joined {
  const present = indexes.flatMap((index) => {
    const part = set.parts[index - 1] ?? null;
    return part === null ? [] : [{ ...part, index, bytes: Buffer.from(part.data, 'base64') }];
  });
  const bytes = Buffer.concat(present.map((part) => part.bytes));
  const alphabet = present[0]?.alphabet ?? 'binary';
  // Packed septets begin anew in each part; otherwise a character may be cut between two parts.
  const text =
    alphabet === 'gsm7-packed'
      ? present.map((part) => decodeCharacters(part.bytes, alphabet, part.headerBytes) ?? '').join('')
      : decodeCharacters(bytes, alphabet);
  const names = present.map(({ index }) => index).join(', ');
  return {
    key: set.key,
    sender: set.sender,
    content: text ?? bytes,
    reference: `${set.reference}/${set.total}`,
    marks: present.map(({ mark }) => mark),
    missing: present.length === set.total ? null : `Of ${set.total} parts came ${names}; the others did not`,
  };
}
