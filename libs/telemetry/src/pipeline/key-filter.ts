const NONE = -1;

/** Keys of one generation: an open-addressing table of (sensor, time) with the value stored under it. */
class Generation {
  size = 0;
  private readonly sensors: Int32Array;
  private readonly times: Float64Array;
  private readonly values: Float64Array;
  private readonly mask: number;

  constructor(slots: number) {
    this.sensors = new Int32Array(slots);
    this.times = new Float64Array(slots);
    this.values = new Float64Array(slots);
    this.mask = slots - 1;
  }

  /** Where the key is, or -1 - (the free slot where it would be put). Sensor numbers are above 0; 0 marks a free slot. */
  find(sensor: number, time: number): number {
    let slot = hash(sensor, time) & this.mask;
    for (;;) {
      const there = this.sensors[slot] as number;
      if (there === 0) return NONE - slot;
      if (there === sensor && this.times[slot] === time) return slot;
      slot = (slot + 1) & this.mask;
    }
  }

  put(slot: number, sensor: number, time: number, value: number): void {
    this.sensors[slot] = sensor;
    this.times[slot] = time;
    this.values[slot] = value;
    this.size += 1;
  }

  /** The value of a slot; a slot without one gets the given one and counts as new. */
  takeUp(slot: number, value: number): number | undefined {
    const known = this.values[slot] as number;
    if (!Number.isNaN(known)) return known;
    this.values[slot] = value;
    return undefined;
  }

  setValue(slot: number, value: number): void {
    this.values[slot] = value;
  }
}

function hash(sensor: number, time: number): number {
  const low = (time % 4_294_967_296) | 0;
  const high = (time / 4_294_967_296) | 0;
  let mixed = Math.imul(sensor, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
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
    const inYoung = this.young.find(sensor, time);
    if (inYoung >= 0) return this.young.takeUp(inYoung, value);
    const inOld = this.old.find(sensor, time);
    if (inOld >= 0) return this.old.takeUp(inOld, value);
    if (this.young.size >= this.capacity) {
      this.old = this.young;
      this.young = this.generation();
      this.young.put(NONE - this.young.find(sensor, time), sensor, time, value);
    } else this.young.put(NONE - inYoung, sensor, time, value);
    return undefined;
  }

  /** Sets right which value is stored under a key, if the key is remembered. */
  correct(sensor: number, time: number, value: number): void {
    for (const generation of [this.young, this.old]) {
      const slot = generation.find(sensor, time);
      if (slot >= 0) generation.setValue(slot, value);
    }
  }

  private generation(): Generation {
    return new Generation(2 ** Math.ceil(Math.log2(this.capacity * 2)));
  }
}
