/**
 * Why something is judged as it is. The screens put `code` and `values` into words; `text` is the same in English.
 */
export interface Reason {
  /** Stable, dotted. */
  readonly code: string;
  /** How many times likelier (above 1) or less likely (below 1) it makes a failure; null: it explains and has no factor. */
  readonly factor: number | null;
  readonly values: Readonly<Record<string, number | string>>;
  readonly text: string;
}

/** An estimate with the bounds between which it lies with 80 % probability. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Strongest reasons first, those of no account left out. */
export function strongest(reasons: readonly Reason[], most: number): Reason[] {
  const weight = ({ factor }: Reason) => (factor === null ? 0 : Math.abs(Math.log(factor)));
  return [...reasons].sort((a, b) => weight(b) - weight(a)).slice(0, most);
}
