const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
export const MONDAY = Date.UTC(2026, 0, 5);

/** Repeatable random numbers in [0, 1): a linear congruential generator (Numerical Recipes). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Nearly normal: the sum of twelve. */
export function noise(random: () => number): number {
  let sum = -6;
  for (let n = 0; n < 12; n += 1) sum += random();
  return sum;
}

export interface Generated {
  timesMs: Float64Array;
  values: Float64Array;
}

/** Inflow of a district in m3/h: two peaks a day, later on weekends, autocorrelated noise. */
export function districtFlow(days: number, stepMs = 900_000, seed = 1, from = MONDAY): Generated {
  const random = randomSource(seed);
  const count = Math.round((days * DAY) / stepMs);
  const timesMs = Float64Array.from({ length: count }, (_, n) => from + n * stepMs);
  let wander = 0;
  const values = timesMs.map((time) => {
    const weekend = Math.floor((time - MONDAY) / DAY) % 7 >= 5;
    const hour = (time % DAY) / HOUR;
    wander = 0.8 * wander + 0.6 * noise(random);
    return 20 + 30 * bump(hour, weekend ? 10 : 7.5, 2) + 25 * bump(hour, 20, 2.5) + 1.2 * wander;
  });
  return { timesMs, values };
}

/** Pressure in kPa at two places of a district: falls with its flow, moves with the supply pressure, which both share. */
export function twinPressures(days: number, seed = 2): Generated & { beside: Float64Array } {
  const { timesMs, values: flow } = districtFlow(days, 900_000, seed);
  const random = randomSource(seed + 100);
  let supply = 0;
  const beside = new Float64Array(timesMs.length);
  const values = flow.map((q, n) => {
    supply = 0.95 * supply + 2 * noise(random);
    beside[n] = 420 - 0.02 * q * q + supply + 0.8 * noise(random);
    return 400 - 0.025 * q * q + 0.9 * supply + 0.8 * noise(random);
  });
  return { timesMs, values, beside };
}

function bump(hour: number, at: number, width: number): number {
  return Math.exp(-(((hour - at) / width) ** 2));
}
