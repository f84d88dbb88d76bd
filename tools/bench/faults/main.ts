import { parseArgs } from 'node:util';
import { inWords } from './in-words';
import { runSuite } from './suite';

const USAGE = `Usage: npm run bench:faults -- [--json] [--days 60] [--sensors N] [--seed faults]
  Puts faults into the simulated country and tells which of them the detectors of live operation see.
  --days     days with faults, after five weeks of learning
  --sensors  at most so many sensors with faults of their own; fewer networks with faults, too
`;
const LEARN_DAYS = 35;
const TOWNS = 4;
const NETWORKS = 8;
/** Sensors of a municipality, about. */
const SENSORS_A_TOWN = 21;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      days: { type: 'string', default: '60' },
      sensors: { type: 'string' },
      seed: { type: 'string', default: 'faults' },
    },
  });
  const days = Number(values.days);
  const sensors = values.sensors === undefined ? null : Number(values.sensors);
  if (!(days >= 2) || (sensors !== null && !(Number.isInteger(sensors) && sensors > 0))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const towns = sensors === null ? TOWNS : Math.ceil(sensors / SENSORS_A_TOWN);
  const report = await runSuite(
    {
      seed: values.seed,
      learnDays: LEARN_DAYS,
      testDays: days,
      towns,
      networks: sensors === null ? NETWORKS : Math.min(NETWORKS, 2 * towns),
      sensors,
      junctions: 130,
    },
    (text) => process.stderr.write(`${text}\n`),
  );
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
