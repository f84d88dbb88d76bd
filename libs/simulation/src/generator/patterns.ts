/** Hours of a week, Monday 00:00 local time first. */
export const hoursPerWeek = 168;

const residentialDay = [
  0.32, 0.26, 0.23, 0.22, 0.28, 0.52, 1.05, 1.62, 1.58, 1.32, 1.15, 1.1, 1.16, 1.12, 0.98, 0.94, 1.02, 1.2, 1.45, 1.58,
  1.48, 1.2, 0.82, 0.5,
]; // prettier-ignore
const residentialWeekend = [
  0.4, 0.32, 0.26, 0.23, 0.24, 0.34, 0.58, 0.95, 1.42, 1.68, 1.62, 1.46, 1.38, 1.3, 1.14, 1.06, 1.08, 1.16, 1.34, 1.44,
  1.38, 1.16, 0.88, 0.6,
]; // prettier-ignore
const commercialDay = [
  0.15, 0.13, 0.12, 0.12, 0.15, 0.3, 0.7, 1.2, 1.7, 1.95, 2.05, 2.0, 1.85, 1.9, 1.95, 1.85, 1.7, 1.45, 1.05, 0.75, 0.55,
  0.4, 0.28, 0.2,
]; // prettier-ignore

/** Kinds of water use, each with its own rhythm. */
export type DemandKind = 'residential' | 'commercial' | 'night';

/** Multipliers of each kind for every hour of a week; each has a mean of 1. Night use and background leakage are constant. */
export const weeklyPatterns: Readonly<Record<DemandKind, readonly number[]>> = {
  residential: normalise([0, 1, 2, 3, 4, 5, 6].flatMap((day) => (day < 5 ? residentialDay : residentialWeekend))),
  commercial: normalise(
    [1, 1, 1, 1, 0.95, 0.55, 0.3].flatMap((activity) => commercialDay.map((value) => 0.12 + (value - 0.12) * activity)),
  ),
  night: Array.from({ length: hoursPerWeek }, () => 1),
};

function normalise(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => Math.round((value / mean) * 10_000) / 10_000);
}

/**
 * Multiplier at a moment, interpolated between the middles of the hours so that demand does not jump on the hour.
 *
 * @param hourOfWeek - hours since Monday 00:00 local time, any value (taken modulo a week)
 */
export function weeklyMultiplier(kind: DemandKind, hourOfWeek: number): number {
  const values = weeklyPatterns[kind];
  const position = (((hourOfWeek - 0.5) % hoursPerWeek) + hoursPerWeek) % hoursPerWeek;
  const first = Math.floor(position);
  const share = position - first;
  return (values[first] as number) * (1 - share) + (values[(first + 1) % hoursPerWeek] as number) * share;
}
