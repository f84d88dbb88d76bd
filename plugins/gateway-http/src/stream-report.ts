import { type TelemetryReport, ingestReport, outcomes, z } from '@app/plugin-sdk';
import type { LineChunk } from './line-chunks';

const lineReport = z
  .object({
    line: z.int().min(1).describe('Number of the line in the body that was sent, from 1'),
    outcome: z.enum(outcomes),
    reason: z.string().optional(),
    detail: z.string().optional().describe('What is wrong, for a person'),
  })
  .meta({ id: 'TelemetryLineReport' });

/** Answer to a stream of lines. */
export const streamReport = ingestReport
  .omit({ results: true })
  .extend({
    lastCommittedLine: z.int().min(0).describe('All lines up to this one have been dealt with and need not come again'),
    complete: z.boolean().describe('False: the request lasted too long; send the rest in another one'),
    results: z.array(lineReport).describe('The first lines that were not stored'),
    moreProblems: z.int().min(0).describe('Further lines that were not stored'),
  })
  .meta({ id: 'StreamReport' });
export type StreamReport = z.output<typeof streamReport>;

const STORED = 0;
const LATE = 3;

/** Adds up what became of the chunks of a stream. */
export class Progress {
  private readonly sum: StreamReport = {
    stored: 0,
    duplicate: 0,
    conflict: 0,
    late: 0,
    quarantined: 0,
    lastCommittedLine: 0,
    complete: false,
    results: [],
    moreProblems: 0,
  };

  /** @param maxProblems - so many lines are named */
  constructor(private readonly maxProblems: number) {}

  /** A chunk has been committed. @param report - null: it held nothing */
  committed(chunk: LineChunk, report: TelemetryReport | null): void {
    this.sum.lastCommittedLine = chunk.last;
    if (report === null) return;
    for (const name of ['stored', 'duplicate', 'conflict', 'late', 'quarantined'] as const) {
      this.sum[name] += report[name];
    }
    const faults = new Map(report.faults.map((fault) => [fault.index, fault]));
    report.outcomes.forEach((code, index) => {
      if (code === STORED || code === LATE) return;
      if (this.sum.results.length >= this.maxProblems) {
        this.sum.moreProblems += 1;
        return;
      }
      const fault = faults.get(index);
      this.sum.results.push({
        line: chunk.numbers[index] ?? chunk.first,
        outcome: outcomes[code] ?? 'quarantined',
        ...(fault && { reason: fault.reason, detail: fault.detail }),
      });
    });
  }

  /** @param complete - the whole body has been read */
  report(complete: boolean): StreamReport {
    return { ...this.sum, complete };
  }
}
