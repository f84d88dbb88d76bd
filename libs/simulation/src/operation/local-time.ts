import { zoneOffsetMs } from '@app/kernel';

export { zoneOffsetMs };

/** Local hours since Monday 00:00, 0 inclusive to 168 exclusive. */
export function hourOfWeek(timeMs: number, timeZone: string): number {
  const localMs = timeMs + zoneOffsetMs(timeMs, timeZone);
  // The first of January 1970 was a Thursday.
  const sinceMonday = localMs / 3_600_000 + 72;
  return ((sinceMonday % 168) + 168) % 168;
}
