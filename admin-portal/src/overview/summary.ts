import type { AlarmCounts, Overview, OverviewMunicipality } from '../data/types';
import { PRIORITIES, type Priority } from '../theme/tokens';

/** Alarms of all priorities together. */
export function totalAlarms(counts: AlarmCounts): number {
  return PRIORITIES.reduce((sum, priority) => sum + counts[priority], 0);
}

/** Alarms raised in the running hour. */
export function lastHourAlarms(trend: Overview['alarmTrend']): number {
  return trend.at(-1)?.count ?? 0;
}

/** How the last five whole minutes of readings compare with the hour before them (0.02: 2 % more); null without enough data. */
export function readingsChange(trend: Overview['readingTrend']): number | null {
  const whole = trend.slice(0, -1).map((point) => point.count);
  if (whole.length < 15) return null;
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const before = mean(whole.slice(0, -5));
  return before > 0 ? mean(whole.slice(-5)) / before - 1 : null;
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
