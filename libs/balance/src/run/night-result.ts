import type { BalanceSettings } from '@app/contracts';
import { zoneOffsetMs } from '@app/kernel';
import {
  type NightFault,
  type NightHours,
  type SlotSeries,
  type Uncertain,
  SLOTS_PER_HOUR,
  SLOT_MS,
  addDays,
  cut,
  legitimateNightUse,
  localDay,
  minimumNightFlow,
  nightFault,
  nightLeakage,
  nightWindow,
  withPercent,
} from '../core';
import type { MeasuredZone } from '../read/zone-flows';

const HOUR_MS = 3_600_000;
/** Range of the exponent that is taken into account around the chosen one. */
const N1_SPREAD = 0.5;

/** What one night told. Amounts as in the contract `ZoneNight`. */
export interface NightResult {
  night: string;
  windowFrom: number;
  windowTo: number;
  minimum: Uncertain | null;
  minimumAt: number | null;
  legitimate: Uncertain;
  net: Uncertain | null;
  dayFactor: Uncertain;
  daily: Uncertain | null;
  completeness: number;
  fault: NightFault | null;
  /** Mean net inflow of each local hour of the day before, 0 to 23, m³/h; null where unknown. */
  dayFlows: (number | null)[];
}

/** Hours of the night as the settings have them. */
export function nightHoursOf({ nightFrom, nightTo }: Pick<BalanceSettings, 'nightFrom' | 'nightTo'>): NightHours {
  return { startMinute: minutesOf(nightFrom), endMinute: minutesOf(nightTo) };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Readings that a night is worked out from: the day before, and up to the end of the window. */
export function spanOfNight(night: string, settings: BalanceSettings, timeZone: string): { from: number; to: number } {
  const window = nightWindow(night, nightHoursOf(settings), timeZone);
  const before = localDay(addDays(night, -1), timeZone).from;
  return { from: Math.min(before, window.to - 24 * HOUR_MS), to: window.to };
}

/** Works a night out. @param measured - of a span that holds {@link spanOfNight} */
export function workOutNight(
  night: string,
  measured: MeasuredZone,
  settings: BalanceSettings,
  timeZone: string,
): NightResult {
  const window = nightWindow(night, nightHoursOf(settings), timeZone);
  const least = minimumNightFlow(measured.net, window);
  const excluded = settings.excludedNights.some((each) => each.night === night);
  const legitimate = legitimateNightUse(
    {
      population: settings.population ?? 0,
      litresPerPersonHour: settings.litresPerPersonHour,
      otherConnections: settings.otherConnections,
      litresPerOtherHour: settings.litresPerOtherHour,
      fixed: settings.fixedNightUse,
      percent: settings.nightUsePercent,
    },
    meteredAt(measured.nightUsers, least.at, settings.meterPercent),
  );
  const minimum = least.flow === null ? null : withPercent(least.flow, settings.meterPercent);
  const law = { n1: settings.n1, n1Low: settings.n1 - N1_SPREAD, n1High: settings.n1 + N1_SPREAD };
  const pressures = pressuresOf(measured.pressure, window.to, least.at);
  const leakage = nightLeakage(minimum ?? { value: 0, ci95: 0 }, legitimate, law, pressures);
  return {
    night,
    windowFrom: window.from,
    windowTo: window.to,
    minimum,
    minimumAt: least.at,
    legitimate,
    net: minimum === null ? null : leakage.net,
    dayFactor: leakage.factor,
    daily: minimum === null ? null : leakage.daily,
    completeness: least.completeness,
    fault: nightFault(window, least, excluded),
    dayFlows: hourlyMeans(measured.net, localDay(addDays(night, -1), timeZone), timeZone),
  };
}

function meteredAt(users: SlotSeries | null, at: number | null, percent: number): Uncertain {
  if (users === null || at === null) return { value: 0, ci95: 0 };
  const mean = meanOf(cut(users, at, at + HOUR_MS).values);
  return Number.isNaN(mean) ? { value: 0, ci95: 0 } : withPercent(mean, percent);
}

function pressuresOf(
  pressure: SlotSeries | null,
  end: number,
  at: number | null,
): { hourly: number[]; night: number } | null {
  if (pressure === null || at === null) return null;
  const night = meanOf(cut(pressure, at, at + HOUR_MS).values);
  if (Number.isNaN(night)) return null;
  const slots = cut(pressure, end - 24 * HOUR_MS, end).values;
  const hourly = Array.from({ length: 24 }, (_, hour) =>
    meanOf(slots.subarray(hour * SLOTS_PER_HOUR, (hour + 1) * SLOTS_PER_HOUR)),
  );
  return { hourly, night };
}

/** Means by local hour of the day; an hour that the clocks show twice is one. */
function hourlyMeans(series: SlotSeries, day: { from: number; to: number }, timeZone: string): (number | null)[] {
  const byHour: number[][] = Array.from({ length: 24 }, () => []);
  const { from, values } = cut(series, day.from, day.to);
  values.forEach((value, slot) => {
    if (!Number.isNaN(value)) byHour[localHour(from + slot * SLOT_MS, timeZone)]?.push(value);
  });
  return byHour.map((flows) => (flows.length >= SLOTS_PER_HOUR ? meanOf(Float64Array.from(flows)) : null));
}

/** Local hour of the day, 0 to 23. */
export function localHour(timeMs: number, timeZone: string): number {
  return new Date(timeMs + zoneOffsetMs(timeMs, timeZone)).getUTCHours();
}

/** Mean of what is known; NaN of nothing. */
export function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
