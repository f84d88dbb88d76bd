interface Slot<Value> {
  value: Promise<Value>;
  loadedMs: number;
}

/**
 * Remembers what is expensive to look up for a short while, one look-up at a time per key. Failures are not remembered.
 * What was removed while it was being looked up is not remembered either.
 */
export class FreshCache<Value> {
  private readonly slots = new Map<string, Slot<Value>>();

  /**
   * @param freshMs - age up to which a value is believed, ms
   * @param most - entries kept; the oldest goes first
   */
  constructor(
    private readonly freshMs: number,
    private readonly most = 10_000,
  ) {}

  get(key: string, nowMs: number, load: () => Promise<Value>): Promise<Value> {
    const known = this.slots.get(key);
    if (known !== undefined && nowMs - known.loadedMs < this.freshMs) return known.value;
    const slot: Slot<Value> = { value: load(), loadedMs: nowMs };
    slot.value.catch(() => {
      if (this.slots.get(key) === slot) this.slots.delete(key);
    });
    this.slots.delete(key);
    this.slots.set(key, slot);
    const oldest = this.slots.keys().next();
    if (this.slots.size > this.most && oldest.done !== true) this.slots.delete(oldest.value);
    return slot.value;
  }

  /** Forgets everything: the next question is answered from the source. */
  clear(): void {
    this.slots.clear();
  }
}
