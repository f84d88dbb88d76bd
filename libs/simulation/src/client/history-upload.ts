import type { History } from '../operation/municipality-operation';
import type { DevicePlan } from '../operation/sensor-plan';
import type { ApiClient } from './api-client';
import type { WireReading } from './device-link';

/** Readings of one request. */
const perRequest = 5000;

/** Past operation of one municipality. */
export interface MunicipalityHistory {
  readonly devices: readonly DevicePlan[];
  readonly history: History;
}

/** Counts of an upload. */
export interface UploadFigures {
  sent: number;
  stored: number;
  duplicate: number;
  rejected: number;
}

interface Report {
  stored?: number;
  late?: number;
  duplicate?: number;
  conflict?: number;
  quarantined?: number;
}

/** Sends the past of all municipalities in order of time, by batches of 5,000 readings. Sending the same again does no harm. */
export async function uploadHistory(
  api: ApiClient,
  parts: readonly MunicipalityHistory[],
  progress: (share: number) => void,
): Promise<UploadFigures> {
  const figures: UploadFigures = { sent: 0, stored: 0, duplicate: 0, rejected: 0 };
  const total = parts.reduce(
    (sum, { devices, history }) => sum + history.times.length * devices.flatMap((device) => device.sensors).length,
    0,
  );
  let batch: WireReading[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const report = await api.post<Report>('/batch/readings', batch);
    figures.sent += batch.length;
    figures.stored += (report.stored ?? 0) + (report.late ?? 0);
    figures.duplicate += report.duplicate ?? 0;
    figures.rejected += (report.conflict ?? 0) + (report.quarantined ?? 0);
    batch = [];
    progress(figures.sent / total);
  };
  for (const reading of inOrderOfTime(parts)) {
    batch.push(reading);
    if (batch.length === perRequest) await flush();
  }
  await flush();
  return figures;
}

/** All readings of all municipalities, oldest first. All series have the same times. */
function* inOrderOfTime(parts: readonly MunicipalityHistory[]): Generator<WireReading> {
  const series = parts.flatMap(({ devices, history }) =>
    devices
      .flatMap((device) => device.sensors)
      .map(({ code, unit }) => ({ code, unit, values: history.values.get(code) as Float64Array })),
  );
  for (const [index, timeMs] of (parts[0]?.history.times ?? []).entries()) {
    const timestamp = new Date(timeMs).toISOString();
    for (const { code, unit, values } of series)
      yield { sensor_id: code, value: values[index] as number, unit, timestamp };
  }
}
