/**
 * What a framer says about the bytes at hand: there is a whole frame, more is needed, some bytes are nothing and can be
 * skipped, or the stream is past mending. `used`: bytes to take off the front.
 */
export type Step<Frame> =
  | { kind: 'incomplete' }
  | { kind: 'frame'; frame: Frame; used: number }
  | { kind: 'resync'; used: number; reason: string | null }
  | { kind: 'fatal'; reason: string };

/** Pure: looks at the front of what has arrived and has no memory, so that it does not matter how a stream is cut. */
export type Framer<Frame> = (bytes: Buffer, maxBytes: number) => Step<Frame>;

export const INCOMPLETE = { kind: 'incomplete' } as const;

const FIRST_CAPACITY = 1_024;

/** Bytes that have arrived and are not yet taken. Grows to what lies in it, and shrinks to nothing when it is empty. */
export class ByteQueue {
  private bytes: Buffer = Buffer.alloc(0);
  private from = 0;
  private to = 0;

  get length(): number {
    return this.to - this.from;
  }

  /** What lies in the queue; holds until the next {@link push}. */
  get view(): Buffer {
    return this.bytes.subarray(this.from, this.to);
  }

  push(chunk: Uint8Array): void {
    if (this.to + chunk.length > this.bytes.length) this.makeRoom(chunk.length);
    this.bytes.set(chunk, this.to);
    this.to += chunk.length;
  }

  /** Takes bytes off the front. */
  drop(count: number): void {
    this.from += count;
    if (this.from < this.to) return;
    this.bytes = Buffer.alloc(0);
    this.from = 0;
    this.to = 0;
  }

  private makeRoom(more: number): void {
    const kept = this.view;
    const needed = kept.length + more;
    let capacity = FIRST_CAPACITY;
    while (capacity < needed) capacity *= 2;
    const bytes = Buffer.allocUnsafe(capacity);
    kept.copy(bytes);
    this.bytes = bytes;
    this.to = kept.length;
    this.from = 0;
  }
}
