import type { ModelMetricsView } from '@app/contracts';
import type { ModelMetrics } from '@app/detection';

/** Metrics as they are stored and shown. */
export function metricsView(metrics: ModelMetrics | null): ModelMetricsView | null {
  if (metrics === null) return null;
  const { fromMs, toMs, medianDelayMs, byKind, ...rest } = metrics;
  return {
    ...rest,
    byKind: byKind as ModelMetricsView['byKind'],
    medianDelayS: medianDelayMs === null ? null : medianDelayMs / 1_000,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  };
}
