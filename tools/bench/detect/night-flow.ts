import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Leak, type TrendNight, findLeaks, median } from '../../../libs/balance/src/core';

/** The default rule of zones: 3 robust sigma, at least 0.5 L/s, two nights in a row. */
const RULE = { sigmas: 3, leastRise: 1.8, nights: 2, meterPercent: 2 };
const DAY_MS = 86_400_000;
/** A leak may be dated so many days before the event. */
const EARLY_DAYS = 3;
/** Events that end before the second night cannot meet the rule. */
const LEAST_DAYS = 2;

/**
 * Measures the leak rule of zones on hourly district inflows with events put in (`inflow_with_events.csv.gz`, L/s, local
 * time; `events.csv`): bursts and incipient leaks of two days or more that were found while they lasted, and leaks that
 * belong to none. `node dist/tools/bench/detect/night-flow.js --data <folder> [--from 1 --to 10]` (columns of districts).
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      from: { type: 'string', default: '1' },
      to: { type: 'string', default: '10' },
    },
  });
  if (values.data === undefined) throw new Error('Say where the data are: --data <folder>');
  const [head = [], ...rows] = table(
    gunzipSync(readFileSync(join(values.data, 'inflow_with_events.csv.gz'))).toString(),
  );
  const [names = [], ...events] = table(readFileSync(join(values.data, 'events.csv')).toString());
  const field = (event: string[], name: string) => event[names.indexOf(name)] ?? '';
  let found = 0;
  let wanted = 0;
  let others = 0;
  let nights = 0;
  const delays: number[] = [];
  for (let column = Number(values.from); column <= Number(values.to); column += 1) {
    const series = nightsOf(rows, column);
    nights += series.length;
    const { leaks } = findLeaks(series, RULE);
    const used = new Set<Leak>();
    for (const event of events) {
      const isLeak = field(event, 'series') === head[column] && ['burst', 'incipient'].includes(field(event, 'kind'));
      const [start, end] = [field(event, 'start').slice(0, 10), field(event, 'end').slice(0, 10)];
      if (!isLeak || days(start, end) < LEAST_DAYS) continue;
      wanted += 1;
      const leak = leaks.find(
        (each) => each.confirmed >= start && each.confirmed <= end && days(each.start, start) <= EARLY_DAYS,
      );
      if (leak === undefined) continue;
      used.add(leak);
      found += 1;
      delays.push(days(start, leak.confirmed));
    }
    others += leaks.filter((leak) => !used.has(leak)).length;
  }
  const medianDelayDays = delays.length === 0 ? null : median(delays);
  process.stdout.write(
    `${JSON.stringify({ found, wanted, others, othersPerDistrictAnd30Days: (30 * others) / nights, medianDelayDays })}\n`,
  );
}

function table(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
}

/** Least of the hours from 2 to 4 of every date, m³/h; null where one is missing. */
function nightsOf(rows: readonly string[][], column: number): TrendNight[] {
  const byDate = new Map<string, number[]>();
  for (const row of rows) {
    const [date = '', time = ''] = (row[0] ?? '').split(/[ T]/);
    const hour = Number(time.slice(0, 2));
    if (hour < 2 || hour >= 4) continue;
    const cell = row[column] ?? '';
    byDate.set(date, [...(byDate.get(date) ?? []), cell === '' ? Number.NaN : Number(cell) * 3.6]);
  }
  return [...byDate].map(([night, flows]) => {
    const least = Math.min(...flows);
    return { night, flow: flows.length === 2 && !Number.isNaN(least) ? least : null };
  });
}

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

main();
