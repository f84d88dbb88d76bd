import { type ReportedFinding, shownQuantity, shownValue } from '@app/alerts';
import type { CourseChange } from '../course';
import type { SeriesCause } from '../series';

const words: Readonly<Record<SeriesCause, string>> = {
  none: 'is unusual',
  spike: 'jumped out of its course',
  step: 'has made a step',
  shift_up: 'stays above its usual course',
  shift_down: 'stays below its usual course',
  drift_up: 'has been drifting upwards',
  drift_down: 'has been drifting downwards',
  variance: 'is far more restless than usual',
  stuck: 'stands still',
  gap: 'had an unusual gap',
  range: 'is out of the range of the instrument',
  shape: 'follows a course not seen before',
  night_flow: 'does not fall to its usual level at night',
  continuous_flow: 'has not come to rest',
  no_flow: 'shows no use where there usually is some',
  reverse_flow: 'runs backwards',
  season: 'does not fit hour and day',
};

/** What was found, for an operator; the band is told where the reading lies outside. */
export function courseFinding({ cause, value, lower, upper }: CourseChange, quantity: string): ReportedFinding {
  const code = `course.${cause}` as const;
  const what = `${shownQuantity(quantity)} ${shownValue(value, quantity)} ${words[cause]}`;
  const isOutside = value < lower || value > upper;
  if (quantity === 'volume' || !isOutside) return { code, values: { seen: value }, text: what };
  const text = `${what}, expected ${shownValue(lower, quantity)} to ${shownValue(upper, quantity)}`;
  return { code, values: { seen: value, lower, upper }, text };
}
