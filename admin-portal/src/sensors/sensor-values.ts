import type { DetectionSettings } from './sensor';

type Values = Record<string, unknown>;

const optional = ['deadbandPercent', 'onDelayS', 'offDelayS'] as const;

/** The body of the call from the form's values: settings left empty take the quantity's default and are not sent. */
export function sensorBody(values: Values): Values {
  const detection: DetectionSettings = { ...(values.detection as DetectionSettings | undefined) };
  for (const key of optional) if (detection[key] === null || detection[key] === undefined) delete detection[key];
  for (const key of Object.keys(detection)) if (detection[key] === undefined) delete detection[key];
  const thresholds = {
    lowLow: null,
    low: null,
    high: null,
    highHigh: null,
    ...(values.thresholds as object | undefined),
  };
  return { ...values, detection, thresholds };
}

/** Checks over several fields: limits rise from low low to high high, and the range from least to greatest. */
export function sensorFaults(values: Values): Record<string, unknown> {
  const faults: Record<string, unknown> = {};
  const limits = (values.thresholds ?? {}) as Record<string, number | null | undefined>;
  const names = ['lowLow', 'low', 'high', 'highHigh'].filter((name) => typeof limits[name] === 'number');
  const wrong: Record<string, string> = {};
  names.slice(1).forEach((name, index) => {
    if ((limits[name] as number) <= (limits[names[index]] as number)) wrong[name] = 'sensors.limits_rise';
  });
  if (Object.keys(wrong).length) faults.thresholds = wrong;
  const { rangeMin, rangeMax } = values as { rangeMin?: number | null; rangeMax?: number | null };
  if (typeof rangeMin === 'number' && typeof rangeMax === 'number' && rangeMax <= rangeMin)
    faults.rangeMax = 'sensors.range_rises';
  return faults;
}
