import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SiteTrainingError } from '@app/detection';
import { scoreOf } from './csv-text';
import { isFileTrouble } from './file-trouble';
import { readTableFile, TableFileError } from './site-file';
import { runSite } from './site-run';

const USAGE = `Usage: npm run -s detect:network -- --test c.csv --out o.csv [--train a.csv[,b.csv]] [--ignore column,column] [--json]
  --train   tables of mostly normal operation; without it the first third of the tested table is learned from
  --test    table to judge: first column time, every other column a signal; comma, semicolon or tab, plain or gzip
  --out     written as timestamp,score,alarm: one row for every row of the test; alarm is 1 from score 0.5
  --ignore  columns that must not be read; columns named like labels (ATT_FLAG, EVENT, anomaly, label...) never are
  --json    a summary on standard output`;

/** Learns a site from one set of tables and judges another, without look-ahead. */
function main(): number {
  const { values } = parseArgs({
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      out: { type: 'string' },
      ignore: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.test === undefined || values.out === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const ignore = listOf(values.ignore);
  const read = (file: string) => {
    const table = readTableFile(file, ignore);
    if (table.ignored.length > 0) say(`${file}: not read: ${table.ignored.join(', ')}`);
    if (table.notNumeric.length > 0) say(`${file}: no numbers in: ${table.notNumeric.join(', ')}`);
    return table;
  };
  const training = listOf(values.train).map(read);
  const test = read(values.test);
  if (training.length === 0) say('no training table: the first third of the tested one is learned from');
  const { model, scores } = runSite(training, test);
  const left = [training[0]?.names ?? [], test.names].flat().filter((name) => !model.names.includes(name));
  if (left.length > 0) say(`not in both training and test, left out: ${[...new Set(left)].join(', ')}`);
  const lines = test.timeTexts.map((text, at) => {
    const score = scores[at] ?? 0;
    return `${text},${scoreOf(score).toFixed(6)},${score >= 0.5 ? 1 : 0}`;
  });
  writeFileSync(values.out, `timestamp,score,alarm\n${lines.join('\n')}\n`);
  const alarms = scores.reduce((count, score) => count + (score >= 0.5 ? 1 : 0), 0);
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ signals: model.names, trainingRows: model.rows, rows: scores.length, alarmRows: alarms })}\n`,
    );
  return 0;
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((item) => item !== '');
}

try {
  process.exitCode = main();
} catch (error) {
  const known = error instanceof TableFileError || error instanceof SiteTrainingError || isFileTrouble(error);
  const misused = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!known && !misused) throw error;
  process.stderr.write(`${error.message}\n${misused ? `${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
