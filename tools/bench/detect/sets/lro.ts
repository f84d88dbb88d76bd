import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readTable } from '../../../detect/pipe-files';
import { readTableFile } from '../../../detect/site-file';
import type { BenchSet } from '../bench-set';
import { hoursOf } from '../score/events';
import { leaveSiteOut, plainRivers, riverFigures, type RiverTask, shippedRivers } from './river-events';

const VARIABLES = ['temp', 'cond', 'ph', 'do', 'turb', 'stage'];

/** Water-quality sensors in a mountain river, with what technicians flagged. */
export const lro: BenchSet = {
  name: 'water_quality_lro',
  title: 'Logan River Observatory: six site-years of quality sensors with flags of technicians',
  run: (folder, log) => {
    const task = load(folder);
    const plain = plainRivers(task);
    const ours = shippedRivers(task);
    for (const variable of VARIABLES) {
      const { found, events, falseAlarms } = shippedRivers(only(task, variable));
      log(`${variable}: ${found} of ${events} found, ${falseAlarms} false alarms`);
    }
    return Promise.resolve({
      figures: [
        ...riverFigures('as shipped', ours, plain, true),
        ...riverFigures('caution from the other sites', leaveSiteOut(task), plain, false),
      ],
      remarks: [
        'Every row with a score of 0.5 or more is an alarm, at most one in 6 h counts; one hour before or after an event is inside it.',
        'All 36 series count, also those in which nobody flagged anything: many of the alarms counted as false there are faults that were corrected without a flag.',
      ],
    });
  },
};

function only(task: RiverTask, variable: string): RiverTask {
  const wanted = (name: string) => name.endsWith(`/${variable}`);
  return {
    ...task,
    series: task.series.filter(({ name }) => wanted(name)),
    events: task.events.filter(({ series }) => wanted(series)),
  };
}

function load(folder: string): RiverTask {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.csv.gz'))
    .sort();
  return {
    siteOf: ({ name }) => name.split('/')[0] ?? '',
    series: files.flatMap((file) => {
      const table = readTableFile(path.join(folder, file), []);
      return VARIABLES.flatMap((variable) => {
        const values = table.columns[table.names.indexOf(variable)];
        const name = `${file.replace('.csv.gz', '')}/${variable}`;
        return values === undefined ? [] : [{ name, times: table.timesMs, values }];
      });
    }),
    events: readTable(path.join(folder, 'events.csv'), ['series', 'start', 'end']).map((row) => ({
      series: row['series'] ?? '',
      startH: hoursOf(row['start'] ?? ''),
      endH: hoursOf(row['end'] ?? ''),
      kind: row['qualifier'] ?? '',
    })),
  };
}
