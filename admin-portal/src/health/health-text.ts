import type { I18nProvider } from 'ra-core';
import type { Format } from '../i18n/use-format';
import type { Dependency } from './health-data';

/** What the texts are made with. */
export interface Writer {
  translate: I18nProvider['translate'];
  format: Pick<Format, 'number'>;
}

/** A detail of a dependency, ready to be read. */
export interface LabelledValue {
  key: string;
  label: string;
  value: string;
}

/** Groups that say nothing by themselves: their content is told in their place. */
const wrappers: ReadonlySet<string> = new Set(['details']);
/** Durations in milliseconds. */
const durations: ReadonlySet<string> = new Set(['milliseconds', 'latencyMs']);
/** Numbers that are names: `port`, `securePort`. */
const isName = (key: string): boolean => /port$/i.test(key);

/** `pendingRows` and `gateway-mqtt` in plain words, for what the catalogue does not know. */
function plainWords(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_.]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a dependency is called: by the catalogue, else by its own name. */
export function dependencyName(name: string, translate: I18nProvider['translate']): string {
  return translate(`health.dependency.${name}`, { _: plainWords(name) });
}

/** The details of a dependency, each with its label; what is nested becomes one readable line. Its own status is left out. */
export function labelledDetails(dependency: Dependency, writer: Writer): LabelledValue[] {
  return told(dependency)
    .filter(([key]) => key !== 'status')
    .map(([key, value]) => ({ key, label: labelOf(key, writer), value: written(key, value, writer) }));
}

function told(group: object): [key: string, value: unknown][] {
  return Object.entries(group).flatMap(([key, value]: [string, unknown]) => {
    if (value === null || value === undefined) return [];
    return wrappers.has(key) && typeof value === 'object' ? told(value) : [[key, value] as [string, unknown]];
  });
}

function labelOf(key: string, { translate }: Writer): string {
  return translate(`health.detail.${key}`, { _: plainWords(key) });
}

function written(key: string, value: unknown, writer: Writer): string {
  const { translate, format } = writer;
  if (typeof value === 'boolean') return translate(value ? 'kit.yes' : 'kit.no');
  if (typeof value === 'number') {
    if (isName(key)) return String(value);
    return durations.has(key)
      ? format.number(value, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 })
      : format.number(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? translate('kit.none') : value.map((item) => written('', item, writer)).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return told(value)
      .map(([inner, part]) =>
        inner === 'status'
          ? written(inner, part, writer)
          : `${labelOf(inner, writer)}: ${written(inner, part, writer)}`,
      )
      .join(' · ');
  }
  const text = value as string;
  if (key === 'status') return translate(`health.status.${text}`, { _: text });
  return key === 'store' ? translate(`health.store.${text}`, { _: text }) : text;
}

const units = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** When a job runs: `every 6 hr` or `every day at 03:17 UTC`; any other cron pattern as it is. */
export function scheduleText(schedule: string | null, { translate, format }: Writer): string {
  if (schedule === null) return translate('health.on_demand');
  const seconds = Number(/^every ([\d.]+) s$/.exec(schedule)?.[1] ?? Number.NaN);
  if (seconds > 0) {
    const [size, unit] = units.find(([unitS]) => seconds % unitS === 0) ?? [1, 'second'];
    const interval = format.number(seconds / size, { style: 'unit', unit, unitDisplay: 'short' });
    return translate('health.every', { interval });
  }
  const daily = /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* \*$/.exec(schedule)?.groups;
  if (!daily) return schedule;
  return translate('health.daily', { time: `${daily.hour.padStart(2, '0')}:${daily.minute.padStart(2, '0')} UTC` });
}
