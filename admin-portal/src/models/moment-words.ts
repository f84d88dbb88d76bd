import type { Format } from '../i18n/use-format';

/** A time of the week that something was expected for. */
export interface Moment {
  /** 0 Monday to 6 Sunday */
  weekday: number;
  hour: number;
  holiday: boolean;
}

/** 'On a Monday around 03:00', in the reader's language. */
export function momentWords(
  { weekday, hour, holiday }: Moment,
  locale: Format['locale'],
  translate: (key: string, options: Record<string, string>) => string,
): string {
  // 5 January 2026 was a Monday; the names of days are those of the reader's language.
  const named = (options: Intl.DateTimeFormatOptions, day: number, at = 0) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(Date.UTC(2026, 0, day, at));
  const day = named({ weekday: 'long' }, 5 + weekday);
  const clock = named({ hour: 'numeric', minute: '2-digit' }, 5, hour);
  return translate(holiday ? 'models.when_holiday' : 'models.when', { day, clock });
}
