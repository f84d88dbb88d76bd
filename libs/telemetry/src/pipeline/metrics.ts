import { Counter, Gauge, Histogram } from 'prom-client';

/** Figures of the ingest path, on /metrics. */
export const ingestMetrics = {
  readings: new Counter({
    name: 'hydrant_ingest_readings_total',
    help: 'Readings by what became of them',
    labelNames: ['outcome', 'protocol'],
  }),
  commitSeconds: new Histogram({
    name: 'hydrant_ingest_commit_seconds',
    help: 'Duration of the transactions that store readings, s',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  }),
  commitRows: new Histogram({
    name: 'hydrant_ingest_commit_rows',
    help: 'Readings in one transaction',
    buckets: [1, 10, 100, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 40_000],
  }),
  pendingRows: new Gauge({ name: 'hydrant_ingest_pending_rows', help: 'Readings that wait for their commit' }),
  retries: new Counter({
    name: 'hydrant_ingest_commit_retries_total',
    help: 'Transactions that had to be tried again',
    labelNames: ['cause'],
  }),
  refusals: new Counter({
    name: 'hydrant_ingest_overload_refusals_total',
    help: 'Messages refused because too much was waiting or the database was away',
  }),
};
