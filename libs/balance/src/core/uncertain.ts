/** An amount with its uncertainty: the true value lies within `value ± ci95` with 95 % confidence. */
export interface Uncertain {
  value: number;
  /** Half the width of the 95 % interval, same unit as the value, never negative. */
  ci95: number;
}

/** An amount whose uncertainty is given in per cent of it. */
export function withPercent(value: number, percent: number): Uncertain {
  return { value, ci95: (Math.abs(value) * percent) / 100 };
}

/** Half the width of the 95 % interval in per cent of the value; null where the value is 0. */
export function percentOf({ value, ci95 }: Uncertain): number | null {
  return value === 0 ? null : (100 * ci95) / Math.abs(value);
}

/**
 * Sum of independent amounts, each times its factor: `ci = sqrt(sum((f_i · ci_i)²))`, the root-sum-square of the
 * standard water balance (IWA / AWWA M36; GUM, JCGM 100:2008, 5.1).
 */
export function combine(parts: readonly (readonly [factor: number, part: Uncertain])[]): Uncertain {
  let value = 0;
  let square = 0;
  for (const [factor, part] of parts) {
    value += factor * part.value;
    square += (factor * part.ci95) ** 2;
  }
  return { value, ci95: Math.sqrt(square) };
}

/** Sum of independent amounts. */
export function sum(...parts: readonly Uncertain[]): Uncertain {
  return combine(parts.map((part) => [1, part]));
}

/** An amount times a number that is known exactly. */
export function scaled({ value, ci95 }: Uncertain, factor: number): Uncertain {
  return { value: value * factor, ci95: ci95 * Math.abs(factor) };
}

/**
 * Product of two independent amounts to first order: relative uncertainties add as squares (GUM 5.1.6); written without
 * division so that zero is allowed.
 */
export function product(a: Uncertain, b: Uncertain): Uncertain {
  return { value: a.value * b.value, ci95: Math.hypot(a.value * b.ci95, b.value * a.ci95) };
}

/** Quotient of two independent amounts to first order. @returns null when the divisor is 0 */
export function quotient(a: Uncertain, b: Uncertain): Uncertain | null {
  if (b.value === 0) return null;
  const value = a.value / b.value;
  return { value, ci95: Math.hypot(a.ci95, value * b.ci95) / Math.abs(b.value) };
}
