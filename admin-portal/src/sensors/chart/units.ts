import type { Quantity } from '../../i18n/format';

/** How canonical values become shown ones: `shown = (canonical - offset) / factor`. */
interface Scale {
  factor: number;
  offset: number;
}

const by = (factor: number, offset = 0): Scale => ({ factor, offset });

/** Units (UCUM) a sensor's values can be shown in, canonical one first. */
const scales: Readonly<Record<Quantity, Readonly<Record<string, Scale>>>> = {
  flow: {
    'm3/h': by(1),
    'm3/s': by(3600),
    'm3/d': by(1 / 24),
    'L/s': by(3.6),
    'L/min': by(0.06),
    '[gal_us]/min': by(0.22712470704),
  },
  volume: { m3: by(1), L: by(0.001), ML: by(1000), '[gal_us]': by(0.003785411784) },
  pressure: { kPa: by(1), bar: by(100), MPa: by(1000), 'm[H2O]': by(9.80665), '[psi]': by(6.894757293168361) },
  level: { m: by(1), cm: by(0.01), mm: by(0.001), '[ft_i]': by(0.3048) },
  temperature: { Cel: by(1), K: by(1, -273.15), '[degF]': by(5 / 9, -160 / 9) },
  chlorine: { 'mg/L': by(1), 'ug/L': by(0.001) },
  conductivity: { 'uS/cm': by(1), 'mS/cm': by(1000), 'mS/m': by(10) },
  turbidity: { '[NTU]': by(1) },
  ph: { '[pH]': by(1) },
  power: { kW: by(1), W: by(0.001), MW: by(1000) },
  energy: { 'kW.h': by(1), 'MW.h': by(1000), MJ: by(1 / 3.6) },
  voltage: { V: by(1), mV: by(0.001) },
  percent: { '%': by(1) },
};

/** Units to choose from for a quantity. */
export function displayUnits(quantity: Quantity): string[] {
  return Object.keys(scales[quantity] ?? {});
}

/** The canonical unit of a quantity. */
export function canonicalUnit(quantity: Quantity): string {
  return displayUnits(quantity)[0] ?? '';
}

/** The unit to show values in: the sensor's choice when we can convert to it, else the canonical one. */
export function shownUnit(quantity: Quantity, wanted: string | null | undefined): string {
  return wanted && scales[quantity]?.[wanted] ? wanted : canonicalUnit(quantity);
}

/** From the canonical unit to `unit`; values stay as they are for a unit we do not know. */
export function converter(quantity: Quantity, unit: string): (canonical: number) => number {
  const scale = scales[quantity]?.[unit];
  return scale ? (canonical) => (canonical - scale.offset) / scale.factor : (canonical) => canonical;
}

/** As {@link converter}, for the difference of two values, where the zero point of a scale does not matter. */
export function changeConverter(quantity: Quantity, unit: string): (canonical: number) => number {
  const scale = scales[quantity]?.[unit];
  return (canonical) => (scale ? canonical / scale.factor : canonical);
}

/** From `unit` to the canonical one. */
export function toCanonical(quantity: Quantity, unit: string): (shown: number) => number {
  const scale = scales[quantity]?.[unit];
  return scale ? (shown) => shown * scale.factor + scale.offset : (shown) => shown;
}

/** As {@link toCanonical}, for the difference of two values. */
export function changeToCanonical(quantity: Quantity, unit: string): (shown: number) => number {
  const scale = scales[quantity]?.[unit];
  return (shown) => (scale ? shown * scale.factor : shown);
}
