import type { Ledger } from './device';

/** Readings that were stored, added up into `count` equal steps from `from` to `to` (ms), oldest first. */
export function ledgerSteps({ data }: Ledger, from: number, to: number, count: number): number[] {
  const steps = Array.from({ length: count }, () => 0);
  for (const line of data) {
    const at = Math.floor(((Date.parse(line.minute) - from) / (to - from)) * count);
    if (at >= 0 && at < count) steps[at] += line.stored + line.late;
  }
  return steps;
}

/** The newest minutes in which not everything was stored. */
export function troubledMinutes({ data }: Ledger, most: number): Ledger['data'] {
  return data.filter((line) => line.duplicate + line.conflict + line.quarantined + line.refused > 0).slice(0, most);
}
