import { fitSensorModel } from '../../libs/detection/src/models/fit-sensor-model';
import { predictBatch } from '../../libs/detection/src/models/predict-batch';
import { sensorModelToJson } from '../../libs/detection/src/models/sensor-model-json';

const VALUES = 100_000;
const ROUNDS = 25;
const LIMIT_MS = 50;
const STEP_MS = 900_000;
const DAY_MS = 86_400_000;

/** A day's course with noise; repeatable (linear congruential generator of Numerical Recipes). */
function series(count: number, seed: number, share: number): { timesMs: Float64Array; values: Float64Array } {
  let state = seed;
  const noise = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296 - 0.5;
  };
  const timesMs = Float64Array.from({ length: count }, (_, n) => Date.UTC(2024, 0, 1) + n * STEP_MS);
  const values = timesMs.map((time) => {
    const hour = (time % DAY_MS) / 3_600_000;
    return 30 + 12 * Math.sin(((hour - 6) / 12) * Math.PI) * share + 2 * noise();
  });
  return { timesMs, values };
}

function measured(neighbourCount: number) {
  const options = {
    timeZone: 'Europe/Rome',
    holidays: [],
    southern: false,
    stepMs: STEP_MS,
    daysPerFalseAlarm: 90,
  };
  const past = series(90 * 96, 1, 1);
  const neighbours = Array.from({ length: neighbourCount }, (_, n) => ({
    id: `n${n}`,
    name: `Neighbour ${n}`,
    values: past.values.map((value, at) => value * (n + 1) + (series(1, n * at + 1, 1).values[0] as number) / 50),
  }));
  const started = performance.now();
  const model = fitSensorModel({ ...past, neighbours }, options);
  const fitMs = performance.now() - started;
  const { timesMs, values } = series(VALUES, 7, 1);
  const beside = model.neighbours.map((_, n) => values.map((value) => value * (n + 1)));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = performance.now();
    const { scores } = predictBatch(model, timesMs, values, beside.length === 0 ? null : beside);
    times.push(performance.now() - begin);
    if (scores.some((score) => !(score >= 0 && score <= 1))) throw new Error('A score lies outside of [0, 1]');
  }
  const sorted = times.toSorted((a, b) => a - b);
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    neighbours: model.neighbours.length,
    trainedOn: model.rows,
    fitMs: rounded(fitMs),
    modelBytes: sensorModelToJson(model).length,
    values: VALUES,
    rounds: ROUNDS,
    firstMs: rounded(times[0] as number),
    medianMs: rounded(sorted[ROUNDS >> 1] as number),
    slowestMs: rounded(sorted.at(-1) as number),
    limitMs: LIMIT_MS,
    within: (sorted[ROUNDS >> 1] as number) <= LIMIT_MS,
  };
}

const results = [measured(0), measured(4)];
if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'predict', results }, null, 2));
else
  for (const { neighbours, values, medianMs, slowestMs, limitMs } of results)
    console.log(
      `${values} values, ${neighbours} neighbours: median ${medianMs} ms, slowest ${slowestMs} ms (limit ${limitMs} ms)`,
    );
