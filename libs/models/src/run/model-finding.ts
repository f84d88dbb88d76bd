import type { ReportedFinding } from '@app/alerts';
import type { FeatureReason } from '@app/detection';
import type { DetectionDetail } from './live-scorer';

/** The reason that weighs most in what a model detected, for the alarm at the sensor that it is about. */
export function modelFinding({ explanation, context, value, expected }: DetectionDetail): ReportedFinding {
  const { code, text, features } = explanation;
  const main = features.find((feature) => feature.code === code);
  const { weekday, hour, holiday } = context;
  return {
    code: `model.${code}`,
    values: { seen: main?.seen ?? value, expected: main?.expected ?? expected },
    names: namesOf(code, main?.name ?? null, context.neighbours),
    moment: code === 'time_of_week' ? { weekday, hour, holiday } : null,
    text,
  };
}

function namesOf(code: FeatureReason['code'], name: string | null, neighbours: readonly { name: string }[]): string[] {
  if (code === 'neighbours' || code === 'neighbours_sustained') return neighbours.map((one) => one.name);
  return name === null ? [] : [name];
}
