import type { ReadingSeries } from '@app/contracts';
import type { Work } from '@app/database';
import { type Quantity, canonicalUnits } from '@app/kernel';

/** Lengths of buckets that a person can name, s. */
const STEPS_S = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
  2_592_000,
];

/** The sensor whose readings are asked for. */
export interface SeriesSensor {
  tenantId: number;
  /** Internal number. */
  number: number;
  quantity: Quantity;
}

/** A stretch of time, Unix ms, end exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** The shortest bucket, s, that cuts the span into no more than `points`. */
export function bucketFor({ from, to }: Span, points: number): number {
  const seconds = (to - from) / 1_000;
  return STEPS_S.find((step) => seconds / step <= points) ?? Math.ceil(seconds / points);
}

interface Row {
  at: number;
  mean: number;
  low: number;
  high: number;
  quality: number;
  count: number;
}

/**
 * Readings of a sensor, singly when there are no more than `points`, else by buckets. Buckets begin at whole multiples
 * of their length since 2000-01-01 UTC, so that they stay put while the span moves. Empty ones are left out.
 */
export async function readSeries(work: Work, sensor: SeriesSensor, span: Span, points: number): Promise<ReadingSeries> {
  const key = [sensor.tenantId, sensor.number, span.from / 1_000, span.to / 1_000];
  const within = `tenant_id = ? and sensor_id = ? and time >= to_timestamp(?) and time < to_timestamp(?)`;
  const [counted] = await work.sql<{ count: number }>(
    `select count(*)::int as count from (select 1 from readings where ${within} limit ?) few`,
    [...key, points + 1],
  );
  const single = (counted?.count ?? 0) <= points;
  const bucketS = bucketFor(span, points);
  const at = (time: string) => `(extract(epoch from ${time}) * 1000)::float8`;
  const rows = single
    ? await work.sql<Row>(
        `select ${at('time')} as at, value as mean, value as low, value as high, quality, 1 as count
         from readings where ${within} order by time`,
        key,
      )
    : await work.sql<Row>(
        `select ${at('bucket')} as at, mean, low, high, quality, count from (
           select date_bin(? * interval '1 second', time, timestamptz '2000-01-01 00:00:00+00') as bucket,
             avg(value) as mean, min(value) as low, max(value) as high, max(quality) as quality, count(*)::int as count
           from readings where ${within} group by 1) buckets order by bucket`,
        [bucketS, ...key],
      );
  return {
    unit: canonicalUnits[sensor.quantity],
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    bucketS: single ? null : bucketS,
    times: rows.map((row) => new Date(row.at).toISOString()),
    mean: rows.map(({ mean }) => mean),
    min: rows.map(({ low }) => low),
    max: rows.map(({ high }) => high),
    quality: rows.map(({ quality }) => quality),
    count: rows.map(({ count }) => count),
  };
}
