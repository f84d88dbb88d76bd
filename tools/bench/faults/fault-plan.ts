import type { Random } from '@app/simulation';

/** Faults of one instrument or its way to the platform, put into its series. */
export const sensorFaults = ['stuck', 'drift', 'spike', 'gap', 'unit', 'replay'] as const;
/** Faults of the network, played by its hydraulic model. */
export const networkFaults = ['burst', 'leak', 'pump_trip'] as const;
export type SensorFault = (typeof sensorFaults)[number];
export type NetworkFault = (typeof networkFaults)[number];
export type FaultClass = SensorFault | NetworkFault;

/** One fault. */
export interface Fault {
  readonly kind: FaultClass;
  readonly fromMs: number;
  readonly untilMs: number;
  /** See {@link faultRanges}; signed for drift and spike. */
  readonly size: number;
  /** Code of the sensor; junction of a burst or leak; pump of a trip. */
  readonly target: string;
}

interface FaultRange {
  /** Shortest and longest duration. */
  readonly hours: readonly [number, number];
  /** Smallest and largest size. */
  readonly size: readonly [number, number];
  /** What the size counts, in words. */
  readonly of: string;
}

const swing = 'usual swings of the sensor';
const demand = "of the district's mean demand";

/** What faults are drawn from, evenly. */
export const faultRanges: Readonly<Record<FaultClass, FaultRange>> = {
  burst: { hours: [3, 24], size: [0.1, 2], of: demand },
  leak: { hours: [240, 336], size: [0.1, 0.6], of: `${demand}, reached after two thirds of the time` },
  pump_trip: { hours: [1, 8], size: [1, 1], of: 'duty pump' },
  stuck: { hours: [6, 48], size: [1, 1], of: 'last value repeated' },
  drift: { hours: [72, 168], size: [0.5, 2], of: `${swing} at the end` },
  spike: { hours: [0.25, 0.25], size: [0.5, 4], of: `${swing}, one reading` },
  gap: { hours: [2, 48], size: [1, 1], of: 'no readings' },
  unit: { hours: [12, 72], size: [0, 1], of: 'a unit often mistaken for the right one' },
  replay: { hours: [12, 48], size: [1, 7], of: 'days before, repeated exactly' },
};

/** Share of a leak's time in which it grows. */
export const LEAK_GROWS = 2 / 3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Rest before the first fault and after each, days. */
const FIRST_REST = [1, 5] as const;
const REST = [3, 6] as const;

/** What is to be drawn. */
export interface DrawRequest {
  readonly kinds: readonly FaultClass[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly stepMs: number;
  readonly target: (kind: FaultClass) => string;
}

/** Faults one after another with rests between them; each kind comes once before one comes again. */
export function drawFaults(random: Random, { kinds, fromMs, untilMs, stepMs, target }: DrawRequest): Fault[] {
  const faults: Fault[] = [];
  let bag: FaultClass[] = [];
  let at = fromMs + random.range(...FIRST_REST) * DAY_MS;
  for (;;) {
    if (bag.length === 0) bag = random.shuffle(kinds);
    const kind = bag.pop() as FaultClass;
    const { hours, size } = faultRanges[kind];
    const start = Math.ceil(at / stepMs) * stepMs;
    const end = start + Math.max(1, Math.round((random.range(...hours) * HOUR_MS) / stepMs)) * stepMs;
    if (end + DAY_MS > untilMs) return faults;
    const sign = (kind === 'drift' || kind === 'spike') && random.chance(0.5) ? -1 : 1;
    faults.push({ kind, fromMs: start, untilMs: end, size: sign * random.range(...size), target: target(kind) });
    at = end + random.range(...REST) * DAY_MS;
  }
}
