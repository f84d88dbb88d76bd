import { NOT_TAKEN, SingleReadings, type TelemetryGroup, type TelemetryReport } from '@app/plugin-sdk';

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

/** Messages of one reading each that came in the same turn of the event loop, and who is to be told of each. */
export class SingleReadingsGroup {
  private readonly readings = new SingleReadings();
  private readonly deviceIds: string[] = [];
  private readonly raws: Uint8Array[] = [];
  private readonly waiting: Settled[] = [];

  get count(): number {
    return this.deviceIds.length;
  }

  /** @returns false for a message that has to be handed in alone; then nobody is told by this group */
  add(deviceId: string, message: Buffer, settled: Settled): boolean {
    if (!this.readings.add(message)) return false;
    this.deviceIds.push(deviceId);
    this.raws.push(message);
    this.waiting.push(settled);
    return true;
  }

  /** All that was added, to be handed in. */
  message(protocol: string, receivedAt: number): TelemetryGroup {
    const { deviceIds, raws } = this;
    return { protocol, receivedAt, deviceIds, raws, columns: this.readings.take() };
  }

  /** @param codes - outcome of each message */
  settle(codes: Uint8Array): void {
    const { waiting, deviceIds } = this;
    for (let i = 0; i < waiting.length; i += 1) {
      const code = codes[i] as number;
      const settled = waiting[i] as Settled;
      if (code === NOT_TAKEN) settled(new NotTakenError(deviceIds[i] as string));
      else settled(null, ONE_OF[code] ?? NONE);
    }
  }

  fail(error: Error): void {
    for (const settled of this.waiting) settled(error);
  }
}
