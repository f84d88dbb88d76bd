import { useLocaleState } from 'ra-core';
import { useMemo } from 'react';
import {
  formatAge,
  formatAgo,
  formatCompact,
  formatNumber,
  formatQuantity,
  formatTime,
  type TimeStyle,
} from './format';

/** The formatting helpers, bound to the reader's language. */
export interface Format {
  locale: string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  compact(value: number): string;
  /** Value with unit (UCUM). */
  quantity(value: number | null | undefined, unit: string | null | undefined): string;
  /** Time in `zone` (IANA; null: the reader's own). */
  time(time: string | number | Date, style: TimeStyle, zone?: string | null): string;
  ago(time: string | number | Date, now: number): string;
  age(from: string | number | Date, now: number): string;
}

/** Formatting in the reader's language. */
export function useFormat(): Format {
  const [locale] = useLocaleState();
  return useMemo(
    () => ({
      locale,
      number: (value, options) => formatNumber(value, locale, options),
      compact: (value) => formatCompact(value, locale),
      quantity: (value, unit) => formatQuantity(value, unit, locale),
      time: (time, style, zone) => formatTime(time, locale, style, zone),
      ago: (time, now) => formatAgo(time, now, locale),
      age: (from, now) => formatAge(from, now, locale),
    }),
    [locale],
  );
}
