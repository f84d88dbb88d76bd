/** A stretch of time in which something was wrong, as a person or a file says. */
export interface LabelledEvent {
  readonly series: string;
  /** Hours since 1970 on the clock of the file, both ends included. */
  readonly startH: number;
  readonly endH: number;
  readonly kind: string;
}

/** An alarm; only the moment it was raised counts. */
export interface Detection {
  readonly series: string;
  /** Hours since 1970 on the clock of the file. */
  readonly atH: number;
}

export interface Found {
  events: number;
  found: number;
}

/** What a set of alarms is worth against a set of events. */
export interface EventScore extends Found {
  /** Share of events found; null without events. */
  readonly recall: number | null;
  /** Alarms that count: true and false ones. */
  readonly alarms: number;
  readonly falseAlarms: number;
  /** null without alarms. */
  readonly precision: number | null;
  /** From the start of an event to its first alarm, h; null when none was found. */
  readonly medianDelayH: number | null;
  readonly byKind: Readonly<Record<string, Found>>;
}

/**
 * Matches alarms with events, series by series, in order of time:
 * - an alarm sooner than `minGapH` after the last counted one of its series is not counted at all;
 * - an event is found by the first counted alarm from its start to its end, both included; one alarm may find several events;
 * - further alarms inside a found event count neither way; an alarm inside no event is false.
 */
export function scoreEvents(
  events: readonly LabelledEvent[],
  detections: readonly Detection[],
  minGapH: number,
): EventScore {
  const first = new Map<LabelledEvent, number>();
  let [trueAlarms, falseAlarms] = [0, 0];
  for (const series of new Set(detections.map((detection) => detection.series))) {
    const labelled = events.filter((event) => event.series === series);
    for (const atH of spaced(detections, series, minGapH)) {
      const inside = labelled.filter(({ startH, endH }) => startH <= atH && atH <= endH);
      const fresh = inside.filter((event) => !first.has(event));
      for (const event of fresh) first.set(event, atH);
      if (fresh.length > 0) trueAlarms += 1;
      else if (inside.length === 0) falseAlarms += 1;
    }
  }
  const byKind: Record<string, Found> = {};
  for (const event of events) {
    const found = (byKind[event.kind] ??= { events: 0, found: 0 });
    found.events += 1;
    if (first.has(event)) found.found += 1;
  }
  const delays = [...first].map(([event, atH]) => atH - event.startH).sort((a, b) => a - b);
  const alarms = trueAlarms + falseAlarms;
  return {
    events: events.length,
    found: first.size,
    recall: events.length === 0 ? null : first.size / events.length,
    alarms,
    falseAlarms,
    precision: alarms === 0 ? null : trueAlarms / alarms,
    medianDelayH: delays[Math.floor((delays.length - 1) / 2)] ?? null,
    byKind,
  };
}

/** Hours since 1970 of a time on the clock of a file, such as `2021-11-19 18:00`; NaN for anything else. */
export function hoursOf(time: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(time);
  if (parts === null) return Number.NaN;
  const [, year, month, day, hour, minute, second = '0'] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, Number(second) || 0) / 3_600_000;
}

/** False alarms of a series in 30 days, when each series has this many days. */
export function falseAlarmsPerMonth({ falseAlarms }: EventScore, series: number, spanDays: number): number {
  return falseAlarms / ((series * spanDays) / 30);
}

/** Alarms of a series that count, h, in order. */
function spaced(detections: readonly Detection[], series: string, minGapH: number): number[] {
  const times = detections.filter((detection) => detection.series === series).map(({ atH }) => atH);
  const counted: number[] = [];
  for (const atH of times.sort((a, b) => a - b)) {
    if (atH - (counted.at(-1) ?? -Infinity) >= minGapH) counted.push(atH);
  }
  return counted;
}
