import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure, SetResult } from './bench-set';
import { benchSets } from './sets';

interface Report extends SetResult {
  readonly set: string;
  readonly title: string;
  readonly seconds: number;
}

const USAGE = `Usage: npm run bench:detect -- --data <folder> [--only nab,batadal] [--json]
  --data  folder with one folder a set: ${benchSets.map(({ name }) => name).join(', ')}
  --only  names of the sets to run; default: all that are there
  --json  one JSON object instead of a table`;

/** Runs every set that is there and prints what it scored beside what others have published and what a plain rule scores. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((name) => !benchSets.some((set) => set.name === name)) ?? [];
  if (values.data === undefined || !existsSync(values.data) || unknown.length > 0) {
    process.stderr.write(`${unknown.length > 0 ? `No such set: ${unknown.join(', ')}.\n` : ''}${USAGE}\n`);
    return 2;
  }
  const reports: Report[] = [];
  for (const set of benchSets) {
    const folder = path.join(values.data, set.name);
    if (wanted !== undefined && !wanted.includes(set.name)) continue;
    if (!existsSync(folder)) {
      process.stderr.write(`${set.name}: not in the data folder, left out\n`);
      continue;
    }
    const started = Date.now();
    const result = await set.run(folder, (line) => void process.stderr.write(`${set.name}: ${line}\n`));
    reports.push({ set: set.name, title: set.title, seconds: (Date.now() - started) / 1000, ...result });
  }
  process.stdout.write(values.json ? `${JSON.stringify({ sets: reports })}\n` : table(reports));
  return 0;
}

function table(reports: readonly Report[]): string {
  const rows = [['set', 'figure', 'ours', 'must', 'aim', 'published', 'plain rule', 'met']];
  for (const { set, figures } of reports) for (const figure of figures) rows.push(rowOf(set, figure));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const remarks = reports.flatMap((report) => report.remarks.map((remark) => `${report.set}: ${remark}`));
  return `${[...lines, '', ...remarks].join('\n')}\n`;
}

function rowOf(set: string, figure: Figure): string[] {
  const { published, baseline } = figure;
  return [
    set,
    figure.name,
    shown(figure.ours),
    shown(figure.must),
    shown(figure.aim),
    published === null ? '-' : `${shown(published.value)} (${published.by})`,
    baseline === null ? '-' : `${shown(baseline.value)} (${baseline.rule})`,
    verdict(figure),
  ];
}

function verdict({ ours, must, aim, smallerIsBetter = false }: Figure): string {
  const reaches = (limit: number | null) => limit !== null && (smallerIsBetter ? ours <= limit : ours >= limit);
  if (reaches(aim)) return 'aim';
  if (must === null) return '';
  return reaches(must) ? 'must' : 'no';
}

function shown(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(4)));
}

void main().then((code) => {
  process.exitCode = code;
});
