const NONE = -1;
/** Numbers of a slot: sensor, time, value. Side by side, so that a look at a slot is one look into memory. */
const STRIDE = 3;
/** Sensors with higher numbers do without the short way of {@link KeyFilter.add}. */
const SHORT_WAY_BELOW = 2 ** 22;

/** Keys of one generation: an open-addressing table of (sensor, time) with the value stored under it. */
class Generation {
  size = 0;
  private readonly slots: Float64Array;
  private readonly mask: number;

  /** @param count - a power of two, twice the keys that it will hold */
  constructor(count: number) {
    this.slots = new Float64Array(count * STRIDE);
    this.mask = count - 1;
  }

  /**
   * Where the key is, or -1 - (the free slot where it would be put). Sensor numbers are above 0; 0 marks a free slot.
   * Sensors of one time begin side by side, as messages and commits go through them in order; where that place is taken, each
   * key goes on by steps of its own.
   */
  find(sensor: number, time: number): number {
    const { slots, mask } = this;
    const mixed = mix((time % 4_294_967_296) | 0, (time / 4_294_967_296) | 0);
    let slot = (mixed + sensor) & mask;
    let step = 0;
    for (;;) {
      const at = slot * STRIDE;
      const there = slots[at] as number;
      if (there === 0) return NONE - at;
      if (there === sensor && slots[at + 1] === time) return at;
      if (step === 0) step = mix(mixed, sensor) | 1;
      slot = (slot + step) & mask;
    }
  }

  put(at: number, sensor: number, time: number, value: number): void {
    this.slots[at] = sensor;
    this.slots[at + 1] = time;
    this.slots[at + 2] = value;
    this.size += 1;
  }

  /** The value of a slot; a slot without one gets the given one and counts as new. */
  takeUp(at: number, value: number): number | undefined {
    const known = this.slots[at + 2] as number;
    if (!Number.isNaN(known)) return known;
    this.slots[at + 2] = value;
    return undefined;
  }

  setValue(at: number, value: number): void {
    this.slots[at + 2] = value;
  }

  clear(): void {
    this.slots.fill(0);
    this.size = 0;
  }
}

function mix(a: number, b: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

/**
 * Remembers the keys that were stored, or are about to be, so that a redelivery is told from a new reading without
 * asking the database and does not make a shared COPY fail. Bounded: two generations, the older of which is forgotten
 * when the younger is full; a forgotten key costs a look into the database, never a double.
 */
export class KeyFilter {
  private young: Generation;
  private old: Generation;
  /** Newest time ever remembered of each sensor, by number: what is newer need not be looked for. */
  private newest = new Float64Array(1_024).fill(Number.NEGATIVE_INFINITY);

  /** @param capacity - keys in a generation; rounded up to a power of two */
  constructor(private readonly capacity = 262_144) {
    this.young = this.generation();
    this.old = this.generation();
  }

  /**
   * Remembers a key unless it is known.
   * @returns undefined when it was new, or had been taken back by the value NaN, else the value first given for it
   */
  add(sensor: number, time: number, value: number): number | undefined {
    if (sensor >= this.newest.length && sensor < SHORT_WAY_BELOW) this.widen(sensor);
    const inYoung = this.young.find(sensor, time);
    if (inYoung >= 0) return this.young.takeUp(inYoung, value);
    if (time > (this.newest[sensor] as number)) this.newest[sensor] = time;
    else {
      const inOld = this.old.find(sensor, time);
      if (inOld >= 0) return this.old.takeUp(inOld, value);
    }
    if (this.young.size >= this.capacity) {
      const emptied = this.old;
      emptied.clear();
      this.old = this.young;
      this.young = emptied;
      this.young.put(NONE - this.young.find(sensor, time), sensor, time, value);
    } else this.young.put(NONE - inYoung, sensor, time, value);
    return undefined;
  }

  /** Sets right which value is stored under a key, if the key is remembered. */
  correct(sensor: number, time: number, value: number): void {
    for (const generation of [this.young, this.old]) {
      const at = generation.find(sensor, time);
      if (at >= 0) generation.setValue(at, value);
    }
  }

  private generation(): Generation {
    return new Generation(2 ** Math.ceil(Math.log2(this.capacity * 2)));
  }

  private widen(sensor: number): void {
    const wider = new Float64Array(2 ** Math.ceil(Math.log2(sensor + 1))).fill(Number.NEGATIVE_INFINITY);
    wider.set(this.newest);
    this.newest = wider;
  }
}
