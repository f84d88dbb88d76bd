import type { Fault, FaultClass } from './fault-plan';
import type { RaisedAlarm } from './watch';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A fault of one reading may be told until so long after it, ms. */
export const SPIKE_WINDOW_MS = HOUR_MS;
/** Alarms up to this long after a fault belong to its end: the return is a change as well, ms. */
export const RECOVERY_MS = DAY_MS;

/** How one fault was met. */
export interface Finding {
  readonly kind: FaultClass;
  /** Time to the first alarm, ms; null: none came. */
  readonly afterMs: number | null;
  /** Kinds of alarm that were raised. */
  readonly by: ReadonlySet<RaisedAlarm['kind']>;
  /** Sensors that could show it times the hours in which an alarm counted: what chance had to work with. */
  readonly sensorHours: number;
}

/** Last moment at which an alarm counts for a fault. */
export function windowEnd({ kind, fromMs, untilMs }: Fault): number {
  return kind === 'spike' ? fromMs + SPIKE_WINDOW_MS : untilMs;
}

/** What was found of a fault. @param sensors - codes of those on which it may show */
export function findingOf(fault: Fault, alarms: readonly RaisedAlarm[], sensors: ReadonlySet<string>): Finding {
  const end = windowEnd(fault);
  const within = alarms.filter(({ sensor, timeMs }) => sensors.has(sensor) && timeMs >= fault.fromMs && timeMs < end);
  const first = Math.min(...within.map(({ timeMs }) => timeMs));
  return {
    kind: fault.kind,
    afterMs: within.length === 0 ? null : first - fault.fromMs,
    by: new Set(within.map(({ kind }) => kind)),
    sensorHours: (sensors.size * (end - fault.fromMs)) / HOUR_MS,
  };
}

/** Whether a moment belongs to a fault or its end. */
export function isDuring(faults: readonly Fault[], timeMs: number): boolean {
  return faults.some(({ fromMs, untilMs }) => timeMs >= fromMs && timeMs < untilMs + RECOVERY_MS);
}

/** Days between two moments that belong to no fault. */
export function calmDays(faults: readonly Fault[], fromMs: number, untilMs: number): number {
  let days = 0;
  let at = fromMs;
  for (const fault of [...faults].sort((a, b) => a.fromMs - b.fromMs)) {
    days += Math.max(0, Math.min(fault.fromMs, untilMs) - at) / DAY_MS;
    at = Math.max(at, fault.untilMs + RECOVERY_MS);
  }
  return days + Math.max(0, untilMs - at) / DAY_MS;
}

/** Middle of some figures; null without any. */
export function median(figures: readonly number[]): number | null {
  if (figures.length === 0) return null;
  const sorted = [...figures].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
}
