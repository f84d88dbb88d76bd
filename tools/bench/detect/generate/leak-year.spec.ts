import { findLeaks, inflowLeaks, type InpNetwork, type LeakTable, parseInp, PipeDistances } from '@app/hydraulics';
import { generateLeakYear, type LeakYear } from './leak-year';

const side = 6;
const id = (x: number, y: number): string => `n${x}-${y}`;

/** A grid of streets, 200 m apart, with one metered inlet and a daily pattern. */
function grid(): InpNetwork {
  const lines = ['[JUNCTIONS]'];
  for (let x = 0; x < side; x += 1) for (let y = 0; y < side; y += 1) lines.push(`${id(x, y)} ${10 + x} 2 day`);
  lines.push('[RESERVOIRS]', 'R 60', '[PIPES]', `in R ${id(0, 0)} 100 250 130`);
  for (let x = 0; x < side; x += 1)
    for (let y = 0; y < side; y += 1) {
      if (x + 1 < side) lines.push(`h${x}-${y} ${id(x, y)} ${id(x + 1, y)} 200 100 120`);
      if (y + 1 < side) lines.push(`v${x}-${y} ${id(x, y)} ${id(x, y + 1)} 200 100 120`);
    }
  lines.push('[PATTERNS]', `day ${[0.3, 0.2, 0.2, 0.4, 1.2, 1.6, 1.4, 1.2, 1.1, 1.3, 1.5, 0.8].join(' ')}`);
  lines.push('[TIMES]', 'Pattern Timestep 2:00', '[OPTIONS]', 'Units CMH');
  return parseInp(lines.join('\n'));
}

const sensors = [id(0, 5), id(5, 0), id(5, 5), id(2, 2), id(4, 2), id(2, 4)];
const network = grid();
const tableOf = (year: LeakYear): LeakTable => ({
  startMs: 0,
  stepS: 3600,
  steps: year.flows.get('in')?.length ?? 0,
  pressures: year.pressures,
  flows: year.flows,
  levels: year.levels,
});
const cutOff = (table: LeakTable, steps: number): LeakTable => {
  const cut = (columns: LeakTable['flows']) =>
    new Map([...columns].map(([key, values]) => [key, values.slice(0, steps)]));
  return { ...table, steps, pressures: cut(table.pressures), flows: cut(table.flows), levels: cut(table.levels) };
};
const options = { days: 32, stepMin: 60, old: 0, pressureNodes: sensors, flowLinks: ['in'] };

describe('leaks of a generated network', () => {
  it('are found and placed by pressures, without look-ahead', async () => {
    const year = await generateLeakYear(network, { ...options, seed: 5, fresh: 1 });
    const leak = year.leaks[0];
    const alarms = await findLeaks(network, tableOf(year));
    expect(alarms.length).toBeGreaterThanOrEqual(1);
    const first = alarms[0];
    expect(first?.timeMs ?? 0).toBeGreaterThan((leak?.startStep ?? 0) * 3_600_000);
    expect(new PipeDistances(network, 1).between(first?.pipeId ?? '', leak?.pipeId ?? '')).toBeLessThanOrEqual(600);
    expect(first?.location.suspects.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 1);
    expect(first?.location.area.length).toBeGreaterThanOrEqual(1);
    const whole = tableOf(year);
    const steps = ((first?.timeMs ?? 0) - whole.startMs) / 3_600_000;
    expect((await findLeaks(network, cutOff(whole, steps))).at(-1)).toEqual(first);
    expect(await findLeaks(network, cutOff(whole, steps - 1))).toEqual([]);
  });

  it('show in the inflow alone', async () => {
    const year = await generateLeakYear(network, { ...options, seed: 5, fresh: 1 });
    const alarms = inflowLeaks(network, tableOf(year));
    expect(alarms[0]?.linkId).toBe('in');
    expect(alarms[0]?.timeMs ?? 0).toBeGreaterThan((year.leaks[0]?.startStep ?? 0) * 3_600_000);
  });

  it('raise nothing where there are none, and the year of a seed is always the same', async () => {
    const year = await generateLeakYear(network, { ...options, seed: 9, fresh: 0 });
    const again = await generateLeakYear(network, { ...options, seed: 9, fresh: 0 });
    expect(again.flows.get('in')).toEqual(year.flows.get('in'));
    expect(await findLeaks(network, tableOf(year))).toEqual([]);
    expect(inflowLeaks(network, tableOf(year))).toEqual([]);
  });
});
