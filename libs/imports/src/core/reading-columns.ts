import { Quality } from '@app/kernel';
import type { SensorTable } from './sensor-table';

const DAY_MS = 86_400_000;
const POSTGRES_EPOCH_MS = 946_684_800_000;
const TWO_POW_32 = 4_294_967_296;
const MOST_EXACT = 2 ** 53;
/** Bytes of one reading in binary COPY: five fields with their lengths. */
export const READING_BYTES = 48;

/** Readings of a chunk, ready for the database. */
export interface SealedReadings {
  /** Rows of binary COPY, {@link READING_BYTES} each, without signature and trailer, in the order of the key within a day. */
  rows: Uint8Array;
  count: number;
  /** Row of the file of each reading. */
  lines: Uint32Array;
  /** Repetitions within the chunk. */
  duplicates: number;
  /** Rows of the file that contradict an earlier one of the chunk. */
  conflicts: number[];
  /** UTC days since 1970 that are touched, ascending. */
  days: number[];
  firstMs: number;
  lastMs: number;
  /** Newer readings than those shown: place of the sensor, time, value, quality. */
  latest: { place: number; timeMs: number; value: number; quality: number }[];
}

/** Readings on their way into one chunk. */
export class ReadingColumns {
  count = 0;
  private readonly places: Int32Array;
  private readonly times: Float64Array;
  private readonly values: Float64Array;
  private readonly lines: Uint32Array;

  constructor(
    capacity: number,
    private readonly sensors: SensorTable,
  ) {
    this.places = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
    this.lines = new Uint32Array(capacity);
  }

  push(place: number, timeMs: number, value: number, line: number): void {
    const at = this.count;
    this.places[at] = place;
    this.times[at] = timeMs;
    this.values[at] = value;
    this.lines[at] = line;
    this.count = at + 1;
  }

  /** Orders the readings, takes out repetitions, packs them, and empties the columns. */
  seal(): SealedReadings {
    const order = this.order();
    const { sensors, places, times, values } = this;
    const rows = new Uint8Array(order.length * READING_BYTES);
    const view = new DataView(rows.buffer);
    const lines = new Uint32Array(order.length);
    const newest = new Map<number, { place: number; timeMs: number; value: number; quality: number }>();
    const days: number[] = [];
    const conflicts: number[] = [];
    let count = 0;
    let duplicates = 0;
    let last = -1;
    let day = Number.NaN;
    let firstMs = Number.POSITIVE_INFINITY;
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const row of order) {
      const place = places[row] as number;
      const timeMs = times[row] as number;
      const value = values[row] as number;
      if (last >= 0 && places[last] === place && times[last] === timeMs) {
        if (values[last] === value) duplicates += 1;
        else conflicts.push(this.lines[row] as number);
        continue;
      }
      last = row;
      const own = Math.floor(timeMs / DAY_MS);
      if (own !== day) {
        days.push(own);
        day = own;
      }
      if (timeMs < firstMs) firstMs = timeMs;
      if (timeMs > lastMs) lastMs = timeMs;
      const quality =
        value < (sensors.rangeMin[place] as number) || value > (sensors.rangeMax[place] as number)
          ? Quality.bad
          : Quality.good;
      if (timeMs > (sensors.latestMs[place] as number)) {
        sensors.latestMs[place] = timeMs;
        newest.set(place, { place, timeMs, value, quality });
      }
      lines[count] = this.lines[row] as number;
      const at = count * READING_BYTES;
      view.setInt16(at, 5);
      view.setInt32(at + 2, 4);
      view.setInt32(at + 6, sensors.tenants[place] as number);
      view.setInt32(at + 10, 4);
      view.setInt32(at + 14, sensors.numbers[place] as number);
      view.setInt32(at + 18, 8);
      const micros = (timeMs - POSTGRES_EPOCH_MS) * 1_000;
      const high = Math.floor(micros / TWO_POW_32);
      view.setInt32(at + 22, high);
      view.setUint32(at + 26, micros - high * TWO_POW_32);
      view.setInt32(at + 30, 8);
      view.setFloat64(at + 34, value);
      view.setInt32(at + 42, 2);
      view.setInt16(at + 46, quality);
      count += 1;
    }
    this.count = 0;
    return {
      rows: rows.subarray(0, count * READING_BYTES),
      count,
      lines: lines.subarray(0, count),
      duplicates,
      conflicts,
      days,
      firstMs,
      lastMs,
      latest: [...newest.values()],
    };
  }

  /** Rows by day, sensor, time, and place in the file. */
  private order(): Float64Array | Uint32Array {
    const { count, places, times } = this;
    let firstDay = Number.POSITIVE_INFINITY;
    let lastDay = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row += 1) {
      const day = Math.floor((times[row] as number) / DAY_MS);
      if (day < firstDay) firstDay = day;
      if (day > lastDay) lastDay = day;
    }
    const sensors = Math.max(1, this.sensors.count);
    if (count > 0 && (lastDay - firstDay + 1) * sensors * count >= MOST_EXACT) return this.orderByFunction();
    // Day, sensor and row in one exact number, as sorting plain numbers is several times as fast as sorting by a function.
    const keys = new Float64Array(count);
    for (let row = 0; row < count; row += 1) {
      const day = Math.floor((times[row] as number) / DAY_MS) - firstDay;
      keys[row] = (day * sensors + (places[row] as number)) * count + row;
    }
    keys.sort();
    let before = -1;
    for (let at = 0; at < count; at += 1) {
      const row = (keys[at] as number) % count;
      keys[at] = row;
      const later = before < 0 || places[before] !== places[row] || (times[before] as number) <= (times[row] as number);
      // The same sensor on another day is later by the order of days.
      if (!later && Math.floor((times[before] as number) / DAY_MS) === Math.floor((times[row] as number) / DAY_MS)) {
        return this.orderByFunction();
      }
      before = row;
    }
    return keys;
  }

  private orderByFunction(): Uint32Array {
    const { places, times } = this;
    const order = Uint32Array.from({ length: this.count }, (_, row) => row);
    return order.sort(
      (a, b) =>
        Math.floor((times[a] as number) / DAY_MS) - Math.floor((times[b] as number) / DAY_MS) ||
        (places[a] as number) - (places[b] as number) ||
        (times[a] as number) - (times[b] as number) ||
        a - b,
    );
  }
}
