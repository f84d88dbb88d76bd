import type { QuarantineReason } from '@app/contracts';
import { Quality, type UnitConversion } from '@app/kernel';
import type { TelemetryColumns } from '@app/plugin-sdk';
import { type SensorRecord, conversionFor } from '../registry/registry-records';
import type { KeyFilter } from './key-filter';
import { CLOCK_NOT_SET_BEFORE_MS, FUTURE_TOLERANCE_MS, LATE_AFTER_MS } from './limits';
import { OutcomeCode } from './outcome';
import type { PendingBatch, PendingSubmission } from './pending-batch';
import type { Resolved, Unresolved } from './resolved';

interface Admission {
  columns: TelemetryColumns;
  resolved: Resolved;
  submission: PendingSubmission;
  batch: PendingBatch;
  filter: KeyFilter;
  /** Unix ms */
  now: number;
  retentionMs: number;
}

/**
 * Judges the items of a message and puts each where it belongs: into the rows of the batch, among its repetitions, or
 * into quarantine. Nothing here waits.
 */
export function admit({ columns, resolved, submission, batch, filter, now, retentionMs }: Admission): void {
  const owner = batch.add(submission);
  const { count, values, units, times } = columns;
  const { outcomes, receivedAt } = submission;
  const latest = now + FUTURE_TOLERANCE_MS;
  const earliest = now - retentionMs;
  // A frame is kept whole, as its items are. JSON that cannot be read is no reading, whenever it comes.
  let untimedFrame: boolean | undefined;
  const isUntimed = (index: number) =>
    submission.format === 'opaque'
      ? (untimedFrame ??= times.some(Number.isNaN))
      : resolved[index] !== undefined && Number.isNaN(times[index]);
  const refuse = (index: number, tenantId: number, reason: QuarantineReason, detail: string) => {
    if (index >= 0) outcomes[index] = OutcomeCode.quarantined;
    batch.keepAside(submission, tenantId, { index, reason, detail }, isUntimed(index));
  };
  for (const { index, reason, detail } of columns.faults) refuse(index, submission.tenantId, reason, detail);

  let lastUnit = '';
  let lastQuantity = '';
  let conversion: UnitConversion | null = null;
  for (let i = 0; i < count; i += 1) {
    const sensor = resolved[i];
    if (sensor === undefined) continue;
    if ('reason' in sensor) {
      refuse(i, submission.tenantOf(i), sensor.reason, sensor.detail);
      continue;
    }
    const unit = (units[i] as string) || (sensor.channelUnit ?? '');
    if (unit === '') {
      refuse(i, sensor.tenantId, 'missing_unit', 'No unit was sent, and none is set for the channel');
      continue;
    }
    if (unit !== lastUnit || sensor.quantity !== lastQuantity) {
      conversion = conversionFor(sensor.quantity, unit);
      lastUnit = unit;
      lastQuantity = sensor.quantity;
    }
    if (conversion === null) {
      refuse(i, sensor.tenantId, 'wrong_unit', `"${unit}" does not measure ${sensor.quantity}`);
      continue;
    }
    const sent = times[i] as number;
    const time = Number.isNaN(sent) ? receivedAt : sent;
    const value = (values[i] as number) * conversion.factor + conversion.offset;
    const wrong = time > latest || time < earliest || !Number.isFinite(value) ? judge(time, value, latest) : null;
    if (wrong !== null) {
      refuse(i, sensor.tenantId, wrong.reason, wrong.detail);
      continue;
    }
    const known = filter.add(sensor.number, time, value);
    if (known === undefined) {
      const late = receivedAt - time > Math.max(LATE_AFTER_MS, sensor.intervalS * 2_000);
      outcomes[i] = late ? OutcomeCode.late : OutcomeCode.stored;
      batch.rows.push(sensor.tenantId, sensor.number, time, value, qualityOf(sensor, value), owner, i);
    } else {
      outcomes[i] = known === value ? OutcomeCode.duplicate : OutcomeCode.conflict;
      submission.noteRepetition(sensor.number, time, i);
    }
  }
}

/** Names what is wrong with a time or a value that is known to be. */
function judge(time: number, value: number, latest: number): Unresolved {
  if (!Number.isFinite(value)) return { reason: 'bad_value', detail: 'The value is no finite number' };
  const at = new Date(time).toISOString();
  if (time > latest) return { reason: 'future', detail: `${at} is more than five minutes ahead` };
  if (time < CLOCK_NOT_SET_BEFORE_MS) return { reason: 'clock_not_set', detail: `${at}: the clock was not set` };
  return { reason: 'too_old', detail: `${at} is older than readings are kept` };
}

/** Impossible values are bad; a sensor that is out of service is suspect whatever it says. */
function qualityOf(sensor: SensorRecord, value: number): number {
  if (value < sensor.rangeMin || value > sensor.rangeMax) return Quality.bad;
  return sensor.outOfService ? Quality.suspect : Quality.good;
}
