/** A number of a sensor times this, plus a row, is still an exact number. */
const ROWS_AT_MOST = 2 ** 21;

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
    for (let i = 0; i < this.count; i += 1) if (keep(i)) kept.copy(this, i);
    return kept;
  }

  /** The rows in order of the key of readings: sensor, then time. */
  sorted(): RowColumns {
    const { sensorIds, times, count } = this;
    // Sensor and row in one exact number, as sorting plain numbers is several times as fast as sorting by a function.
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i += 1) keys[i] = (sensorIds[i] as number) * ROWS_AT_MOST + i;
    keys.sort();
    const result = new RowColumns(Math.max(16, count));
    for (let i = 0; i < count; i += 1) result.copy(this, (keys[i] as number) % ROWS_AT_MOST);
    for (let i = 1; i < count; i += 1) {
      if (
        result.sensorIds[i] === result.sensorIds[i - 1] &&
        (result.times[i] as number) < (result.times[i - 1] as number)
      ) {
        return this.sortedByFunction(sensorIds, times);
      }
    }
    return result;
  }

  private sortedByFunction(sensorIds: Int32Array, times: Float64Array): RowColumns {
    const order = Uint32Array.from({ length: this.count }, (_, row) => row);
    order.sort(
      (a, b) => (sensorIds[a] as number) - (sensorIds[b] as number) || (times[a] as number) - (times[b] as number),
    );
    const result = new RowColumns(Math.max(16, this.count));
    for (const row of order) result.copy(this, row);
    return result;
  }

  private copy(from: RowColumns, row: number): void {
    this.push(
      from.tenantIds[row] as number,
      from.sensorIds[row] as number,
      from.times[row] as number,
      from.values[row] as number,
      from.qualities[row] as number,
      from.owners[row] as number,
      from.positions[row] as number,
    );
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
