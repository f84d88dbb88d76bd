import type { Readings } from '../../data/types';

/** One point of a chart line: ms since 1970 and a value; null breaks the line. */
export type Point = [time: number, value: number | null];

/** The columns of a chart, ready to draw. */
export interface ChartSeries {
  mean: Point[];
  /** Lower edge of the band and its height, or null when every point is one reading. */
  band: { low: Point[]; height: Point[] } | null;
  /** Points that are not good, with their quality code. */
  doubtful: [time: number, value: number, quality: number][];
  /** Times without data, as spans. */
  gaps: [from: number, to: number][];
  /** Points between two gaps: no line touches them. */
  lonely: [time: number, value: number][];
}

/** Readings are missing when the next one comes later than this many intervals. */
const GAP_INTERVALS = 2.5;

/**
 * Distance beyond which the point at `index` is not joined with the one before it, ms. Single readings are judged by the
 * steps around them: a sensor may have sent every quarter of an hour before it began to send every few seconds.
 */
export function gapLimitMs(
  bucketS: number | null,
  times: readonly number[],
  index: number,
  intervalS: number | null,
): number {
  if (bucketS !== null) return bucketS * 1000 * GAP_INTERVALS;
  const around = [index - 2, index - 1, index + 1, index + 2]
    .filter((other) => other >= 1 && other < times.length)
    .map((other) => times[other] - times[other - 1])
    .sort((x, y) => x - y);
  const usual = around[Math.floor(around.length / 2)] ?? 0;
  const expected = Math.max((intervalS ?? 0) * 1000, usual);
  return expected > 0 ? expected * GAP_INTERVALS : Number.POSITIVE_INFINITY;
}

/**
 * Turns the API's columns into lines that are broken where readings are missing.
 * @param intervalS - seconds between readings the sensor is set to, null when not known
 * @param convert - from the canonical unit to the shown one
 */
export function chartSeries(
  readings: Readings,
  intervalS: number | null,
  convert: (value: number) => number,
): ChartSeries {
  const known = readings.times.flatMap((time, index) => {
    const value = readings.mean[index];
    return value === null ? [] : [{ index, time: Date.parse(time), value: convert(value) }];
  });
  const times = known.map(({ time }) => time);
  const band = readings.bucketS === null ? null : { low: [], height: [] };
  const series: ChartSeries = { mean: [], band, doubtful: [], gaps: [], lonely: [] };
  const brokenBefore = known.map(
    (_, at) => at > 0 && times[at] - times[at - 1] > gapLimitMs(readings.bucketS, times, at, intervalS),
  );
  known.forEach(({ index, time, value }, at) => {
    if (brokenBefore[at]) {
      series.gaps.push([times[at - 1], time]);
      breakAt(series, times[at - 1] + 1);
    }
    if ((at === 0 || brokenBefore[at]) && (at === known.length - 1 || brokenBefore[at + 1]))
      series.lonely.push([time, value]);
    addPoint(series, readings, index, time, value, convert);
  });
  return series;
}

function breakAt(series: ChartSeries, time: number): void {
  series.mean.push([time, null]);
  series.band?.low.push([time, null]);
  series.band?.height.push([time, null]);
}

function addPoint(
  series: ChartSeries,
  readings: Readings,
  index: number,
  time: number,
  value: number,
  convert: (value: number) => number,
): void {
  series.mean.push([time, value]);
  if (series.band) {
    const low = convert(readings.min[index] ?? readings.mean[index] ?? 0);
    const high = convert(readings.max[index] ?? readings.mean[index] ?? 0);
    series.band.low.push([time, low]);
    series.band.height.push([time, high - low]);
  }
  const quality = readings.quality[index] ?? 0;
  if (quality > 0) series.doubtful.push([time, value, quality]);
}

/** A reading that arrived live. */
export interface LiveReading {
  time: number;
  value: number;
  quality: number;
}

/**
 * Readings with live ones added: in a raw window they are appended, in a bucketed one they grow the last bucket or start the
 * next. Readings older than the last time shown are left to the next fetch.
 */
export function withLive(readings: Readings, live: readonly LiveReading[]): Readings {
  const fresh = live.filter(({ time }) => time > lastTime(readings) || readings.bucketS !== null);
  if (fresh.length === 0) return readings;
  const next = copyOf(readings);
  for (const reading of fresh) {
    if (next.bucketS === null) append(next, reading, reading.time);
    else grow(next, reading, next.bucketS * 1000);
  }
  return next;
}

function lastTime(readings: Readings): number {
  const last = readings.times.at(-1);
  return last ? Date.parse(last) : Number.NEGATIVE_INFINITY;
}

function copyOf(readings: Readings): Readings {
  return {
    ...readings,
    times: [...readings.times],
    mean: [...readings.mean],
    min: [...readings.min],
    max: [...readings.max],
    quality: [...readings.quality],
    count: [...readings.count],
  };
}

function append(readings: Readings, { value, quality }: LiveReading, time: number): void {
  readings.times.push(new Date(time).toISOString());
  readings.mean.push(value);
  readings.min.push(value);
  readings.max.push(value);
  readings.quality.push(quality);
  readings.count.push(1);
  if (time > Date.parse(readings.to)) readings.to = new Date(time).toISOString();
}

function grow(readings: Readings, reading: LiveReading, bucketMs: number): void {
  const start = Math.floor(reading.time / bucketMs) * bucketMs;
  const last = lastTime(readings);
  if (start > last) return append(readings, reading, start);
  if (start < last) return;
  const at = readings.times.length - 1;
  const count = readings.count[at];
  const mean = readings.mean[at] ?? reading.value;
  readings.count[at] = count + 1;
  readings.mean[at] = mean + (reading.value - mean) / (count + 1);
  readings.min[at] = Math.min(readings.min[at] ?? reading.value, reading.value);
  readings.max[at] = Math.max(readings.max[at] ?? reading.value, reading.value);
  readings.quality[at] = Math.max(readings.quality[at] ?? 0, reading.quality);
}

/** Lowest, mean, highest and number of readings of a window, canonical unit; null when it is empty. */
export function summaryOf(readings: Readings): { min: number; mean: number; max: number; count: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  readings.mean.forEach((mean, index) => {
    if (mean === null) return;
    const weight = readings.count[index] ?? 1;
    min = Math.min(min, readings.min[index] ?? mean);
    max = Math.max(max, readings.max[index] ?? mean);
    sum += mean * weight;
    count += weight;
  });
  return count === 0 ? null : { min, mean: sum / count, max, count };
}
