import { type FeedbackLabel, type SensorTraining, TooLittleData, type ZoneTraining } from '@app/detection';
import type { UnitOfWork } from '@app/database';
import type { ModelRecord } from '../model-record';
import { labelsOf } from './labels';
import { scopeOf } from './model-scope';
import { readHistory, readTable } from './stored-series';

/** A sensor takes part in a zone's model when it has readings for this share of the time. */
const LEAST_KNOWN = 0.5;

/** What a training or a comparison works on. */
export type ModelData = SensorTraining | ZoneTraining;

/** Reads what a model learns from or is compared on. @throws {TooLittleData} when the sensor has no readings at all */
export async function modelData(
  units: UnitOfWork,
  model: Pick<ModelRecord, 'tenantId' | 'kind' | 'scopeId' | 'holidays' | 'daysPerFalseAlarm'>,
  span: { fromMs: number; toMs: number },
  onRead: (share: number) => void = () => undefined,
): Promise<ModelData> {
  return units.run([model.tenantId], async (work) => {
    const scope = await scopeOf(work, model);
    const labels = await labelsOf(work, scope, model.kind === 'zone' ? model.scopeId : null);
    const near = labels.filter(({ fromMs, toMs }) => toMs >= span.fromMs && fromMs <= span.toMs);
    const { stepMs, calendar } = scope;
    if (model.kind === 'sensor') {
      if (scope.own === null) throw new TooLittleData('The sensor is gone.');
      const history = await readHistory(work, scope, span, { onRead });
      if (history.timesMs.length === 0) throw new TooLittleData('The sensor has no readings in this span.');
      const options = { ...calendar, stepMs, daysPerFalseAlarm: model.daysPerFalseAlarm };
      return { scope: 'sensor' as const, history, options, labels: near };
    }
    const whole = await readTable(work, scope, scope.others, span, onRead);
    const rows = whole.timesMs.length;
    const used = whole.columns.flatMap((column, j) =>
      column.filter((value) => Number.isFinite(value)).length >= LEAST_KNOWN * rows && rows > 0 ? [j] : [],
    );
    const table = {
      names: used.map((j) => whole.names[j] as string),
      timesMs: whole.timesMs,
      columns: used.map((j) => whole.columns[j] as Float64Array),
    };
    const options = { stepMs, timeZone: calendar.timeZone, daysPerFalseAlarm: model.daysPerFalseAlarm };
    return { scope: 'zone' as const, table, options, labels: near };
  });
}

/** Confirmed anomalies among labels: they are not learned from. */
export function excludedOf(labels: readonly FeedbackLabel[]): number {
  return labels.filter(({ real }) => real).length;
}
