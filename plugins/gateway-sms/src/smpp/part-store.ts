import type { PluginState } from '@app/plugin-sdk';
import type { Alphabet } from '../text/message-text';

/** A part as it is kept. */
export interface KeptPart {
  /** Base64, without user data header. */
  data: string;
  alphabet: Alphabet;
  headerBytes: number;
  /** Unix ms. */
  atMs: number;
  /** Made anew for each part that counts as new. */
  mark: string;
  /** When it came once more after its message was stored, Unix ms; null: it did not. */
  againMs: number | null;
}

/** The last whole message with a reference, once it was stored. */
export interface Done {
  /** Of its parts. */
  marks: string[];
  /** Unix ms. */
  atMs: number;
}

/** All parts that came with one reference. */
export interface PartSet {
  key: string;
  sender: string;
  /** 16-bit references begin with `w`, others with `n`. */
  reference: string;
  total: number;
  /** By index - 1; null: has not come. */
  parts: (KeptPart | null)[];
  done: Done | null;
}

const PREFIX = 'parts/';
const DONE = 'done';

/** Name of the set that a part belongs to: `parts/+923001234567/n7/2/`. */
export function keyOfSet(sender: string, part: { reference: number; total: number; wide: boolean }): string {
  return `${PREFIX}${sender}/${part.wide ? 'w' : 'n'}${part.reference}/${part.total}/`;
}

/**
 * Parts in the state of the instance, each under a key of its own: a message whose parts come to several processes is
 * put together all the same.
 */
export class PartStore {
  constructor(private readonly state: PluginState) {}

  async read(key: string): Promise<PartSet> {
    const [set] = group(await this.state.list(key));
    return set ?? emptySet(key);
  }

  async ofSender(sender: string): Promise<PartSet[]> {
    return group(await this.state.list(`${PREFIX}${sender}/`));
  }

  async all(): Promise<PartSet[]> {
    return group(await this.state.list(PREFIX));
  }

  /** Resolves once the part is stored durably. @param index - 1 for the first */
  put(key: string, index: number, part: KeptPart): Promise<void> {
    return this.state.put(key + String(index), Buffer.from(JSON.stringify(part)));
  }

  finish(key: string, done: Done): Promise<void> {
    return this.state.put(key + DONE, Buffer.from(JSON.stringify(done)));
  }

  /** @returns how many parts are gone */
  async drop(key: string): Promise<number> {
    const entries = await this.state.list(key);
    for (const entry of entries) await this.state.delete(entry.key);
    return entries.filter((entry) => !entry.key.endsWith(DONE)).length;
  }
}

function group(entries: readonly { key: string; value: Uint8Array }[]): PartSet[] {
  const sets = new Map<string, PartSet>();
  for (const { key: whole, value } of entries) {
    const cut = whole.lastIndexOf('/') + 1;
    const [key, name] = [whole.slice(0, cut), whole.slice(cut)];
    const set = sets.get(key) ?? emptySet(key);
    sets.set(key, set);
    const content: unknown = JSON.parse(Buffer.from(value).toString());
    if (name === DONE) set.done = content as Done;
    else set.parts[Number(name) - 1] = content as KeptPart;
  }
  return [...sets.values()];
}

function emptySet(key: string): PartSet {
  const [, sender = '', reference = '', total = '0'] = key.split('/');
  const parts = Array.from<KeptPart | null>({ length: Number(total) }).fill(null);
  return { key, sender, reference, total: Number(total), parts, done: null };
}
