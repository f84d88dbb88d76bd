import { type ApiClient, mapLimit } from '@app/simulation';
import { type Comparison, compare, type Readings } from './replay-expected';

/** Most readings of one answer. */
const POINTS = 5_000;

interface Coded {
  readonly id: string;
  readonly code: string;
}

interface SeriesAnswer {
  readonly bucketS: number | null;
  readonly times: readonly string[];
  readonly mean: readonly number[];
}

/** An alarm as the API tells of it. */
export interface ToldAlarm {
  readonly sensorCode: string;
  readonly kind: string;
  readonly historical: boolean;
  readonly raisedAt: string;
}

/**
 * Reads every stored reading of the sensors of a municipality, singly, and compares with a file.
 * @param expected - by code of the sensor
 * @param shiftMs - that the replay added to each time
 */
export async function compareStored(
  api: ApiClient,
  municipalityId: string,
  expected: ReadonlyMap<string, Readings>,
  stepS: number,
  shiftMs: number,
): Promise<Comparison> {
  const sensors = new Map(
    (await api.list<Coded>('/sensors', `municipalityId=${municipalityId}`)).map(({ code, id }) => [code, id]),
  );
  const parts = await mapLimit([...expected], 2, async ([code, readings]) => {
    const id = sensors.get(code);
    const moved = new Map([...readings].map(([timeMs, value]) => [timeMs + shiftMs, value]));
    return compare(moved, id === undefined ? [] : await storedReadings(api, id, [...moved.keys()], stepS));
  });
  return parts.reduce((total, part) => ({
    readings: total.readings + part.readings,
    stored: total.stored + part.stored,
    missing: total.missing + part.missing,
    duplicates: total.duplicates + part.duplicates,
  }));
}

/** From a day before the first expected reading to a day after the last. */
async function storedReadings(
  api: ApiClient,
  sensorId: string,
  times: readonly number[],
  stepS: number,
): Promise<[number, number][]> {
  const windowMs = POINTS * stepS * 1000 * 0.9;
  const endMs = (times.at(-1) ?? 0) + 86_400_000;
  const rows: [number, number][] = [];
  for (let fromMs = (times[0] ?? 0) - 86_400_000; fromMs < endMs; fromMs += windowMs) {
    const from = new Date(fromMs).toISOString();
    const to = new Date(Math.min(endMs, fromMs + windowMs)).toISOString();
    const answer = await api.get<SeriesAnswer>(`/sensors/${sensorId}/readings?from=${from}&to=${to}&points=${POINTS}`);
    if (answer.bucketS !== null) throw new Error(`More than ${POINTS} readings between ${from} and ${to}`);
    answer.times.forEach((time, index) => rows.push([Date.parse(time), answer.mean[index] as number]));
  }
  return rows;
}

/** All alarms of a municipality, historical ones too. */
export function alarmsOf(api: ApiClient, municipalityId: string): Promise<ToldAlarm[]> {
  return api.list<ToldAlarm>('/alerts', `municipalityId=${municipalityId}&sort=raisedAt`);
}
