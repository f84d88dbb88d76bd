import type { Alarm } from '../data/types';
import type { NetworkEvent } from '../events/event-types';

/** Alarms of one cause as the API lists them: an event, or an alarm that has none. */
export interface AlarmGroup {
  id: string;
  event: NetworkEvent | null;
  /** The worst of those that fit the filters. */
  alert: Alarm;
  /** Alarms that fit the filters. */
  alarms: number;
  unacknowledged: number;
  firstRaisedAt: string;
  lastRaisedAt: string;
}

/** A group that has an event of more than one alarm. */
export type EventGroup = AlarmGroup & { event: NetworkEvent };

/** A line of the alarm table. */
export type AlarmLine =
  | { kind: 'alarm'; alarm: Alarm; isMember: boolean }
  | { kind: 'group'; group: EventGroup; isOpen: boolean };

/** Of an alarm its id, of a group that of its event. */
export function idOfLine(line: AlarmLine): string {
  return line.kind === 'alarm' ? line.alarm.id : line.group.id;
}

/** Whether a group takes a line of its own: an alarm alone is shown as it is. */
export function isGroup(group: AlarmGroup): group is EventGroup {
  return group.event !== null && group.alarms > 1;
}

/**
 * The lines of the list by cause.
 * @param members - alarms of the groups that are open; a group whose alarms are not there yet is open and empty
 */
export function linesOf(
  groups: readonly AlarmGroup[],
  open: ReadonlySet<string>,
  members: ReadonlyMap<string, readonly Alarm[]>,
): AlarmLine[] {
  return groups.flatMap((group): AlarmLine[] => {
    if (!isGroup(group)) return [{ kind: 'alarm', alarm: group.alert, isMember: false }];
    const isOpen = open.has(group.id);
    const own = isOpen ? (members.get(group.id) ?? []) : [];
    return [
      { kind: 'group', group, isOpen },
      ...own.map((alarm): AlarmLine => ({ kind: 'alarm', alarm, isMember: true })),
    ];
  });
}
