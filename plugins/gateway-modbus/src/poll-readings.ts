import { type TelemetryColumns, unreadable, z } from '@app/plugin-sdk';
import { type Target, valueTypes } from './config';
import { registersOf } from './read-plan';
import { pointValue } from './values';

const keptRead = z.object({
  table: z.enum(['coil', 'discrete', 'holding', 'input']),
  address: z.int(),
  count: z.int(),
  data: z.string(),
});
/** One answer as it is kept: `data` in hex. */
export type KeptRead = z.infer<typeof keptRead>;

const keptPoll = z.object({
  host: z.string(),
  port: z.int(),
  unit: z.int(),
  time: z.number(),
  reads: z.array(keptRead),
});

/** Readings of all points whose registers were read. Sentinels are gaps; `noValue`: channels with NaN or infinity. */
export function columnsOfReads(
  target: Target,
  reads: readonly KeptRead[],
  time: number,
): { columns: TelemetryColumns; noValue: string[] } {
  const found: { channel: string; unit: string; value: number }[] = [];
  const noValue: string[] = [];
  const answers = reads.map((read) => ({ group: { ...read, points: [] }, data: Buffer.from(read.data, 'hex') }));
  for (const point of target.points) {
    const end = point.address + valueTypes[point.type];
    const answer = answers.find(
      ({ group }) =>
        group.table === point.table && group.address <= point.address && end <= group.address + group.count,
    );
    if (answer === undefined) continue;
    const read = pointValue(point, registersOf(point, answer.group, answer.data));
    if (read.kind === 'value') found.push({ channel: point.channel, unit: point.unit, value: read.value });
    else if (read.kind === 'nonsense') noValue.push(point.channel);
  }
  const columns: TelemetryColumns = {
    count: found.length,
    sensors: found.map(({ channel }) => channel),
    values: Float64Array.from(found, ({ value }) => value),
    units: found.map(({ unit }) => unit),
    times: new Float64Array(found.length).fill(time),
    faults: [],
  };
  return { columns, noValue };
}

/** A poll as it is kept with a reading that could not be stored: enough to read it again by a map that was put right. */
export function keepPoll({ host, port, unit }: Target, time: number, reads: readonly KeptRead[]): Buffer {
  return Buffer.from(JSON.stringify({ host, port, unit, time, reads }));
}

/** Reads a kept poll by the targets as they are now. */
export function readKeptPoll(raw: Uint8Array, targets: readonly Target[], deviceId: string): TelemetryColumns {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(raw).toString());
  } catch {
    return unreadable('unreadable', 'No poll was kept in it');
  }
  const parsed = keptPoll.safeParse(json);
  if (!parsed.success) return unreadable('unreadable', 'No poll was kept in it');
  const { host, port, unit, time, reads } = parsed.data;
  const target = targets.find(
    (each) => each.host === host && each.port === port && each.unit === unit && each.deviceId === deviceId,
  );
  if (target === undefined) return unreadable('malformed', `${host}:${port} unit ${unit} is no target any more`);
  return columnsOfReads(target, reads, time).columns;
}
