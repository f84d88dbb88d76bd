import type { Alarm, AlarmCounts, LonLat, Overview, OverviewMunicipality } from '../data/types';
import { PRIORITIES, type Priority } from '../theme/tokens';

/** Alarms of all priorities together. */
export function totalAlarms(counts: AlarmCounts): number {
  return PRIORITIES.reduce((sum, priority) => sum + counts[priority], 0);
}

/** Alarms raised in the running hour. */
export function lastHourAlarms(trend: Overview['alarmTrend']): number {
  return trend.at(-1)?.count ?? 0;
}

/** Fewest minutes with readings that make a fair comparison. */
const ENOUGH_MINUTES = 30;

/** How the last five whole minutes of readings compare with the hour before them (0.02: 2 % more); null without enough data. */
export function readingsChange(trend: Overview['readingTrend']): number | null {
  const whole = trend.slice(0, -1).map((point) => point.count);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const before = whole.slice(0, -5);
  if (before.filter((count) => count > 0).length < ENOUGH_MINUTES) return null;
  return mean(whole.slice(-5)) / mean(before) - 1;
}

/** The sentence the overview opens with: key and numbers. Speaks of the worst priority that is active. */
export interface Headline {
  priority: Priority | null;
  alarms: number;
  /** Municipalities that have alarms of this priority. */
  places: number;
}

/** What to say first. */
export function headline(overview: Overview): Headline {
  const priority = PRIORITIES.find((item) => overview.figures.alerts[item] > 0) ?? null;
  if (!priority) return { priority, alarms: 0, places: 0 };
  return {
    priority,
    alarms: overview.figures.alerts[priority],
    places: overview.municipalities.filter((item) => item.alerts[priority] > 0).length,
  };
}

const rank = (item: OverviewMunicipality): number =>
  item.worstPriority ? PRIORITIES.indexOf(item.worstPriority) : PRIORITIES.length;

/** Municipalities, worst first: by worst priority, then by how many of it, then by all alarms, then by name. */
export function ranked(municipalities: readonly OverviewMunicipality[]): OverviewMunicipality[] {
  return municipalities.toSorted((a, b) => {
    const byPriority = rank(a) - rank(b);
    if (byPriority !== 0) return byPriority;
    const worst = a.worstPriority;
    const byCount = worst ? b.alerts[worst] - a.alerts[worst] : 0;
    return byCount || totalAlarms(b.alerts) - totalAlarms(a.alerts) || a.name.localeCompare(b.name);
  });
}

/** Alarms that have a place, one for each place: the first of the list (the worst), with how many there are. */
export function placed(alarms: readonly Alarm[]): { alarm: Alarm & { location: LonLat }; count: number }[] {
  const places = new Map<string, { alarm: Alarm & { location: LonLat }; count: number }>();
  for (const alarm of alarms) {
    const { location } = alarm;
    if (!location) continue;
    const key = `${location.lon},${location.lat}`;
    const known = places.get(key);
    if (known) known.count += 1;
    else places.set(key, { alarm: { ...alarm, location }, count: 1 });
  }
  return [...places.values()];
}
