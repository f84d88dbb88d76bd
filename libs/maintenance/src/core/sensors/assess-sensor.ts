import type { Estimate } from '../reason';
import { median, robustSlope, spreadOf, timeTo } from '../trend';
import { type Sign, type Wear, stepWeight, wearOf } from '../wear';

/** What is known of a sensor's recent life. Days are whole, oldest first, the present one left out. */
export interface SensorFacts {
  readonly intervalS: number;
  /** Readings received on each day that the sensor was expected to send. */
  readonly received: readonly number[];
  /** Readings of these days that were marked as suspect or bad. */
  readonly flagged: number;
  /** Median of each day; NaN on days without readings. */
  readonly medians: readonly number[];
  /** The same of sensors of its kind nearby, their middle; null: there are none. */
  readonly neighbours: readonly number[] | null;
  /** Seconds since the newest reading; null: none ever. */
  readonly silentS: number | null;
  /** Newest reading's own time minus that of its receipt, s: above 0, the clock runs ahead. */
  readonly clockAheadS: number | null;
  /** Charge on days that it was noted, oldest first. */
  readonly battery: readonly { readonly day: number; readonly percent: number }[];
  readonly signalDbm: number | null;
  /** Messages of its device in these days that contradicted others or could not be used, and all of them. */
  readonly refused: number;
  readonly messages: number;
}

/** Health of a sensor. */
export interface SensorHealth extends Wear {
  /** Days until the battery is empty; null: no battery is known, or it does not fall. */
  readonly remainingDays: Estimate | null;
  readonly measures: Readonly<Record<string, number | null>>;
}

export const SENSOR_HORIZON_DAYS = 30;
/** A battery's life is not told further ahead, days. */
export const FAR_DAYS = 3_650;
/** Chance that a sensor without any sign fails within the horizon. */
const USUAL = 0.01;
/** Charge at which a device may stop, %. */
const EMPTY_PERCENT = 10;
const DRIFT_SPREADS = 3;
const DAY_S = 86_400;

/**
 * Judges a sensor: completeness, silence, flags, clock, radio signal, battery and drift.
 * @see U.S. IOOS QARTOD manuals (gap, data reception, attenuated signal tests) for what is looked at
 */
export function assessSensor(facts: SensorFacts): SensorHealth {
  const completeness = completenessOf(facts);
  const battery = batteryOf(facts.battery);
  const drift = driftOf(facts);
  const flaggedShare = share(facts.flagged, sum(facts.received));
  const refusedShare = share(facts.refused, facts.messages);
  const signs = [
    ...gapSigns(facts, completeness),
    ...batterySigns(battery),
    sign(
      'sensor.drift',
      drift === null || !drift.real ? 0 : 1,
      { spreads: round(drift?.spreads ?? 0) },
      'It drifts away from where it was',
    ),
    sign(
      'sensor.flags',
      stepWeight(flaggedShare ?? 0, [
        [0.05, 0.8],
        [0.2, 1.5],
      ]),
      { percent: percent(flaggedShare) },
      `${percent(flaggedShare)} % of its readings are marked as suspect`,
    ),
    sign(
      'sensor.refused',
      stepWeight(refusedShare ?? 0, [
        [0.05, 0.5],
        [0.25, 1],
      ]),
      { percent: percent(refusedShare) },
      `${percent(refusedShare)} % of its messages contradicted others or could not be used`,
    ),
    sign(
      'sensor.clock',
      stepWeight(Math.abs(facts.clockAheadS ?? 0), [
        [60, 0.5],
        [600, 1],
      ]),
      { seconds: Math.round(facts.clockAheadS ?? 0) },
      `Its clock is ${Math.abs(Math.round(facts.clockAheadS ?? 0))} s off`,
    ),
    sign(
      'sensor.signal',
      facts.signalDbm === null
        ? 0
        : stepWeight(-facts.signalDbm, [
            [105, 0.4],
            [115, 0.8],
          ]),
      { dbm: facts.signalDbm ?? 0 },
      `Its signal is weak: ${facts.signalDbm} dBm`,
    ),
  ].filter(({ weight }) => weight > 0);
  return {
    ...wearOf(USUAL, signs),
    remainingDays: battery?.remaining ?? null,
    measures: {
      completeness: completeness.whole,
      completenessLately: completeness.lately,
      silentS: facts.silentS,
      batteryPercent: battery?.percent ?? null,
      batteryPerMonth: battery?.perMonth ?? null,
      drift: drift?.perMonth ?? null,
      driftSpreads: drift?.spreads ?? null,
      clockAheadS: facts.clockAheadS,
      signalDbm: facts.signalDbm,
      flaggedShare,
      refusedShare,
    },
  };
}

