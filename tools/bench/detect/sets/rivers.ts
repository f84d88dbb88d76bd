import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readTable } from '../../../detect/pipe-files';
import { readTableFile } from '../../../detect/site-file';
import type { BenchSet } from '../bench-set';
import { hoursOf, type LabelledEvent } from '../score/events';
import { plainRivers, riverFigures, type RiverTask, shippedRivers } from './river-events';

const VARIABLES = ['Level', 'Cond', 'Tur'];

/** Level, conductivity and turbidity of a tropical river, with labelled anomalies. */
export const rivers: BenchSet = {
  name: 'water_quality_rivers',
  title: 'Pioneer River: level, conductivity and turbidity with labelled anomalies',
  run: (folder, log) => {
    const task = load(folder);
    const ours = shippedRivers(task);
    log(`found by kind ${JSON.stringify(ours.byKind)}, ${ours.falseAlarms} false alarms`);
    return Promise.resolve({
      figures: riverFigures('as shipped', ours, plainRivers(task), true),
      remarks: [
        'A run of labelled rows is an event, its kind that of its first row; alarms are counted as in water_quality_lro.',
        'No setting was chosen on this set alone; it was looked at while the rules were written.',
      ],
    });
  },
};

function load(folder: string): RiverTask {
  const series: RiverTask['series'][number][] = [];
  const events: LabelledEvent[] = [];
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.csv.gz'))) {
    const table = readTableFile(path.join(folder, file), []);
    const rows = readTable(path.join(folder, file), ['time']);
    for (const variable of VARIABLES) {
      const values = table.columns[table.names.indexOf(variable)];
      if (values === undefined) continue;
      const name = `${file.replace('.csv.gz', '')}/${variable}`;
      series.push({ name, times: table.timesMs, values });
      events.push(...runsOf(name, variable, rows));
    }
  }
  return { siteOf: ({ name }) => name.split('/')[0] ?? '', series, events };
}

function runsOf(series: string, variable: string, rows: readonly Readonly<Record<string, string>>[]): LabelledEvent[] {
  const events: LabelledEvent[] = [];
  const labelled = (row: number) => rows[row]?.[`label_${variable}`] === '1';
  rows.forEach((row, start) => {
    if (!labelled(start) || labelled(start - 1)) return;
    let end = start;
    while (labelled(end + 1)) end += 1;
    events.push({
      series,
      startH: hoursOf(row['time'] ?? ''),
      endH: hoursOf(rows[end]?.['time'] ?? ''),
      kind: row[`type_${variable}`] ?? '',
    });
  });
  return events;
}
