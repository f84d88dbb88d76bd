import { useTranslate } from 'ra-core';
import { useFormat } from '../i18n/use-format';
import type { Metrics } from './model-types';

/** A share in percent; a dash for what could not be measured. */
export function Share({ value }: { value: number | null | undefined }) {
  const format = useFormat();
  return (
    <>
      {value === null || value === undefined
        ? '–'
        : format.number(value, { style: 'percent', maximumFractionDigits: 0 })}
    </>
  );
}

/** How figures were measured, in a sentence. */
export function MeasuredOn({ metrics }: { metrics: Metrics }) {
  const translate = useTranslate();
  const format = useFormat();
  const { samples, positives } = metrics;
  const figures = { samples: format.number(samples), positives: format.number(positives) };
  return <>{translate(`models.measured.${metrics.measuredOn}`, figures)}</>;
}
