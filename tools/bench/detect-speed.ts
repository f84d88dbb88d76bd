import { parseArgs } from 'node:util';
import { seriesDetector, seriesKinds, type SeriesKind } from '@app/detection';

interface Speed {
  kind: SeriesKind;
  /** On one core. */
  readingsPerS: number;
  /** How many times longer a reading takes than in a plain loop of an exponentially weighted mean and variance. */
  timesPlainLoop: number;
  /** Memory of one series. */
  stateBytes: number;
}

const USAGE = `Usage: npm run bench:detect-speed -- [--seconds 2] [--series 100] [--kind pressure,level] [--json]
`;
const INTERVAL_MS = 300_000;
const START_MS = Date.UTC(2026, 0, 1);
/** Readings after which the clock is looked at. */
const CHUNK = 20_000;

/** Readings a second of each kind of one-series detector, on one core, many series in turn. */
function main(): number {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '2' },
      series: { type: 'string', default: '100' },
      kind: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  const series = Number(values.series);
  const asked = values.kind?.split(',') ?? seriesKinds;
  const kinds = seriesKinds.filter((kind) => asked.includes(kind));
  if (!(seconds > 0) || !Number.isInteger(series) || series < 1 || kinds.length !== asked.length) {
    process.stderr.write(USAGE);
    return 2;
  }
  const data = readings();
  const plain = plainLoop(data, seconds, series);
  const speeds = kinds.map((kind) => speedOf(kind, data, seconds, series, plain));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ series, plainLoopPerS: Math.round(plain), kinds: speeds })}\n`
      : `${speeds.map(inWords).join('\n')}\nplain loop: ${Math.round(plain).toLocaleString('en')} readings/s\n`,
  );
  return 0;
}

function inWords({ kind, readingsPerS, timesPlainLoop, stateBytes }: Speed): string {
  const speed = readingsPerS.toLocaleString('en').padStart(12);
  return `${kind.padEnd(9)}${speed} readings/s, ${timesPlainLoop} times a plain loop, ${stateBytes} bytes a series`;
}

/** Eight weeks with a course of the day, noise, rounding and some bursts. */
function readings(): Float64Array {
  const data = new Float64Array(56 * 288);
  let seed = 42;
  for (let i = 0; i < data.length; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    const noise = seed / 0x7fffffff - 0.5;
    const burst = i % 4000 > 3960 ? -8 : 0;
    data[i] = Math.round(100 * (40 + 6 * Math.sin((i / 288) * 2 * Math.PI) + noise + burst)) / 100;
  }
  return data;
}

function speedOf(kind: SeriesKind, data: Float64Array, seconds: number, series: number, plain: number): Speed {
  const detectors = Array.from({ length: series }, () => seriesDetector(kind).create({ timeZone: 'Europe/Madrid' }));
  let alarms = 0;
  const perS = perSecond(seconds, series, (which, i) => {
    const detector = detectors[which] as (typeof detectors)[number];
    detector.push(START_MS + i * INTERVAL_MS, data[(i + which * 97) % data.length] as number);
    if (detector.score >= 0.5) alarms += 1;
  });
  if (alarms < 0) throw new Error('unreachable: keeps the verdicts from being optimised away');
  return {
    kind,
    readingsPerS: Math.round(perS),
    timesPlainLoop: Math.round((10 * plain) / perS) / 10,
    stateBytes: detectors[0]?.save().byteLength ?? 0,
  };
}

function plainLoop(data: Float64Array, seconds: number, series: number): number {
  const state = new Float64Array(2 * series);
  return perSecond(seconds, series, (which, i) => {
    const value = data[(i + which * 97) % data.length] as number;
    const at = 2 * which;
    const difference = value - (state[at] as number);
    state[at] = (state[at] as number) + 0.1 * difference;
    state[at + 1] = 0.9 * ((state[at + 1] as number) + 0.1 * difference * difference);
  });
}

/** Gives every series one reading after the other, for a warm-up and then for the time asked. */
function perSecond(seconds: number, series: number, give: (which: number, i: number) => void): number {
  let i = 0;
  let which = 0;
  const chunk = () => {
    for (let n = 0; n < CHUNK; n++) {
      give(which, i);
      which += 1;
      if (which === series) {
        which = 0;
        i += 1;
      }
    }
  };
  const warmUntil = performance.now() + seconds * 500;
  while (performance.now() < warmUntil) chunk();
  const started = process.cpuUsage();
  let count = 0;
  let usedUs = 0;
  while (usedUs < seconds * 1e6) {
    chunk();
    count += CHUNK;
    const { user, system } = process.cpuUsage(started);
    usedUs = user + system;
  }
  return (count / usedUs) * 1e6;
}

process.exitCode = main();
