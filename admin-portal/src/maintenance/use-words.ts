import { useTranslate } from 'ra-core';
import { useMemo } from 'react';
import { useFormat } from '../i18n/use-format';
import type { Estimate, Risk } from './risk-types';

type Told = Pick<Risk['reasons'][number], 'code' | 'values' | 'text'>;

/** What is judged, in words of the reader's language. */
export interface Words {
  reason: (reason: Told) => string;
  part: (part: Told) => string;
  /** A share as percent, with enough digits for small ones. */
  share: (value: number) => string;
  /** "12 % (3 to 31 %)" as its two parts. */
  probability: (estimate: Estimate) => { value: string; range: string };
  remaining: (risk: Risk) => { value: string; range: string } | null;
  factor: (factor: number) => string;
}

/** Words for reasons, parts and estimates. */
export function useWords(): Words {
  const translate = useTranslate();
  const format = useFormat();
  return useMemo(() => {
    const told = (prefix: string, { code, values, text }: Told): string => {
      const filled = Object.entries(values).map(([name, value]): [string, string] => {
        if (typeof value === 'number') return [name, format.number(value, { maximumFractionDigits: 1 })];
        return [name, name === 'material' ? translate(`maintenance.material.${value}`, { _: value }) : value];
      });
      return translate(`maintenance.${prefix}.${code}`, {
        ...Object.fromEntries(filled),
        ...(typeof values.breaks === 'number' ? { smart_count: values.breaks } : {}),
        _: text,
      });
    };
    const share = (value: number): string =>
      format.number(value, { style: 'percent', maximumFractionDigits: value < 0.01 ? 2 : value < 0.1 ? 1 : 0 });
    const span = (value: number, beyond: number, unit: 'years' | 'days'): string => {
      const digits = value < 10 ? 1 : 0;
      const shown = format.number(Math.min(value, beyond), { maximumFractionDigits: digits });
      return translate(value >= beyond ? `maintenance.beyond_${unit}` : `maintenance.${unit}`, { count: shown });
    };
    return {
      reason: (reason) => told('reason', reason),
      part: (part) => told('part', part),
      share,
      probability: ({ value, low, high }) => ({
        value: share(value),
        range: translate('maintenance.range', { low: share(low), high: share(high) }),
      }),
      remaining: ({ remaining, remainingBeyond, remainingUnit }) =>
        remaining && {
          value: span(remaining.value, remainingBeyond, remainingUnit),
          range: translate('maintenance.range', {
            low: span(remaining.low, remainingBeyond, remainingUnit),
            high: span(remaining.high, remainingBeyond, remainingUnit),
          }),
        },
      factor: (factor) =>
        factor >= 1
          ? translate('maintenance.likelier', { factor: format.number(factor, { maximumSignificantDigits: 2 }) })
          : translate('maintenance.less_likely', {
              factor: format.number(1 / factor, { maximumSignificantDigits: 2 }),
            }),
    };
  }, [translate, format]);
}
