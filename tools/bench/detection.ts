import { parseArgs } from 'node:util';
import {
  compileConfig,
  CourseShard,
  courseSettings,
  DetectionShard,
  type ReadingBatch,
  type SensorProfile,
} from '@app/detection';

const USAGE = `Usage: npm run bench:detection -- [--sensors 200] [--rounds 3] [--quantities pressure,flow,level]
`;
const BATCH = 5_000;
const READINGS = 1_000_000;
/** Quantities judged by the always-on set: quality gate, seasonal expectation, residual channels, calibration, event logic. */
const QUANTITIES = 'pressure,flow,level';
/** Paces of readings, s. Courses judge readings that come faster than twice a minute by means of a minute. */
const INTERVALS_S = [10, 60, 900] as const;

interface Speeds {
  /** Limits, rate, z-score and stuck values. */
  readonly core: number;
  /** The same, and the course of each sensor. */
  readonly withCourse: number;
}

/** Believable readings of many sensors in turn: a daily course, noise, two decimals. */
function makeBatches(sensors: number, intervalMs: number): ReadingBatch[] {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: READINGS / BATCH }, (_, b) => {
    const batch: ReadingBatch = {
      tenantIds: new Int32Array(BATCH),
      sensorIds: new Int32Array(BATCH),
      times: new Float64Array(BATCH),
      values: new Float64Array(BATCH),
      qualities: new Int16Array(BATCH),
      receivedAt: 0,
    };
    for (let i = 0; i < BATCH; i++) {
      const step = b * BATCH + i;
      const sensor = step % sensors;
      const time = start + Math.floor(step / sensors) * intervalMs;
      batch.tenantIds[i] = 1 + (sensor % 12);
      batch.sensorIds[i] = sensor;
      batch.times[i] = time;
      batch.values[i] = Math.round((40 + 10 * Math.sin(time / 13_750_987) + random()) * 100) / 100;
      batch.receivedAt = time;
    }
    return batch;
  });
}

/** Readings a second of one core, by its own time. */
function perSecond(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (READINGS / (user + system)) * 1e6;
}

/** Runs the detectors of live operation over all batches. */
function runDetectors(batches: readonly ReadingBatch[], profile: SensorProfile, withCourse: boolean): number {
  const config = compileConfig(profile);
  const settings = courseSettings(profile, 'Europe/Madrid', config.lateLimitMs);
  const shard = DetectionShard.create(() => true);
  const courses = new CourseShard(() => true);
  const configs = { version: 1, get: () => config };
  const source = { version: 1, courseOf: () => settings };
  return perSecond(() => {
    for (const batch of batches) {
      shard.process(batch, configs);
      if (withCourse) courses.process(batch, source);
    }
  });
}

/** Runs a plain exponentially weighted mean and variance: the yardstick. */
function runPlain(batches: readonly ReadingBatch[], sensors: number): number {
  const mean = new Float64Array(sensors);
  const variance = new Float64Array(sensors);
  let out = 0;
  const speed = perSecond(() => {
    for (const { sensorIds, values } of batches) {
      for (let i = 0; i < values.length; i++) {
        const sensor = sensorIds[i] as number;
        const distance = (values[i] as number) - (mean[sensor] as number);
        if (distance * distance > 36 * (variance[sensor] as number)) out++;
        mean[sensor] = (mean[sensor] as number) + 0.05 * distance;
        variance[sensor] = 0.95 * ((variance[sensor] as number) + 0.05 * distance * distance);
      }
    }
  });
  return out < 0 ? 0 : speed;
}

function median(figures: number[]): number {
  return figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)] as number;
}

function profileOf(quantity: string, intervalS: number): SensorProfile {
  const thresholds = { lowLow: 5, low: 10, high: 80, highHigh: 90 };
  return { quantity, rangeMin: 0, rangeMax: 100, thresholds, intervalS, settings: {}, inService: true };
}

/** Prints readings a second of the detectors and of the yardstick, in alternating rounds of one run. */
function main(): number {
  const { values } = parseArgs({
    options: {
      sensors: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '3' },
      quantities: { type: 'string', default: QUANTITIES },
    },
  });
  const sensors = Number(values.sensors);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(sensors) || sensors < 1 || !Number.isInteger(rounds) || rounds < 1) {
    process.stderr.write(USAGE);
    return 2;
  }
  const plain: number[] = [];
  const kinds: { quantity: string; intervalS: number; speeds: Speeds }[] = [];
  for (const intervalS of INTERVALS_S) {
    const batches = makeBatches(sensors, intervalS * 1000);
    runPlain(batches, sensors);
    for (const quantity of values.quantities.split(',')) {
      const profile = profileOf(quantity, intervalS);
      const core: number[] = [];
      const withCourse: number[] = [];
      runDetectors(batches, profile, true);
      for (let round = 0; round < rounds; round++) {
        core.push(runDetectors(batches, profile, false));
        withCourse.push(runDetectors(batches, profile, true));
        plain.push(runPlain(batches, sensors));
      }
      kinds.push({ quantity, intervalS, speeds: { core: median(core), withCourse: median(withCourse) } });
    }
  }
  const plainPerSecond = Math.round(median(plain));
  const summary = (figures: readonly number[]) => {
    const readingsPerSecond = Math.round(median([...figures]));
    return { readingsPerSecond, plainPerSecond, ratio: Number((readingsPerSecond / plainPerSecond).toFixed(4)) };
  };
  const together = kinds.map(({ speeds }) => speeds.withCourse);
  const figures = kinds.map(({ quantity, intervalS, speeds }) => ({
    quantity,
    intervalS,
    ...summary([speeds.withCourse]),
  }));
  console.log(
    JSON.stringify({
      detection: summary(kinds.map(({ speeds }) => speeds.core)),
      withCourse: { ...summary(together), slowestPerSecond: Math.round(Math.min(...together)), figures },
    }),
  );
  return 0;
}

process.exitCode = main();
