import { type SensorHistory, alignTo } from '@app/detection';
import type { Work } from '@app/database';
import { Quality } from '@app/kernel';
import type { ModelScope, ScopeSensor } from './model-scope';

/** Readings of one sensor. */
export interface Series {
  timesMs: Float64Array;
  values: Float64Array;
}

/**
 * How long the last reading stands for the present, in steps (or the sensor's own intervals where longer). Of a neighbour less
 * than one: a reading that is still on its way must not be taken for one that stood still.
 */
const FRESH_NEIGHBOUR = 0.999;
const FRESH_IN_ZONE = 1.5;

/**
 * Stored readings of a sensor, thinned to the first of each step; those of bad quality are left out. Steps begin at whole
 * multiples of their length since 1970, so the same readings come whatever the span.
 * @param fromMs - Unix ms, inclusive
 * @param toMs - exclusive
 * @param most - at most so many, oldest first
 */
export async function readThinned(
  work: Work,
  tenantId: number,
  sensor: ScopeSensor,
  span: { fromMs: number; toMs: number },
  stepMs: number,
  most = 500_000,
): Promise<Series> {
  const rows = await work.sql<{ at: number; value: number }>(
    `select distinct on (date_bin(? * interval '1 millisecond', time, timestamptz 'epoch'))
       (extract(epoch from time) * 1000)::float8 as at, value
     from readings where tenant_id = ? and sensor_id = ? and time >= to_timestamp(?) and time < to_timestamp(?)
       and quality < ${Quality.bad}
     order by date_bin(? * interval '1 millisecond', time, timestamptz 'epoch'), time limit ?`,
    [stepMs, tenantId, sensor.number, span.fromMs / 1_000, span.toMs / 1_000, stepMs, most],
  );
  const timesMs = new Float64Array(rows.length);
  const values = new Float64Array(rows.length);
  rows.forEach(({ at, value }, n) => {
    timesMs[n] = Math.round(at);
    values[n] = value;
  });
  return { timesMs, values };
}

function freshMs(sensor: ScopeSensor, stepMs: number, share: number): number {
  return share * Math.max(stepMs, sensor.intervalMs);
}

/** The newest reading of a sensor that stands for a moment; NaN without one. */
export async function lastKnown(work: Work, scope: ModelScope, sensor: ScopeSensor, timeMs: number): Promise<number> {
  const [row] = await work.sql<{ value: number }>(
    `select value from readings where tenant_id = ? and sensor_id = ? and time <= to_timestamp(?) and time >= to_timestamp(?)
       and quality < ${Quality.bad} order by time desc limit 1`,
    [scope.tenantId, sensor.number, timeMs / 1_000, (timeMs - freshMs(sensor, scope.stepMs, FRESH_NEIGHBOUR)) / 1_000],
  );
  return row?.value ?? Number.NaN;
}

/**
 * Readings of a sensor with those of its neighbours at the same times.
 * @param only - ids of the neighbours to read; left out: all of the scope
 */
export async function readHistory(
  work: Work,
  scope: ModelScope,
  span: { fromMs: number; toMs: number },
  options: { only?: readonly string[]; most?: number; onRead?: (share: number) => void } = {},
): Promise<SensorHistory> {
  const { own, others, stepMs, tenantId } = scope;
  if (own === null) throw new TypeError('The scope is a zone');
  const { timesMs, values } = await readThinned(work, tenantId, own, span, stepMs, options.most);
  const beside = options.only === undefined ? others : others.filter(({ id }) => options.only?.includes(id));
  const neighbours: SensorHistory['neighbours'][number][] = [];
  options.onRead?.(1 / (beside.length + 1));
  const end = options.most === undefined ? span.toMs : Math.min(span.toMs, (timesMs.at(-1) ?? span.fromMs) + 1);
  for (const other of beside) {
    const fresh = freshMs(other, stepMs, FRESH_NEIGHBOUR);
    const series = await readThinned(work, tenantId, other, { fromMs: span.fromMs - fresh, toMs: end }, stepMs);
    const { id, name } = other;
    neighbours.push({ id, name, values: alignTo(timesMs, series.timesMs, series.values, fresh) });
    options.onRead?.((neighbours.length + 1) / (beside.length + 1));
  }
  return { timesMs, values, neighbours };
}

/** Readings of a zone's sensors at common times. */
export interface ZoneTable {
  /** Ids of the sensors. */
  names: string[];
  timesMs: Float64Array;
  columns: Float64Array[];
}

/**
 * Readings of a zone's sensors, one row a step: what was known of each at its end. Rows of which nothing is known are left
 * out.
 * @param sensors - in the order of the columns
 */
export async function readTable(
  work: Work,
  scope: ModelScope,
  sensors: readonly ScopeSensor[],
  span: { fromMs: number; toMs: number },
  onRead: (share: number) => void = () => undefined,
): Promise<ZoneTable> {
  const { stepMs, tenantId } = scope;
  const from = Math.ceil(span.fromMs / stepMs) * stepMs;
  const count = Math.max(0, Math.floor((span.toMs - 1 - from) / stepMs) + 1);
  const grid = Float64Array.from({ length: count }, (_, n) => from + n * stepMs);
  const columns: Float64Array[] = [];
  for (const sensor of sensors) {
    const fresh = freshMs(sensor, stepMs, FRESH_IN_ZONE);
    const series = await readThinned(work, tenantId, sensor, { fromMs: from - fresh, toMs: span.toMs }, stepMs);
    columns.push(alignTo(grid, series.timesMs, series.values, fresh));
    onRead(columns.length / sensors.length);
  }
  const known = grid.map((_, n) => (columns.some((column) => !Number.isNaN(column[n])) ? 1 : 0));
  const kept = (values: Float64Array) => values.filter((_, n) => known[n] === 1);
  return { names: sensors.map(({ id }) => id), timesMs: kept(grid), columns: columns.map(kept) };
}
