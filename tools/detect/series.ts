import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { ALARM_SCORE, seriesDetector, seriesKinds, type SeriesKind } from '@app/detection';
import { isFileTrouble } from './file-trouble';
import { SeriesFileError, readSeries, scoredText } from './series-file';

const USAGE = `Usage: npm run -s detect:series -- <in.csv[.gz]> <out.csv[.gz]> [--kind ${seriesKinds.join('|')}] [--zone <IANA zone>] [--hold]
  Reads the columns timestamp and value, writes timestamp, value, score: in [0, 1], 0.5 or more is an alarm.
  --kind  what the series measures; default any
  --zone  time zone that people live by; default: the times as they are
  --hold  keep the score at 0.5 or more on every row of an event, not only where the alarm is raised
`;

/** Scores a series of a file row by row, as the product scores readings as they come. */
function main(): number {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: { kind: { type: 'string', default: 'any' }, zone: { type: 'string' }, hold: { type: 'boolean' } },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), true);
  }
  const { values, positionals } = parsed;
  const [input, output] = positionals;
  const kind = seriesKinds.find((each) => each === values.kind);
  if (input === undefined || output === undefined || positionals.length > 2) return refuse('', true);
  if (kind === undefined) return refuse(`There is no kind "${values.kind}".`, true);
  if (!existsSync(input)) return refuse(`There is no file ${input}.`);
  try {
    const text = scored(input, kind, values.zone, values.hold === true);
    writeFileSync(output, output.endsWith('.gz') ? gzipSync(text) : text);
    return 0;
  } catch (error) {
    if (error instanceof SeriesFileError) return refuse(`${input}: ${error.message}`);
    if (error instanceof RangeError && values.zone !== undefined)
      return refuse(`There is no time zone "${values.zone}".`);
    if (isFileTrouble(error)) return refuse(`${input}: ${error.message}`);
    throw error;
  }
}

function scored(input: string, kind: SeriesKind, timeZone: string | undefined, hold: boolean): string {
  const detector = seriesDetector(kind).create(timeZone === undefined ? {} : { timeZone });
  const bytes = readFileSync(input);
  const series = readSeries((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8'));
  const scores = new Float64Array(series.times.length);
  for (let i = 0; i < scores.length; i++) {
    detector.push(series.times[i], series.values[i]);
    scores[i] = hold && detector.active ? Math.max(detector.score, ALARM_SCORE) : detector.score;
  }
  return scoredText(series, scores);
}

function refuse(reason: string, usage = false): number {
  process.stderr.write(`${reason === '' ? '' : `${reason}\n`}${usage ? USAGE : ''}`);
  return 2;
}

process.exitCode = main();
