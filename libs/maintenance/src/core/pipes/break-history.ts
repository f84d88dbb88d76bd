import { type PreparedPipe, preparePipes } from './pipe-features';
import { type PipeKin, kinOf } from './pipe-kin';
import { type BreakRecord, type PipeRecord, ownBreaks, recordStart } from './pipe';

/** What is known of pipes and their breaks up to a time. */
export class BreakHistory {
  readonly prepared: readonly PreparedPipe[];
  readonly kin: PipeKin;
  readonly from: number;
  readonly until: number;
  /** Breaks by pipe and year since `from`, row-major. */
  private readonly counts: Uint16Array;
  readonly years: number;
  readonly breaks: readonly BreakRecord[];

  /**
   * @param until - decimal year; later breaks are left out
   * @param from - year from which on breaks were recorded; null: told from the breaks
   */
  constructor(
    readonly pipes: readonly PipeRecord[],
    breaks: readonly BreakRecord[],
    until: number,
    from: number | null = null,
  ) {
    this.prepared = preparePipes(pipes);
    this.kin = kinOf(this.prepared);
    this.until = until;
    const past = breaks.filter(({ time }) => time < until);
    this.from = from ?? recordStart(past) ?? Math.floor(until) - 10;
    this.years = Math.max(1, Math.ceil(until) - this.from);
    this.breaks = ownBreaks(pipes, past).filter(({ time }) => time >= this.from);
    this.counts = new Uint16Array(pipes.length * this.years);
    for (const { pipe, time } of this.breaks) {
      const place = pipe * this.years + Math.floor(time) - this.from;
      this.counts[place] = (this.counts[place] ?? 0) + 1;
    }
  }

  /** Breaks of a pipe in a year of the record, 0 for its first. */
  count(pipe: number, year: number): number {
    return this.counts[pipe * this.years + year] as number;
  }

  /** Breaks of a pipe from a year on (inclusive) to another (exclusive), decimal years at whole ones. */
  between(pipe: number, start: number, end: number): number {
    let sum = 0;
    for (let year = Math.max(0, start - this.from); year < Math.min(this.years, end - this.from); year += 1)
      sum += this.count(pipe, year);
    return sum;
  }

  /** Breaks of each pipe, with the years since the last one. */
  ownOf(pipe: number): { total: number; lastFive: number; sinceLast: number | null } {
    let total = 0;
    let lastFive = 0;
    let last = -Infinity;
    for (const broken of this.byPipe().get(pipe) ?? []) {
      total += 1;
      if (broken >= this.until - 5) lastFive += 1;
      last = Math.max(last, broken);
    }
    return { total, lastFive, sinceLast: total > 0 ? this.until - last : null };
  }

  private grouped: Map<number, number[]> | null = null;

  private byPipe(): Map<number, number[]> {
    if (this.grouped !== null) return this.grouped;
    this.grouped = new Map();
    for (const { pipe, time } of this.breaks) {
      const times = this.grouped.get(pipe) ?? [];
      times.push(time);
      this.grouped.set(pipe, times);
    }
    return this.grouped;
  }
}
