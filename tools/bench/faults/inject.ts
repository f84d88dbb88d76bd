import { Random } from '@app/simulation';
import { drawFaults, type Fault, sensorFaults } from './fault-plan';
import type { WatchedSensor, World } from './operate';

/** What the device sends instead, by quantity: factor and offset. Those without a common mistake are left out. */
const mistakenUnits: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  // m³/h taken for L/s and back, US gallons a minute.
  flow: [
    [1 / 3.6, 0],
    [3.6, 0],
    [4.4029, 0],
  ],
  // bar, pounds a square inch, metres of water for kPa.
  pressure: [
    [0.01, 0],
    [0.145_04, 0],
    [1 / 9.806_65, 0],
  ],
  // Feet, centimetres.
  level: [
    [3.2808, 0],
    [100, 0],
  ],
  // W, horsepower.
  power: [
    [1000, 0],
    [1.341, 0],
  ],
  // Fahrenheit.
  temperature: [[1.8, 32]],
  // µg/L.
  chlorine: [[1000, 0]],
  // mS/m.
  conductivity: [[0.1, 0]],
  turbidity: [[1000, 0]],
};

const DAY_MS = 86_400_000;
/** A fault must change at least this share of the readings in its time, or there is nothing to see. */
const LEAST_CHANGED = 0.5;
/** A swing is at least this share of the usual value. */
const LEAST_SWING = 0.05;
/** Swings are taken from so many of the last days of learning. */
const SWING_DAYS = 14;

/** A municipality whose sensors have faults, one after another in each. */
export interface FaultyWorld extends World {
  /** By code of the sensor. */
  readonly sensorFaults: ReadonlyMap<string, readonly Fault[]>;
}

/** Puts faults into all series of a municipality that is in order. */
export function inject(world: World, seed: string): FaultyWorld {
  const found = new Map<string, Fault[]>();
  const sensors = world.sensors.map((sensor) => {
    const { code } = sensor.plan;
    const random = new Random(`${seed}/sensor faults/${code}`);
    const { times, learned } = world;
    const stepMs = (times[1] as number) - (times[0] as number);
    const faults = drawFaults(random, {
      kinds: sensorFaults,
      fromMs: times[learned] as number,
      untilMs: (times.at(-1) as number) + stepMs,
      stepMs,
      target: () => code,
    });
    const values = sensor.values.slice();
    found.set(
      code,
      faults.filter((fault) => apply(fault, world, sensor, values)),
    );
    return { ...sensor, values };
  });
  return { ...world, sensors, sensorFaults: found };
}

/** Changes the values of a fault's time. @returns false, with nothing changed, where it would not show in the readings */
function apply(fault: Fault, { times, learned }: World, sensor: WatchedSensor, values: Float64Array): boolean {
  const start = times[0] as number;
  const stepMs = (times[1] as number) - start;
  const from = (fault.fromMs - start) / stepMs;
  const until = (fault.untilMs - start) / stepMs;
  const change = changeOf(fault, sensor, from, until, stepMs, learned);
  if (change === null) return false;
  const changed = sensor.values.slice(from, until).map((value, n) => change(value, n));
  const different = changed.filter((value, n) => value !== sensor.values[from + n]).length;
  if (different < LEAST_CHANGED * changed.length) return false;
  values.set(changed, from);
  return true;
}

function changeOf(
  { kind, size }: Fault,
  sensor: WatchedSensor,
  from: number,
  until: number,
  stepMs: number,
  learned: number,
): ((value: number, n: number) => number) | null {
  const { values, plan } = sensor;
  const rounded = (value: number): number =>
    (Math.round((value * plan.perCanonical) / plan.resolution) * plan.resolution) / plan.perCanonical;
  switch (kind) {
    case 'stuck':
      return () => values[from - 1] as number;
    case 'drift': {
      const end = size * swingOf(values, learned, stepMs);
      return (value, n) => rounded(value + (end * (n + 1)) / (until - from));
    }
    case 'spike': {
      const by = size * swingOf(values, learned, stepMs);
      return (value) => rounded(value + by);
    }
    case 'gap':
      return () => Number.NaN;
    case 'replay': {
      // A stretch longer than the days gone back would repeat itself.
      const days = Math.max(Math.round(size), Math.ceil(((until - from) * stepMs) / DAY_MS));
      return (_, n) => values[from + n - (days * DAY_MS) / stepMs] as number;
    }
    default: {
      const choice = mistakenUnits[plan.quantity];
      if (choice === undefined) return null;
      const [factor, offset] = choice[Math.min(choice.length - 1, Math.floor(size * choice.length))] as [
        number,
        number,
      ];
      return (value) => value * factor + offset;
    }
  }
}

/** How far the values of a sensor usually go: from the 5th to the 95th of a hundred, at least a twentieth of the median. */
function swingOf(values: Float64Array, learned: number, stepMs: number): number {
  const sorted = values.slice(Math.max(0, learned - (SWING_DAYS * DAY_MS) / stepMs), learned).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] as number;
  return Math.max(at(0.95) - at(0.05), LEAST_SWING * Math.abs(at(0.5)));
}
