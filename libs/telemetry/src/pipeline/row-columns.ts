const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;

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
    const order = orderOf(sensorIds, count);
    for (let i = 1; i < count; i += 1) {
      const [before, row] = [order[i - 1] as number, order[i] as number];
      if (sensorIds[row] === sensorIds[before] && (times[row] as number) < (times[before] as number)) {
        order.sort(
          (a, b) => (sensorIds[a] as number) - (sensorIds[b] as number) || (times[a] as number) - (times[b] as number),
        );
        break;
      }
    }
    const result = new RowColumns(Math.max(16, count));
    result.count = count;
    gather(this.tenantIds, order, result.tenantIds);
    gather(sensorIds, order, result.sensorIds);
    gather(times, order, result.times);
    gather(this.values, order, result.values);
    gather(this.qualities, order, result.qualities);
    gather(this.owners, order, result.owners);
    gather(this.positions, order, result.positions);
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

/** Rows in order of their sensors, those of one sensor as they stood: sorted digit by digit, as there are many. */
function orderOf(sensorIds: Int32Array, count: number): Uint32Array {
  let order = new Uint32Array(count);
  let highest = 0;
  let ordered = true;
  for (let i = 0; i < count; i += 1) {
    const sensor = sensorIds[i] as number;
    order[i] = i;
    if (i > 0 && sensor < (sensorIds[i - 1] as number)) ordered = false;
    if (sensor > highest) highest = sensor;
  }
  if (ordered) return order;
  let other = new Uint32Array(count);
  const starts = new Uint32Array(DIGITS);
  for (let shift = 0; highest >>> shift > 0 && shift < 32; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let i = 0; i < count; i += 1) starts[((sensorIds[i] as number) >>> shift) & (DIGITS - 1)]! += 1;
    let sum = 0;
    for (let digit = 0; digit < DIGITS; digit += 1) {
      const size = starts[digit] as number;
      starts[digit] = sum;
      sum += size;
    }
    for (let i = 0; i < count; i += 1) {
      const row = order[i] as number;
      const digit = ((sensorIds[row] as number) >>> shift) & (DIGITS - 1);
      other[starts[digit] as number] = row;
      starts[digit] = (starts[digit] as number) + 1;
    }
    [order, other] = [other, order];
  }
  return order;
}

function gather<T extends Int32Array | Float64Array | Int16Array>(from: T, order: Uint32Array, to: T): void {
  for (let i = 0; i < order.length; i += 1) to[i] = from[order[i] as number] as number;
}

function widened<T extends Int32Array | Float64Array | Int16Array>(old: T, wide: T): T {
  wide.set(old);
  return wide;
}
