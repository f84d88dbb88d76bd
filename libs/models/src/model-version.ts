import type { ModelVersionView } from '@app/contracts';
import { date } from './model-record';

/** A row of `model_versions` with the number of its detections. */
export interface VersionRow {
  version: number;
  state: ModelVersionView['state'];
  reason: ModelVersionView['reason'];
  train_from: string;
  train_to: string;
  samples: number | null;
  excluded_labels: number;
  metrics: ModelVersionView['metrics'];
  injected: ModelVersionView['injected'];
  summary: Record<string, unknown>;
  failure: string | null;
  created_at: string;
  trained_at: string | null;
  detections: number;
}

/** A version as the API shows it. */
export function versionView(row: VersionRow): ModelVersionView {
  return {
    version: row.version,
    state: row.state,
    reason: row.reason,
    trainFrom: iso(row.train_from),
    trainTo: iso(row.train_to),
    samples: row.samples,
    excludedLabels: row.excluded_labels,
    metrics: row.metrics,
    injected: row.injected,
    summary: row.summary,
    detections: row.detections,
    failure: row.failure,
    createdAt: iso(row.created_at),
    trainedAt: row.trained_at === null ? null : iso(row.trained_at),
  };
}

/** ISO 8601, UTC. */
export function iso(value: string | Date): string {
  return (date(value) as Date).toISOString();
}
