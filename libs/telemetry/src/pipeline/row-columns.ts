/** Readings on their way into one commit, in growing columns. Columns are longer than `count`; use it. */
export class RowColumns {
  count = 0;
  tenantIds: Int32Array;
  sensorIds: Int32Array;
  /** Unix ms, whole. */
  times: Float64Array;
  values: Float64Array;
  qualities: Int16Array;
  /** Which submission a row came from, and its place in it. */
  owners: Int32Array;
  positions: Int32Array;

  constructor(capacity = 4_096) {
    this.tenantIds = new Int32Array(capacity);
    this.sensorIds = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
    this.qualities = new Int16Array(capacity);
    this.owners = new Int32Array(capacity);
    this.positions = new Int32Array(capacity);
  }

  push(
    tenantId: number,
    sensorId: number,
    time: number,
    value: number,
    quality: number,
    owner: number,
    position: number,
  ): void {
    const at = this.count;
    if (at === this.times.length) this.grow();
    this.tenantIds[at] = tenantId;
    this.sensorIds[at] = sensorId;
    this.times[at] = time;
    this.values[at] = value;
    this.qualities[at] = quality;
    this.owners[at] = owner;
    this.positions[at] = position;
    this.count = at + 1;
  }

  /** The rows for which `keep` holds, in their order. */
  filter(keep: (row: number) => boolean): RowColumns {
    const kept = new RowColumns(Math.max(16, this.count));
    for (let i = 0; i < this.count; i += 1) {
      if (!keep(i)) continue;
      kept.push(
        this.tenantIds[i] as number,
        this.sensorIds[i] as number,
        this.times[i] as number,
        this.values[i] as number,
        this.qualities[i] as number,
        this.owners[i] as number,
        this.positions[i] as number,
      );
    }
    return kept;
  }

  private grow(): void {
    const capacity = this.times.length * 2;
    this.tenantIds = widened(this.tenantIds, new Int32Array(capacity));
    this.sensorIds = widened(this.sensorIds, new Int32Array(capacity));
    this.times = widened(this.times, new Float64Array(capacity));
    this.values = widened(this.values, new Float64Array(capacity));
    this.qualities = widened(this.qualities, new Int16Array(capacity));
    this.owners = widened(this.owners, new Int32Array(capacity));
    this.positions = widened(this.positions, new Int32Array(capacity));
  }
}

function widened<T extends Int32Array | Float64Array | Int16Array>(old: T, wide: T): T {
  wide.set(old);
  return wide;
}
