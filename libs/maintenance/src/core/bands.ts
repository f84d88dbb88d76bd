/** Likelihood or consequence, 1 (lowest) to 5. */
export type Band = 1 | 2 | 3 | 4 | 5;

/** Bands of likelihood times consequence. */
export const riskLevels = ['low', 'medium', 'high', 'very_high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** The band of a value: one more than the limits that it reaches. @param limits - four, rising */
export function bandOf(value: number, limits: readonly [number, number, number, number]): Band {
  return (1 + limits.filter((limit) => value >= limit).length) as Band;
}

/** Level of a risk of 1 to 25: up to 4 low, up to 9 medium, up to 14 high, above very high. */
export function levelOf(risk: number): RiskLevel {
  if (risk >= 15) return 'very_high';
  if (risk >= 10) return 'high';
  return risk >= 5 ? 'medium' : 'low';
}

/** Keeps a sum of points within the bands. */
export function asBand(points: number): Band {
  return Math.min(5, Math.max(1, Math.round(points))) as Band;
}
