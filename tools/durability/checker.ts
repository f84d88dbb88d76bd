/** A reading as it lies in the database. */
export interface StoredReading {
  sensor: string;
  /** Unix ms. */
  time: number;
  value: number;
}

/** What a lane has sent so far. */
export interface Sent {
  sensors: readonly string[];
  /** Of the number 0, Unix ms. */
  start: number;
  stepMs: number;
  /** Numbers from 0 up to, but not including, this one were sent. */
  count: number;
  acknowledged: ReadonlySet<number>;
}

/** All must be 0. */
export interface Faults {
  /** Acknowledged, and not stored. */
  lost: number;
  /** Stored, and never sent so: a number that nobody sent, or with another time or sensor. */
  unexpected: number;
  /** Stored more than once. */
  duplicates: number;
}

/** With the first numbers that were lost. */
export interface Checked extends Faults {
  lostNumbers: number[];
}

const SHOWN = 10;

/** What is wrong with what is stored of a lane. */
export function checkLane(
  { sensors, start, stepMs, count, acknowledged }: Sent,
  stored: Iterable<StoredReading>,
): Checked {
  const times = new Map<number, number>();
  let unexpected = 0;
  for (const { sensor, time, value } of stored) {
    const genuine =
      Number.isInteger(value) &&
      value >= 0 &&
      value < count &&
      time === start + value * stepMs &&
      sensor === sensors[value % sensors.length];
    if (!genuine) unexpected += 1;
    // Also under a wrong time: it is stored, if not well.
    if (value >= 0 && value < count) times.set(value, (times.get(value) ?? 0) + 1);
  }
  const lost = [...acknowledged].filter((number) => !times.has(number));
  let duplicates = 0;
  for (const seen of times.values()) if (seen > 1) duplicates += 1;
  return { lost: lost.length, unexpected, duplicates, lostNumbers: lost.slice(0, SHOWN) };
}
