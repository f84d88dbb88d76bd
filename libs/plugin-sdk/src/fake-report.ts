import type { TelemetryColumns, TelemetryReport } from './telemetry';

const QUARANTINED = 4;

/** A report that says that all items were stored. */
export function countOutcome(count: number): TelemetryReport {
  return {
    stored: count,
    duplicate: 0,
    conflict: 0,
    late: 0,
    quarantined: 0,
    outcomes: new Uint8Array(count),
    faults: [],
  };
}

/** A report that says that items with faults were quarantined and the others stored. */
export function noReport({ count, faults }: TelemetryColumns): TelemetryReport {
  const outcomes = new Uint8Array(count);
  for (const { index } of faults) if (index >= 0) outcomes[index] = QUARANTINED;
  const stored = outcomes.filter((code) => code === 0).length;
  return { stored, duplicate: 0, conflict: 0, late: 0, quarantined: faults.length, outcomes, faults };
}
