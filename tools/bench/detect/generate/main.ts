import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parseInp } from '@app/hydraulics';
import { generateLeakYear, type LeakYear } from './leak-year';

const USAGE = `Usage: node dist/tools/bench/detect/generate/main.js --network <n.inp> --pressures <node,...> --flows <link,...> --out <folder> [--seed 1] [--days 365] [--step 15] [--old 4] [--new 19]
  Writes a year with leaks in the form of the sets of detect:leaks: pressures, flows, levels, leaks and leak_demand.
`;
const START_MS = Date.UTC(2018, 0, 1);

async function run(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      network: text,
      pressures: text,
      flows: text,
      out: text,
      seed: text,
      days: text,
      step: text,
      old: text,
      new: text,
    },
  });
  const { network, pressures, flows, out } = values;
  if (network === undefined || pressures === undefined || flows === undefined || out === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const stepMin = Number(values.step ?? 15);
  const year = await generateLeakYear(parseInp(readFileSync(network)), {
    seed: Number(values.seed ?? 1),
    days: Number(values.days ?? 365),
    stepMin,
    old: Number(values.old ?? 4),
    fresh: Number(values.new ?? 19),
    pressureNodes: pressures.split(','),
    flowLinks: flows.split(','),
  });
  mkdirSync(out, { recursive: true });
  write(out, year, stepMin);
  return 0;
}

function write(folder: string, year: LeakYear, stepMin: number): void {
  const clock = (step: number): string =>
    new Date(START_MS + step * stepMin * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  for (const [name, columns] of Object.entries({
    pressures: year.pressures,
    flows: year.flows,
    levels: year.levels,
    leak_demand: year.outflows,
  })) {
    const arrays = [...columns.values()];
    const rows = Array.from({ length: arrays[0]?.length ?? 0 }, (_, step) =>
      [clock(step), ...arrays.map((values) => String(Math.round((values[step] as number) * 100) / 100))].join(','),
    );
    const text = `${['Timestamp', ...columns.keys()].join(',')}\n${rows.join('\n')}\n`;
    writeFileSync(path.join(folder, `${name}.csv.gz`), gzipSync(text, { level: 1 }));
  }
  const leaks = year.leaks.map(({ pipeId, startStep, endStep, diameterM, peakStep }) =>
    [
      pipeId,
      clock(startStep),
      clock(endStep),
      diameterM.toFixed(6),
      peakStep > startStep ? 'incipient' : 'abrupt',
      clock(peakStep),
    ].join(','),
  );
  writeFileSync(
    path.join(folder, 'leaks.csv'),
    `linkID,startTime,endTime,diameter_m,type,peakTime\n${leaks.join('\n')}\n`,
  );
}

void run().then((code) => {
  process.exitCode = code;
});
