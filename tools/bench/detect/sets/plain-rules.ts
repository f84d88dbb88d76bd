const HOUR = 3_600_000;

/**
 * Plain rule for inflows, one value an hour: the mean of the last 12 differences from the median of the same hour of the
 * week in the last four weeks, above so many robust standard deviations of all such means so far; or 12 equal values.
 * @returns rows with an alarm
 */
export function plainInflow(values: ArrayLike<number>, sigmas: number): number[] {
  const weeks: number[][] = Array.from({ length: 168 }, () => []);
  const recent: number[] = [];
  const sizes: number[] = [];
  const alarms: number[] = [];
  let equal = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    equal = value === values[i - 1] ? equal + 1 : 0;
    const past = weeks[i % 168] as number[];
    if (past.length >= 3) recent.push(value - medianOf(past.slice(-4)));
    if (recent.length > 12) recent.shift();
    past.push(value);
    if (equal === 11) alarms.push(i);
    if (recent.length < 12) continue;
    const mean = recent.reduce((sum, each) => sum + each, 0) / 12;
    // Every sixth is enough for a scale, and quick.
    if (i % 6 === 0) sizes.push(Math.abs(mean));
    if (sizes.length > 50 && mean > sigmas * 1.4826 * medianOf(sizes.slice(-400))) alarms.push(i);
  }
  return alarms;
}

/** Plain rule for counters: flow without a pause for so many hours, or a step back by more than 5 L. */
export function plainMeter(times: ArrayLike<number>, litres: ArrayLike<number>, hours: number): number[] {
  const alarms: number[] = [];
  let flowingSince = times[0] as number;
  for (let i = 1; i < times.length; i++) {
    const used = (litres[i] as number) - (litres[i - 1] as number);
    if (used < -5) alarms.push(i);
    if (used <= 0) flowingSince = times[i] as number;
    else if ((times[i] as number) - flowingSince >= hours * HOUR) alarms.push(i);
  }
  return alarms;
}

/**
 * Minimum night flow rule of the LeakDB paper: a day leaks when its least inflow exceeds the least of the last ten days
 * without a leak by this share; the whole day is flagged.
 */
export function plainNightFlow(inflow: ArrayLike<number>, stepsPerDay: number, share: number): Uint8Array {
  const flags = new Uint8Array(inflow.length);
  const calm: number[] = [];
  for (let from = 0; from < inflow.length; from += stepsPerDay) {
    let least = Number.POSITIVE_INFINITY;
    for (let i = from; i < Math.min(from + stepsPerDay, inflow.length); i++)
      least = Math.min(least, inflow[i] as number);
    const before = Math.min(...calm.slice(-10));
    if (calm.length >= 10 && least > (1 + share) * before) flags.fill(1, from, from + stepsPerDay);
    else calm.push(least);
  }
  return flags;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
