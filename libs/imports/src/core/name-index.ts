const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Numbers by name, where a name is a stretch of bytes: found without making text of it. Bounded. */
export class NameIndex {
  private slots = new Int32Array(1_024);
  private offsets: number[] = [];
  private lengths: number[] = [];
  private values: number[] = [];
  private arena = Buffer.alloc(65_536);
  private used = 0;

  /**
   * @param most - names that are kept; further ones are not remembered
   * @param mostBytes - bytes of all names together, likewise
   */
  constructor(
    private readonly most = 500_000,
    private readonly mostBytes = 16 * 1024 * 1024,
  ) {}

  /** @returns the number last {@link put} under these bytes; undefined without one */
  find(bytes: Buffer, from: number, to: number): number | undefined {
    const entry = this.slots[this.slotOf(bytes, from, to)] as number;
    return entry === 0 ? undefined : this.values[entry - 1];
  }

  /** @returns false when there is no room for another name */
  put(bytes: Buffer, from: number, to: number, value: number): boolean {
    const length = to - from;
    if (this.values.length >= this.most || this.used + length > this.mostBytes) return false;
    if (this.used + length > this.arena.length) {
      const wide = Buffer.alloc(Math.max(this.arena.length * 2, this.used + length));
      this.arena.copy(wide, 0, 0, this.used);
      this.arena = wide;
    }
    const slot = this.slotOf(bytes, from, to);
    const known = this.slots[slot] as number;
    if (known !== 0) {
      this.values[known - 1] = value;
      return true;
    }
    bytes.copy(this.arena, this.used, from, to);
    this.offsets.push(this.used);
    this.lengths.push(length);
    this.values.push(value);
    this.used += length;
    this.slots[slot] = this.values.length;
    if (this.values.length * 2 > this.slots.length) this.grow();
    return true;
  }

  private slotOf(bytes: Buffer, from: number, to: number): number {
    const mask = this.slots.length - 1;
    let hash = FNV_START;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), FNV_PRIME);
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = this.slots[slot] as number;
      if (entry === 0 || this.is(entry - 1, bytes, from, to)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private is(entry: number, bytes: Buffer, from: number, to: number): boolean {
    const length = to - from;
    if (this.lengths[entry] !== length) return false;
    const offset = this.offsets[entry] as number;
    for (let at = 0; at < length; at += 1) if (this.arena[offset + at] !== bytes[from + at]) return false;
    return true;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let entry = 0; entry < this.values.length; entry += 1) {
      const offset = this.offsets[entry] as number;
      this.slots[this.slotOf(this.arena, offset, offset + (this.lengths[entry] as number))] = entry + 1;
    }
  }
}
