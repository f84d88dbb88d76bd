/** A condition of a sensor that began or ended, as detection reports it. */
export interface ConditionReport {
  tenantId: number;
  /** Internal number of the sensor. */
  sensorId: number;
  kind: 'range' | 'threshold' | 'rate' | 'zscore' | 'stuck' | 'silence';
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
}

/** A condition that holds. */
export type HoldingCondition = Pick<ConditionReport, 'tenantId' | 'sensorId' | 'kind' | 'limitName'>;

/** Identifies the alarm whose occurrences follow one another. */
export function alarmKey(alarm: { tenantId: number; sensorNumber: number; kind: string; limitName: string }): string {
  return `${alarm.tenantId}/${alarm.sensorNumber}/${alarm.kind}/${alarm.limitName}`;
}
