import { outcomes } from '@app/contracts';

/** Codes of outcomes in columns: their place in the contract's list. */
export const OutcomeCode = { stored: 0, duplicate: 1, conflict: 2, late: 3, quarantined: 4 } as const;

/** Number of readings by outcome, indexed by {@link OutcomeCode}. */
export type OutcomeCounts = [number, number, number, number, number];

/** Counts outcome codes. */
export function countOutcomes(codes: Uint8Array): OutcomeCounts {
  const counts: OutcomeCounts = [0, 0, 0, 0, 0];
  addOutcomes(counts, codes);
  return counts;
}

/** Adds outcome codes to a count; what was not taken has none. */
export function addOutcomes(counts: OutcomeCounts, codes: Uint8Array): void {
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    if (code < counts.length) counts[code] = (counts[code] as number) + 1;
  }
}

/** Name of an outcome code. */
export function outcomeName(code: number): (typeof outcomes)[number] {
  return outcomes[code] ?? 'quarantined';
}
