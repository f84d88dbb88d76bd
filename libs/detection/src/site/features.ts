const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Which numbers a row is described by: signals now, one row before, products with on/off signals, time of day and week, 1. */
export interface FeatureLayout {
  /** Positions of the signals that are used. */
  readonly active: Int32Array;
  /** Pairs (on/off signal, other signal), positions in the row, one after the other. */
  readonly products: Int32Array;
  /** Waves of the day and of the week; 0 when training was too short for them. */
  readonly daily: number;
  readonly weekly: number;
  readonly width: number;
}

/** Lays out features. A layout never outgrows a tenth of the training rows: products go first, then the layout is null. */
export function layoutFeatures(
  active: Int32Array,
  onOff: Int32Array,
  rows: number,
  spanMs: number,
  stepMs: number,
): FeatureLayout | null {
  const daily = spanMs >= 5 * DAY_MS ? Math.max(0, Math.min(6, Math.floor(DAY_MS / stepMs / 2))) : 0;
  const weekly = spanMs >= 4 * WEEK_MS ? 3 : 0;
  const pairs = [...onOff].flatMap((gate) =>
    [...active].filter((other) => !onOff.includes(other)).flatMap((other) => [gate, other]),
  );
  for (const products of [Int32Array.from(pairs), new Int32Array(0)]) {
    const width = 2 * active.length + products.length / 2 + 2 * (daily + weekly) + 1;
    if (width <= 600 && width * 10 <= rows) return { active, products, daily, weekly, width };
  }
  return null;
}

/**
 * Writes the features of a row.
 * @param now - standardised values of all signals, none missing among the used ones
 * @param before - the same one row earlier
 * @param localMs - local time, ms
 * @param out - `layout.width` long
 */
export function writeFeatures(
  layout: FeatureLayout,
  now: Float64Array,
  before: Float64Array,
  localMs: number,
  out: Float64Array,
): void {
  const { active, products } = layout;
  const count = active.length;
  for (let i = 0; i < count; i += 1) {
    const signal = active[i] ?? 0;
    out[i] = now[signal] ?? 0;
    out[count + i] = before[signal] ?? 0;
  }
  let at = 2 * count;
  for (let i = 0; i < products.length; i += 2, at += 1)
    out[at] = (now[products[i] ?? 0] ?? 0) * (now[products[i + 1] ?? 0] ?? 0);
  at = writeWaves(localMs, DAY_MS, layout.daily, out, at);
  at = writeWaves(localMs, WEEK_MS, layout.weekly, out, at);
  out[at] = 1;
}

function writeWaves(localMs: number, periodMs: number, waves: number, out: Float64Array, start: number): number {
  const phase = (2 * Math.PI * (localMs % periodMs)) / periodMs;
  for (let wave = 1; wave <= waves; wave += 1) {
    out[start + 2 * wave - 2] = Math.sin(wave * phase);
    out[start + 2 * wave - 1] = Math.cos(wave * phase);
  }
  return start + 2 * waves;
}

/** Features that hold a signal's present value: left out when the signal itself is explained. The signal's own comes first. */
export function featuresOf(layout: FeatureLayout, position: number): number[] {
  const signal = layout.active[position] ?? -1;
  const found = [position];
  for (let i = 0; i < layout.products.length; i += 2) {
    if (layout.products[i] === signal || layout.products[i + 1] === signal)
      found.push(2 * layout.active.length + i / 2);
  }
  return found;
}
