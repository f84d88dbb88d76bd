import type { SiteTable } from '../src/site/site-model';

const HOUR_MS = 3_600_000;

/** A made-up site for tests: a tank that a pump fills between two levels, its flow, pressure and a second pump that never runs. */
export interface GeneratedSite {
  readonly table: SiteTable;
  /** Sets readings from one row up to another, which is left out. */
  with(signal: string, from: number, to: number, change: (value: number) => number): GeneratedSite;
}

/** Hourly readings of a site; the same seed gives the same site. */
export function generatedSite(rows: number, seed: number, startMs = Date.UTC(2025, 0, 6)): GeneratedSite {
  const noise = noiseOf(seed);
  const names = ['level', 'pump', 'flow', 'pressure', 'spare'];
  const columns = names.map(() => new Float64Array(rows));
  let level = 3;
  let pump = 0;
  for (let row = 0; row < rows; row += 1) {
    const demand = 30 + 12 * Math.sin((2 * Math.PI * (row - 6)) / 24) + 2 * noise();
    if (level < 2) pump = 1;
    else if (level > 4) pump = 0;
    const flow = pump * (60 - 2 * level);
    level += (flow - demand) / 100;
    const values = [level, pump, flow + 0.1 * noise(), 20 + level + 8 * pump + 0.05 * noise(), 0];
    values.forEach((value, signal) => ((columns[signal] as Float64Array)[row] = Math.round(value * 100) / 100));
  }
  const timesMs = Float64Array.from({ length: rows }, (_, row) => startMs + row * HOUR_MS);
  return wrap({ names, timesMs, columns });
}

function wrap(table: SiteTable): GeneratedSite {
  return {
    table,
    with(signal, from, to, change) {
      const columns = table.columns.map((column, at) =>
        table.names[at] === signal
          ? column.map((value, row) => (row >= from && row < to ? change(value) : value))
          : column,
      );
      return wrap({ ...table, columns });
    },
  };
}

/** Roughly normal noise, mean 0 and spread 1. */
function noiseOf(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
}
