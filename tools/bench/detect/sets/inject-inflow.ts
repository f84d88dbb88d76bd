import type { LabelledEvent } from '../score/events';
import type { NamedSeries } from './series-events';

const HOUR_MS = 3_600_000;
const KINDS = ['burst', 'burst', 'incipient', 'drop', 'stuck'] as const;
const EVENTS_A_SERIES = 4;
/** Hours before the first event, and between two. */
const LEARNING_H = 28 * 24;
const APART_H = 240;
const TRIES = 200;

/** A random number generator with a seed: the same events in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Puts events of the kinds and sizes of the set into a clean hourly series: bursts of 6 to 45 % of the median for 12 h to
 * 14 d, leaks that grow to 12 to 42 % over 10 to 30 d, losses of 60 to 90 % for 3 to 24 h, frozen values for 12 to 72 h.
 */
export function withEvents(
  series: NamedSeries,
  random: () => number,
): { series: NamedSeries; events: LabelledEvent[] } {
  const values = Float64Array.from(series.values);
  const sorted = values.filter(Number.isFinite).sort();
  const median = sorted[sorted.length >> 1] ?? 0;
  const events: LabelledEvent[] = [];
  const taken: [number, number][] = [];
  for (let event = 0; event < EVENTS_A_SERIES; event++) {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'burst';
    const hours = lengthOf(kind, random());
    let from = 0;
    let free = false;
    for (let attempt = 0; attempt < TRIES && !free; attempt++) {
      from = LEARNING_H + Math.floor(random() * (values.length - LEARNING_H - hours - 24));
      free = taken.every(([start, end]) => from + hours < start - APART_H || from > end + APART_H);
    }
    if (!free) continue;
    taken.push([from, from + hours]);
    const size = (kind === 'incipient' ? 0.12 + 0.3 * random() : 0.06 + 0.39 * random()) * median;
    const left = 0.1 + 0.3 * random();
    const frozen = Number.isFinite(values[from]) ? (values[from] ?? median) : median;
    for (let at = from; at <= from + hours; at++) {
      const value = values[at] ?? Number.NaN;
      if (kind === 'burst') values[at] = value + size;
      else if (kind === 'incipient') values[at] = value + (size * (at - from)) / hours;
      else if (kind === 'drop') values[at] = value * left;
      else values[at] = frozen;
    }
    const hourOf = (at: number) => (series.times[at] ?? 0) / HOUR_MS;
    events.push({ series: series.name, startH: hourOf(from), endH: hourOf(from + hours), kind });
  }
  return { series: { ...series, values }, events };
}

function lengthOf(kind: (typeof KINDS)[number], share: number): number {
  if (kind === 'burst') return 12 + Math.floor(share * 324);
  if (kind === 'incipient') return 240 + Math.floor(share * 480);
  return kind === 'drop' ? 3 + Math.floor(share * 21) : 12 + Math.floor(share * 60);
}
