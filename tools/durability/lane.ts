/** One message: readings of one sensor, whose values are their numbers. */
export interface NumberedMessage {
  /** Place of the message among those of its lane; a protocol's own mark may be made of it. */
  sequence: number;
  readings: { number: number; sensor: string; time: number }[];
}

/** A device that speaks one protocol, and keeps what is not acknowledged by it. */
export interface Lane {
  /** Readings in one message. */
  readonly perMessage: number;
  /** Messages on their way at a time. */
  readonly inFlight: number;
  /** Time from one reading to the next, ms. */
  readonly stepMs: number;
  /** A broker acknowledges, and the platform reads from it later: its readings are looked for after a while. */
  readonly behindBroker?: boolean;
  /** Sends a message. Resolves to true once it is acknowledged, to false when it has to be sent again. Never rejects. */
  deliver(message: NumberedMessage): Promise<boolean>;
  close(): Promise<void>;
}

/** A device of a lane as it is registered. */
export interface LaneDevice {
  lane: string;
  id: string;
  token: string;
  /** Codes of its sensors. */
  sensors: string[];
}

/** The telemetry JSON of a message. */
export function asJson({ readings }: NumberedMessage): string {
  return JSON.stringify(
    readings.map(({ number, sensor, time }) => ({
      sensor_id: sensor,
      value: number,
      unit: 'kPa',
      timestamp: new Date(time).toISOString(),
    })),
  );
}

/** The promise, or false after so long. */
export async function within(promise: Promise<boolean>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
