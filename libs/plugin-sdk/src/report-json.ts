import { type IngestReport, type ItemReport, outcomes } from '@app/contracts';
import type { TelemetryReport } from './telemetry';

const STORED = 0;
const LATE = 3;

/**
 * The published answer to a batch.
 * @param full - tell of every item, not only of those that were not stored
 */
export function toIngestReport(report: TelemetryReport, full: boolean): IngestReport {
  const { stored, duplicate, conflict, late, quarantined } = report;
  const reasons = new Map(report.faults.map((fault) => [fault.index, fault]));
  const results: ItemReport[] = [];
  report.outcomes.forEach((code, index) => {
    if (!full && (code === STORED || code === LATE)) return;
    const fault = reasons.get(index);
    results.push({
      index,
      outcome: outcomes[code] ?? 'quarantined',
      ...(fault && { reason: fault.reason, detail: fault.detail }),
    });
  });
  return { stored, duplicate, conflict, late, quarantined, results };
}
