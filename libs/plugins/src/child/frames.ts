import { deserialize, serialize } from 'node:v8';

const HEAD = 4;
/** Longest message, bytes: a listed store of 16 MiB, or 8 MiB of a body with its columns, and some room. */
const LONGEST = 32 * 1_048_576;

/** A message as it goes over the connection: its length, then its structured clone. @throws what cannot be cloned */
export function frameOf(message: unknown): Buffer {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(HEAD + body.length);
  frame.writeUInt32LE(body.length);
  frame.set(body, HEAD);
  return frame;
}

/** Finds the messages in what comes from a process that is not trusted. */
export class FrameReader {
  private parts: Buffer[] = [];
  private size = 0;
  /** Of the message under way; null before its head is there. */
  private length: number | null = null;

  /** @throws {Error} for what is no message, and for one that is too long */
  *read(chunk: Buffer): Generator<{ message: unknown; bytes: number }, void> {
    this.parts.push(chunk);
    this.size += chunk.length;
    while (this.size >= (this.length ?? HEAD)) {
      const all = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
      const { length } = this;
      if (length === null) {
        this.length = all.readUInt32LE(0);
        if (this.length > LONGEST) throw new RangeError(`a message of ${this.length} bytes`);
        this.keep(all.subarray(HEAD));
      } else {
        this.length = null;
        this.keep(all.subarray(length));
        yield { message: deserialize(all.subarray(0, length)), bytes: HEAD + length };
      }
    }
  }

  private keep(rest: Buffer): void {
    this.parts = [rest];
    this.size = rest.length;
  }
}
