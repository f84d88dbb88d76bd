import type { alertKinds } from '@app/contracts';

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
  /**
   * What was found, in one sentence for an operator; for kinds that a value and a limit do not explain (`anomaly`, `model`,
   * `twin`, `leak`). Left out: a sentence is made from value and limit.
   */
  finding?: string | undefined;
}

/** A condition that holds. */
export type HoldingCondition = Pick<ConditionReport, 'tenantId' | 'sensorId' | 'kind' | 'limitName'>;

/** Identifies the alarm whose occurrences follow one another. */
export function alarmKey(alarm: { tenantId: number; sensorNumber: number; kind: string; limitName: string }): string {
  return `${alarm.tenantId}/${alarm.sensorNumber}/${alarm.kind}/${alarm.limitName}`;
}
