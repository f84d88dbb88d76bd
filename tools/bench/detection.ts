import { compileConfig, DetectionShard, type ConfigSource, type ReadingBatch } from '@app/detection';

const SENSORS = 1000;
const BATCH = 5000;
const BATCHES = 200;
const ROUNDS = 5;

/** Believable readings: a daily course, noise, two decimals; one a minute and sensor, batch after batch. */
function makeBatches(): ReadingBatch[] {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const start = Date.UTC(2026, 0, 1);
  return Array.from({ length: BATCHES }, (_, b) => {
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
      const sensor = step % SENSORS;
      const time = start + Math.floor(step / SENSORS) * 60_000;
      batch.tenantIds[i] = 1 + (sensor % 12);
      batch.sensorIds[i] = sensor;
      batch.times[i] = time;
      batch.values[i] = Math.round((40 + 10 * Math.sin(time / 13_750_987) + random()) * 100) / 100;
      batch.receivedAt = time;
    }
    return batch;
  });
}

/** Readings a second of all detectors. */
function runDetectors(batches: readonly ReadingBatch[]): number {
  const config = compileConfig({
    quantity: 'level',
    rangeMin: 0,
    rangeMax: 100,
    thresholds: { lowLow: 5, low: 10, high: 80, highHigh: 90 },
    intervalS: 60,
    settings: {},
    inService: true,
  });
  const source: ConfigSource = { version: 1, get: () => config };
  const shard = DetectionShard.create(() => true);
  const started = process.hrtime.bigint();
  for (const batch of batches) shard.process(batch, source);
  return (BATCH * BATCHES) / (Number(process.hrtime.bigint() - started) / 1e9);
}

/** Readings a second of a plain exponentially weighted mean and variance: the yardstick. */
function runPlain(batches: readonly ReadingBatch[]): number {
  const mean = new Float64Array(SENSORS);
  const variance = new Float64Array(SENSORS);
  let out = 0;
  const started = process.hrtime.bigint();
  for (const { sensorIds, values } of batches) {
    for (let i = 0; i < values.length; i++) {
      const sensor = sensorIds[i] as number;
      const distance = (values[i] as number) - (mean[sensor] as number);
      if (distance * distance > 36 * (variance[sensor] as number)) out++;
      mean[sensor] = (mean[sensor] as number) + 0.05 * distance;
      variance[sensor] = 0.95 * ((variance[sensor] as number) + 0.05 * distance * distance);
    }
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return out < 0 ? 0 : (BATCH * BATCHES) / seconds;
}

/** Median of an odd number of figures. */
function median(figures: number[]): number {
  return figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)] as number;
}

/** Prints readings a second of the detectors and of the yardstick, in alternating rounds of one run. */
function main(): void {
  const batches = makeBatches();
  const detectors: number[] = [];
  const plain: number[] = [];
  runDetectors(batches);
  runPlain(batches);
  for (let round = 0; round < ROUNDS; round++) {
    detectors.push(runDetectors(batches));
    plain.push(runPlain(batches));
  }
  const readingsPerSecond = Math.round(median(detectors));
  const plainPerSecond = Math.round(median(plain));
  const ratio = Number((readingsPerSecond / plainPerSecond).toFixed(4));
  console.log(JSON.stringify({ detection: { readingsPerSecond, plainPerSecond, ratio } }));
}

main();
