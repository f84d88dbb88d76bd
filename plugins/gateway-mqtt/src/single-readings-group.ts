import {
  NOT_TAKEN,
  SingleReadings,
  type TelemetryColumns,
  type TelemetryGroup,
  type TelemetryReport,
} from '@app/plugin-sdk';

/** How many readings became what. */
export type Counts = Pick<TelemetryReport, 'stored' | 'duplicate' | 'conflict' | 'late' | 'quarantined'>;

/** Is told once what became of a message; an error: it was not stored, and may not be acknowledged. */
export type Settled = (error: Error | null, counts?: Counts) => void;

const NONE: Counts = { stored: 0, duplicate: 0, conflict: 0, late: 0, quarantined: 0 };
/** By code of the outcome. */
const ONE_OF: readonly Counts[] = [
  { ...NONE, stored: 1 },
  { ...NONE, duplicate: 1 },
  { ...NONE, conflict: 1 },
  { ...NONE, late: 1 },
  { ...NONE, quarantined: 1 },
];

/** The device of a message is not active: nothing was taken of it. */
export class NotTakenError extends Error {
  constructor(deviceId: string) {
    super(`Device ${deviceId} is not active`);
    this.name = 'NotTakenError';
  }
}

/** A message of a group that has to be handed in alone. */
export interface SingleReading {
  deviceId: string;
  raw: Uint8Array;
  /** As it was in the group, with its time: else it would be another reading. */
  columns: TelemetryColumns;
  settled: Settled;
}

/** Messages of one reading each that came in the same turn of the event loop, and who is to be told of each. */
export class SingleReadingsGroup {
  private readonly readings = new SingleReadings();
  private columns: TelemetryColumns | undefined;
  private readonly deviceIds: string[] = [];
  private readonly raws: Uint8Array[] = [];
  private readonly waiting: Settled[] = [];

  get count(): number {
    return this.deviceIds.length;
  }

  /**
   * @param cameAt - Unix ms
   * @returns false for a message that has to be handed in alone; then nobody is told by this group
   */
  add(deviceId: string, message: Buffer, cameAt: number, settled: Settled): boolean {
    if (!this.readings.add(message, cameAt)) return false;
    this.deviceIds.push(deviceId);
    this.raws.push(message);
    this.waiting.push(settled);
    return true;
  }

  /** All that was added, to be handed in. */
  message(protocol: string, receivedAt: number): TelemetryGroup {
    const { deviceIds, raws } = this;
    this.columns = this.readings.take();
    return { protocol, receivedAt, deviceIds, raws, columns: this.columns };
  }

  /**
   * Tells those whose messages were taken.
   * @param codes - outcome of each message; null: none was taken
   * @returns the others, of whom nobody has been told
   */
  settle(codes: Uint8Array | null): SingleReading[] {
    const { waiting } = this;
    const left: SingleReading[] = [];
    for (let i = 0; i < waiting.length; i += 1) {
      const code = codes?.[i] ?? NOT_TAKEN;
      if (code === NOT_TAKEN) left.push(this.single(i));
      else (waiting[i] as Settled)(null, ONE_OF[code]);
    }
    return left;
  }

  private single(i: number): SingleReading {
    const { sensors, values, units, times } = this.columns as TelemetryColumns;
    const columns = {
      count: 1,
      sensors: sensors.slice(i, i + 1),
      values: values.slice(i, i + 1),
      units: units.slice(i, i + 1),
      times: times.slice(i, i + 1),
      faults: [],
    };
    return {
      deviceId: this.deviceIds[i] as string,
      raw: this.raws[i] as Uint8Array,
      columns,
      settled: this.waiting[i] as Settled,
    };
  }
}
