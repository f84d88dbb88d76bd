import { vi } from 'vitest';
import type { Alarm } from '../data/types';
import { live } from '../live/live';

/** Takes the place of the live stream: `tell` lets an alarm arrive. No connection is opened. */
export function stubLive(): { tell: (alarm: Alarm) => void } {
  const listeners = new Set<(alarm: Alarm) => void>();
  vi.spyOn(live, 'onAlarm').mockImplementation((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  vi.spyOn(live, 'want').mockReturnValue(() => undefined);
  return { tell: (alarm) => listeners.forEach((listener) => listener(alarm)) };
}
