import type { Alarm } from '../../data/types';
import type { MarkKind } from '../../theme/tokens';
import type { Window } from './window';

/** A stretch of a chart during which an alarm's condition was present. */
export interface AlarmSpan extends Window {
  id: string;
  priority: MarkKind;
  message: string;
  /** Still present at the end of the window. */
  open: boolean;
}

/** The alarms that touch the window, cut to it, oldest first. */
export function alarmSpans(alarms: readonly Alarm[], window: Window): AlarmSpan[] {
  return alarms
    .map((alarm) => {
      const ended = alarm.clearedAt ?? alarm.resolvedAt;
      return {
        id: alarm.id,
        priority: alarm.priority,
        message: alarm.message,
        open: ended === null,
        from: Math.max(window.from, Date.parse(alarm.raisedAt)),
        to: Math.min(window.to, ended === null ? window.to : Date.parse(ended)),
      };
    })
    .filter((span) => span.to >= span.from && span.from <= window.to)
    .sort((a, b) => a.from - b.from);
}
