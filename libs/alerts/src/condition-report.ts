import type { AlertFinding, alertKinds, FindingCode, FindingValue } from '@app/contracts';

type AlertKind = (typeof alertKinds)[number];

/** A condition of a sensor that began or ended, as detection reports it. */
export interface ConditionReport {
  tenantId: number;
  /** Internal number of the sensor. */
  sensorId: number;
  kind: AlertKind;
  limitName: string;
  /** True: it began; false: it ended. */
  active: boolean;
  /** Unix ms. */
  time: number;
  /** Deciding reading, canonical unit; null where there is none. */
  value: number | null;
  /** Broken limit; null where none applies. Minutes for silence. */
  limit: number | null;
  priority: 'critical' | 'high' | 'medium' | 'low';
  /** True: to be recorded, not to be announced. */
  historical: boolean;
  /** What was found, for kinds that a value and a limit do not explain (`anomaly`, `model`, `twin`, `leak`). */
  finding?: ReportedFinding | undefined;
}

/** What was found: as data, which screens put into words, and as a sentence for machines. */
export interface ReportedFinding {
  code: FindingCode;
  /** Numbers by their role; null or left out: not known. The unit, where it is not the canonical one of the sensor, in UCUM. */
  values: Partial<Record<FindingValue, number | null | { value: number; unit: string }>>;
  /** What it speaks of. Left out: nothing but the sensor. */
  names?: readonly string[];
  /** Estimated beginning, Unix ms; left out or null: not told. */
  since?: number | null;
  /** What the expectation was made for. */
  moment?: AlertFinding['moment'];
  /** One English sentence. */
  text: string;
}

/** A condition that holds. */
export type HoldingCondition = Pick<ConditionReport, 'tenantId' | 'sensorId' | 'kind' | 'limitName'>;

/** Identifies the alarm whose occurrences follow one another. */
export function alarmKey(alarm: { tenantId: number; sensorNumber: number; kind: string; limitName: string }): string {
  return `${alarm.tenantId}/${alarm.sensorNumber}/${alarm.kind}/${alarm.limitName}`;
}
