import { ReplayError, type CsvFile } from './csv';
import { instantsOf, readFileTime } from './wall-clock';

/** One recorded series. */
export interface Series {
  /** Column of a wide file, or sensor of a long one. */
  readonly name: string;
  readonly times: number[];
  readonly values: number[];
  /** Empty cells. */
  gaps: number;
}

/** What was noticed while reading. */
export interface ReadingReport {
  rows: number;
  /** Wall times that no clock showed, with their lines; such rows are left out. */
  readonly skipped: { readonly time: string; readonly line: number }[];
  /** Wall times that occur twice in their zone, with the number of their rows; the first row is taken for the first occurrence. */
  readonly doubled: Map<string, number>;
  /** Rows that repeat a moment already seen; they are left out. */
  readonly repeated: { readonly time: string; readonly line: number }[];
  /** Cells and times that could not be read, the first twenty. */
  readonly unreadable: { readonly text: string; readonly line: number }[];
  unreadableCount: number;
}

/** How a file is laid out. */
export interface SeriesLayout {
  /** Zone of times without offset, IANA; null: every time carries an offset. */
  readonly timeZone: string | null;
  /** Name of the time column; null: the first. */
  readonly timeColumn: string | null;
  /** Columns of a wide file to take; null: all but the time. */
  readonly columns: readonly string[] | null;
  /** Columns of a long file; null: the file is wide. */
  readonly long: { readonly sensorColumn: string; readonly valueColumn: string } | null;
  /** True when numbers are written with a decimal comma. */
  readonly decimalComma: boolean;
}

const gapWords = new Set(['', 'nan', 'na', 'n/a', 'null', 'none', '-', '#n/a']);

/**
 * Reads all series of a file.
 *
 * @throws {ReplayError} when a column is missing, or a time carries no offset and no zone was named
 */
export async function readSeries(
  file: CsvFile,
  layout: SeriesLayout,
): Promise<{ series: Series[]; report: ReadingReport }> {
  const { header } = file;
  const position = (name: string): number => {
    const index = header.indexOf(name);
    if (index === -1) throw new ReplayError(`The file has no column '${name}'. Its columns are ${header.join(', ')}.`);
    return index;
  };
  const timeIndex = layout.timeColumn === null ? 0 : position(layout.timeColumn);
  const clock = new Clock(layout.timeZone);
  const { report } = clock;
  const series = new Map<string, Series>();
  const seriesOf = (name: string): Series => {
    const known = series.get(name);
    if (known) return known;
    const fresh: Series = { name, times: [], values: [], gaps: 0 };
    series.set(name, fresh);
    return fresh;
  };
  const add = (target: Series, timeMs: number, cell: string, line: number): void => {
    const text = layout.decimalComma ? cell.replace(',', '.') : cell;
    if (gapWords.has(text.toLowerCase())) {
      target.gaps += 1;
      return;
    }
    const value = Number(text);
    if (Number.isFinite(value)) {
      target.times.push(timeMs);
      target.values.push(value);
    } else {
      clock.unreadable(cell, line);
    }
  };
  if (layout.long) {
    const [sensorIndex, valueIndex] = [position(layout.long.sensorColumn), position(layout.long.valueColumn)];
    for await (const { line, cells } of file.rows) {
      const name = cells[sensorIndex] ?? '';
      if (layout.columns && !layout.columns.includes(name)) continue;
      const timeMs = clock.read(cells[timeIndex] ?? '', line, name);
      if (timeMs !== null) add(seriesOf(name), timeMs, cells[valueIndex] ?? '', line);
    }
  } else {
    const names = layout.columns ?? header.filter((_, index) => index !== timeIndex);
    const wanted = names.map((name) => ({ target: seriesOf(name), index: position(name) }));
    for await (const { line, cells } of file.rows) {
      const timeMs = clock.read(cells[timeIndex] ?? '', line, '');
      if (timeMs === null) continue;
      for (const { target, index } of wanted) add(target, timeMs, cells[index] ?? '', line);
    }
  }
  return { series: [...series.values()].map(inOrder), report };
}

/** Turns times of a file into instants, remembering the last one of each series to tell the two rounds of a doubled hour apart. */
class Clock {
  readonly report: ReadingReport = {
    rows: 0,
    skipped: [],
    doubled: new Map(),
    repeated: [],
    unreadable: [],
    unreadableCount: 0,
  };
  private readonly seen = new Map<string, Set<number>>();
  private readonly last = new Map<string, number>();

  constructor(private readonly timeZone: string | null) {}

  unreadable(text: string, line: number): void {
    this.report.unreadableCount += 1;
    if (this.report.unreadable.length < 20) this.report.unreadable.push({ text: text.slice(0, 40), line });
  }

  read(text: string, line: number, name: string): number | null {
    this.report.rows += 1;
    const time = readFileTime(text);
    if (time === null) {
      this.unreadable(text, line);
      return null;
    }
    if (time.kind === 'wall' && this.timeZone === null) {
      throw new ReplayError(
        `Line ${line}: '${text}' carries no offset. Name its zone with --zone, such as --zone Europe/Rome or --zone UTC.`,
      );
    }
    const instants = time.kind === 'instant' ? [time.timeMs] : instantsOf(time.wallMs, this.timeZone as string);
    if (instants.length === 0) {
      this.report.skipped.push({ time: text, line });
      return null;
    }
    if (instants.length > 1) this.report.doubled.set(text, (this.report.doubled.get(text) ?? 0) + 1);
    const seen = this.seen.get(name) ?? new Set<number>();
    this.seen.set(name, seen);
    const last = this.last.get(name) ?? -Infinity;
    const chosen = instants.find((timeMs) => timeMs > last) ?? instants.find((timeMs) => !seen.has(timeMs));
    if (chosen === undefined || seen.has(chosen)) {
      this.report.repeated.push({ time: text, line });
      return null;
    }
    seen.add(chosen);
    this.last.set(name, chosen);
    return chosen;
  }
}

function inOrder(series: Series): Series {
  const ordered = series.times.every((time, index) => index === 0 || time > (series.times[index - 1] as number));
  if (ordered) return series;
  const order = series.times
    .map((_, index) => index)
    .sort((a, b) => (series.times[a] as number) - (series.times[b] as number));
  return {
    ...series,
    times: order.map((index) => series.times[index] as number),
    values: order.map((index) => series.values[index] as number),
  };
}

/** Most frequent distance between readings of a series, s, at least 1; null for fewer than two readings. */
export function usualIntervalS({ times }: Series): number | null {
  const counts = new Map<number, number>();
  for (let index = 1; index < times.length; index += 1) {
    const seconds = Math.round(((times[index] as number) - (times[index - 1] as number)) / 1000);
    counts.set(seconds, (counts.get(seconds) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null];
  return best === null ? null : Math.max(1, best);
}
