import type { Window } from './window';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances of ticks, ms. */
const STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  10 * DAY,
  30 * DAY,
] as const;

/** How far a zone's clock is ahead of UTC at a moment, ms. null: the reader's own zone. */
export function zoneOffsetMs(time: number, zone: string | null): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone ?? undefined,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const part = (type: string): number => Number(parts.find((item) => item.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(time / 1000) * 1000;
}

/** Places on a time axis, at round hours of the place's own clock. */
export interface TimeTicks {
  stepMs: number;
  times: number[];
  /** Is this tick a midnight there? */
  isMidnight: (time: number) => boolean;
}

/**
 * Ticks of a window: at most `most`, at full steps of the zone's clock. Around a change of the clock they follow the clock
 * of each tick.
 */
export function timeTicks({ from, to }: Window, zone: string | null, most: number): TimeTicks {
  const stepMs = STEPS.find((step) => (to - from) / step <= most) ?? STEPS[STEPS.length - 1];
  const times: number[] = [];
  const start = zoneOffsetMs(from, zone);
  for (let local = Math.ceil((from + start) / stepMs) * stepMs; local - start <= to + HOUR; local += stepMs) {
    const time = local - zoneOffsetMs(local - start, zone);
    if (time >= from && time <= to) times.push(time);
  }
  return { stepMs, times, isMidnight: (time) => (time + zoneOffsetMs(time, zone)) % DAY === 0 };
}
