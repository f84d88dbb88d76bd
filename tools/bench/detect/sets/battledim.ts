import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lengthFactorToM, parseInp, PipeDistances } from '@app/hydraulics';
import { detectLeaks, type LeakLine } from '../../../detect/leaks';
import { readTableFile } from '../../../detect/site-file';
import type { BenchSet, Figure } from '../bench-set';
import { battledimScore, type LeakOutflows, perfectEur, type ScoredAlarm, type ScoredLeak } from '../score/battledim';

const MINUTE_MS = 60_000;

/** L-Town: a simulated year with pressures, and the half year of the competition with flows only. */
export const battledimSet: BenchSet = {
  name: 'battledim',
  title: 'BattLeDIM, L-Town: leaks found and placed',
  async run(folder, log) {
    const network = path.join(folder, 'L-TOWN.inp');
    const figures: Figure[] = [];
    const year = path.join(folder, 'ltown_sim_2018');
    if (existsSync(year)) figures.push(...(await simulatedYear(year, network, log)));
    const real = path.join(folder, 'real_2019H1');
    if (existsSync(real)) figures.push(...(await realFlows(real, network, log)));
    return {
      figures,
      remarks: [
        'The settings were chosen on this simulated year and on this half year of flows, so their figures here are not held out; years simulated with other leaks are in docs/detection-benchmarks/ltown.md.',
        'Published figures are of the competition year 2019, whose pressures are not in the set.',
        'Leaks that start before the set does are not counted as new ones.',
      ],
    };
  },
};

/** Figures of a folder with pressures, flows, levels, leaks and leak_demand. */
export async function simulatedYear(folder: string, network: string, log: (line: string) => void): Promise<Figure[]> {
  const lines = await detectLeaks({
    network,
    pressures: path.join(folder, 'pressures.csv.gz'),
    flows: path.join(folder, 'flows.csv.gz'),
    levels: path.join(folder, 'levels.csv.gz'),
  });
  const { leaks, outflows } = truth(folder);
  const alarms = lines.map(alarmOf);
  const inp = parseInp(readFileSync(network));
  const distances = new PipeDistances(inp, lengthFactorToM(inp.options.flowUnits));
  const fresh = leaks.filter(({ start }) => start >= outflows.startMin);
  const detected = battledimScore(fresh, outflows, alarms, { distance: null, withinDays: 14 });
  const placed = battledimScore(leaks, outflows, alarms, { distance: (a, b) => distances.between(a, b) });
  const share = (100 * placed.eur) / perfectEur(leaks, outflows);
  log(
    `${lines.length} alarms; missed ${detected.missed.join(' ') || 'none'}; ${placed.eur} EUR, ${placed.truePositives} placed, ${placed.falsePositives} in vain`,
  );
  const plain = { published: null, baseline: null };
  return [
    {
      name: 'year: new leaks within 14 days',
      ours: detected.truePositives,
      published: null,
      baseline: { value: 12, rule: 'night means against three weeks, 21 false' },
      must: detected.leaks - 1,
      aim: detected.leaks,
    },
    { name: 'year: false alarms', ours: detected.falsePositives, ...plain, must: 6, aim: 2, smallerIsBetter: true },
    {
      name: 'year: median delay, h',
      ours: detected.medianDelayH ?? Infinity,
      ...plain,
      must: 48,
      aim: 24,
      smallerIsBetter: true,
    },
    {
      name: 'year: EUR, % of perfect',
      ours: share,
      published: { value: 50.6, by: 'Tongji, 2019' },
      baseline: { value: 13.6, rule: 'same nights, best matching pipe' },
      must: 40,
      aim: 55,
    },
    { name: 'year: leaks within 300 m', ours: placed.truePositives, ...plain, must: null, aim: null },
    {
      name: 'year: crews in vain',
      ours: placed.falsePositives,
      ...plain,
      must: null,
      aim: null,
      smallerIsBetter: true,
    },
  ];
}

async function realFlows(folder: string, network: string, log: (line: string) => void): Promise<Figure[]> {
  const lines = await detectLeaks({
    network,
    flows: path.join(folder, 'flows.csv.gz'),
    levels: path.join(folder, 'levels.csv.gz'),
  });
  const { leaks, outflows } = truth(folder);
  const fresh = leaks.filter(({ start }) => start >= outflows.startMin);
  const result = battledimScore(fresh, outflows, lines.map(alarmOf), { distance: null, withinDays: 30 });
  log(`real flows: ${lines.length} alarms; missed ${result.missed.join(' ') || 'none'}`);
  const plain = { published: null, baseline: null };
  return [
    { name: 'real flows: new leaks within 30 days', ours: result.truePositives, ...plain, must: 8, aim: result.leaks },
    { name: 'real flows: false alarms', ours: result.falsePositives, ...plain, must: 4, aim: 2, smallerIsBetter: true },
    {
      name: 'real flows: median delay, h',
      ours: result.medianDelayH ?? Infinity,
      ...plain,
      must: null,
      aim: null,
      smallerIsBetter: true,
    },
  ];
}

function alarmOf({ linkId, timeMs }: LeakLine): ScoredAlarm {
  return { link: linkId, time: timeMs / MINUTE_MS };
}

function truth(folder: string): { leaks: ScoredLeak[]; outflows: LeakOutflows } {
  const rows = readFileSync(path.join(folder, 'leaks.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  const leaks = rows.map((row) => {
    const [link = '', start = '', end = ''] = row.split(',').map((cell) => cell.trim());
    return { link, start: minutes(start), end: minutes(end) };
  });
  const { names, columns, timesMs } = readTableFile(path.join(folder, 'leak_demand.csv.gz'), []);
  const startMin = (timesMs[0] as number) / MINUTE_MS;
  const stepMin = (timesMs[1] as number) / MINUTE_MS - startMin;
  const series = new Map(names.map((name, at) => [name, columns[at] as Float64Array]));
  return { leaks, outflows: { startMin, stepMin, rows: timesMs.length, columns: series } };
}

function minutes(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`) / MINUTE_MS;
}