/** Received over expected, over all days and over the last three; null without a whole day. */
function completenessOf({ received, intervalS }: SensorFacts): { whole: number | null; lately: number | null } {
  const perDay = DAY_S / intervalS;
  const of = (days: readonly number[]) =>
    days.length === 0 ? null : Math.min(1, sum(days.map((count) => Math.min(count, perDay))) / (perDay * days.length));
  return { whole: of(received), lately: of(received.slice(-3)) };
}

function gapSigns(
  { silentS, intervalS, received }: SensorFacts,
  completeness: { whole: number | null; lately: number | null },
): Sign[] {
  const { whole, lately } = completeness;
  const silent = silentS !== null && silentS > Math.max(3_600, 6 * intervalS);
  const hours = Math.round((silentS ?? 0) / 3_600);
  const missing = whole === null ? 0 : 1 - whole;
  const worse = whole !== null && lately !== null && received.length > 6 && whole - lately > 0.1;
  return [
    sign('sensor.never', silentS === null ? 2 : 0, {}, 'It has not sent anything yet'),
    sign('sensor.silent', silent ? 2.5 : 0, { hours }, `It has been silent for ${hours} h`),
    sign(
      'sensor.gaps',
      stepWeight(missing, [
        [0.05, 0.6],
        [0.2, 1.5],
        [0.5, 2.5],
      ]),
      { percent: percent(missing) },
      `${percent(missing)} % of its readings are missing`,
    ),
    sign(
      'sensor.gaps-more',
      worse ? 1 : 0,
      { percent: percent(1 - (lately ?? 0)) },
      `Lately more are missing: ${percent(1 - (lately ?? 0))} %`,
    ),
  ];
}

interface Battery {
  readonly percent: number;
  /** Change in 30 days; null: too few days to tell. */
  readonly perMonth: number | null;
  readonly remaining: Estimate | null;
}

function batteryOf(notes: SensorFacts['battery']): Battery | null {
  const last = notes.at(-1);
  if (last === undefined) return null;
  const span = last.day - (notes[0]?.day ?? last.day);
  const slope =
    span < 7
      ? null
      : robustSlope(
          notes.map(({ day }) => day),
          notes.map(({ percent: charge }) => charge),
        );
  const remaining =
    slope === null || last.percent <= EMPTY_PERCENT ? null : timeTo(EMPTY_PERCENT, last.percent, slope, FAR_DAYS);
  return {
    percent: last.percent,
    perMonth: slope === null ? null : slope.value * 30,
    remaining: last.percent <= EMPTY_PERCENT ? { value: 0, low: 0, high: SENSOR_HORIZON_DAYS } : remaining,
  };
}

function batterySigns(battery: Battery | null): Sign[] {
  if (battery === null) return [];
  const days = battery.remaining?.value ?? FAR_DAYS;
  const soon = stepWeight(-days, [
    [-180, 0.7],
    [-90, 1.5],
    [-30, 3],
  ]);
  const low = stepWeight(-battery.percent, [
    [-20, 1],
    [-10, 2.5],
  ]);
  return soon >= low
    ? [
        sign(
          'sensor.battery-ends',
          soon,
          { days: Math.round(days), percent: Math.round(battery.percent) },
          `Its battery will be empty in about ${Math.round(days)} days`,
        ),
      ]
    : [
        sign(
          'sensor.battery-low',
          low,
          { percent: Math.round(battery.percent) },
          `Its battery is at ${Math.round(battery.percent)} %`,
        ),
      ];
}

/**
 * A steady move against its neighbours, or against itself where it has none. It counts when the slope's interval leaves out 0 and the
 * move over the whole time is more than {@link DRIFT_SPREADS} times the spread from day to day.
 */
function driftOf({ medians, neighbours }: SensorFacts): { perMonth: number; spreads: number; real: boolean } | null {
  const days = medians.map((_, index) => index);
  const series =
    neighbours === null ? [...medians] : medians.map((value, index) => value - (neighbours[index] as number));
  const known = days.filter((day) => Number.isFinite(series[day]));
  if (known.length < 14) return null;
  const slope = robustSlope(days, series);
  if (slope === null) return null;
  const middle = median(series);
  const noise = spreadOf(known.map((day) => (series[day] as number) - middle - slope.value * day));
  const moved = Math.abs(slope.value) * ((known.at(-1) as number) - (known[0] as number));
  const spreads = moved / Math.max(noise, Math.abs(middle) * 1e-3, 1e-9);
  return { perMonth: slope.value * 30, spreads, real: slope.low * slope.high > 0 && spreads > DRIFT_SPREADS };
}

function sign(code: string, weight: number, values: Sign['values'], text: string): Sign {
  return { code, weight, values, text };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function percent(value: number | null): number {
  return Math.round((value ?? 0) * 100);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
