const SLOTS = 8_192;
/** Longer texts are not remembered. */
const LONGEST = 32;

/**
 * Turns the same few ASCII texts (codes of sensors, units), which come again and again, into the same strings without
 * making new ones. Bounded: a text that meets another one in its slot takes its place. What is known lies in one piece
 * of memory, so that comparing is cheap.
 */
export class TextPool {
  private readonly texts: string[] = Array.from<string>({ length: SLOTS }).fill('');
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly bytes = new Uint8Array(SLOTS * LONGEST);

  /**
   * @param hash - any function of the bytes, 32 bits
   * @param from - first byte; `to` is just after the last one; all are below 128
   */
  get(source: Buffer, from: number, to: number, hash: number): string {
    const length = to - from;
    if (length > LONGEST) return source.toString('latin1', from, to);
    const slot = (hash ^ (hash >>> 13) ^ (hash >>> 19)) & (SLOTS - 1);
    const start = slot * LONGEST;
    if (this.lengths[slot] === length && this.holds(start, source, from, length)) return this.texts[slot] as string;
    const text = source.toString('latin1', from, to);
    for (let i = 0; i < length; i += 1) this.bytes[start + i] = source[from + i] as number;
    this.lengths[slot] = length;
    this.texts[slot] = text;
    return text;
  }

  private holds(start: number, source: Uint8Array, from: number, length: number): boolean {
    const { bytes } = this;
    for (let i = 0; i < length; i += 1) if (bytes[start + i] !== source[from + i]) return false;
    return true;
  }
}
