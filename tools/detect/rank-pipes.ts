import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BreakHistory, HORIZON_YEARS, decimalYear, fitPipeModel, rankPipes } from '@app/maintenance';
import { isFileTrouble } from './file-trouble';
import { PipeFileError, readBreaks, readPipes } from './pipe-files';

const USAGE = `Usage: npm run -s rank:pipes -- --pipes p.csv --breaks b.csv --out o.csv [--from 2019-01-01] [--years ${HORIZON_YEARS}] [--fit model.json]
  Ranks pipes by the breaks to come and writes the columns pipe, score: the higher, the likelier.
  --pipes   columns pipe, length_m; used where they are there: diameter_mm, material, installed, lined, lined_date, pressure_kpa,
            street (or road_segment)
  --breaks  columns pipe, date: the past
  --from    first day to be predicted; breaks from it on are not looked at. Default: the day after the last break
  --years   years to be predicted
  --fit     also fits a model of these files alone and writes its coefficients
  Files may be packed by gzip.
`;
/** Half a day, in years: "after" the last break. */
const AFTER = 0.5 / 365;

/** Ranks the pipes of a file as the product ranks those of a municipality. */
function main(): number {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        pipes: { type: 'string' },
        breaks: { type: 'string' },
        out: { type: 'string' },
        from: { type: 'string' },
        years: { type: 'string', default: String(HORIZON_YEARS) },
        fit: { type: 'string' },
      },
    }));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), true);
  }
  const { pipes: pipeFile, breaks: breakFile, out } = values;
  if (pipeFile === undefined || breakFile === undefined || out === undefined) return refuse('', true);
  const years = Number(values.years);
  if (!(years > 0 && years <= 100)) return refuse('--years must be a number of years.');
  const given = values.from === undefined ? null : decimalYear(values.from);
  if (values.from !== undefined && given === null) return refuse('--from must be a day such as 2019-01-01.');
  try {
    const pipes = readPipes(pipeFile);
    const { breaks, leftOut } = readBreaks(breakFile, pipes, new Date());
    const { unknownPipe, noDate, future, tooOld } = leftOut;
    if (unknownPipe + noDate + future + tooOld > 0) {
      process.stderr.write(
        `Breaks left out: ${unknownPipe} of pipes not in the register, ${noDate} without a date such as 2019-01-01, ${future} in the future, ${tooOld} too long ago.\n`,
      );
    }
    const last = breaks.reduce((latest, { time }) => Math.max(latest, time), -Infinity);
    const from = given ?? (Number.isFinite(last) ? last + AFTER : (decimalYear(new Date()) as number));
    const scores = rankPipes(pipes, breaks, { from, years });
    const lines = pipes.map(({ id }, index) => `${quoted(id)},${scores[index]}`);
    writeFileSync(out, `${['pipe,score', ...lines].join('\n')}\n`);
    if (values.fit !== undefined) {
      const { register, history } = fitPipeModel(new BreakHistory(pipes, breaks, from), null);
      const written = (_: string, value: unknown) => (value instanceof Float64Array ? [...value] : value);
      writeFileSync(values.fit, JSON.stringify({ register, history }, written));
    }
    return 0;
  } catch (error) {
    if (error instanceof PipeFileError || isFileTrouble(error)) return refuse(error.message);
    throw error;
  }
}

function quoted(id: string): string {
  return /[",]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id;
}

function refuse(reason: string, usage = false): number {
  process.stderr.write(`${reason === '' ? '' : `${reason}\n`}${usage ? USAGE : ''}`);
  return 2;
}

process.exitCode = main();
