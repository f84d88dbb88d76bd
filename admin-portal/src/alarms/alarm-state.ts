import type { MongoAbility } from '@casl/ability';
import { subject } from '@casl/ability';
import type { Alarm } from '../data/types';
import type { MarkKind } from '../theme/tokens';

/** What can be done to an alarm from the console. */
export const COMMANDS = ['acknowledge', 'shelve', 'unshelve', 'comment', 'assign', 'resolve'] as const;
export type Command = (typeof COMMANDS)[number];

/** The right each command asks for, in the words of the access rules. */
const rights: Readonly<Record<Command, string>> = {
  acknowledge: 'acknowledge',
  shelve: 'shelve',
  unshelve: 'shelve',
  comment: 'acknowledge',
  assign: 'assign',
  resolve: 'resolve',
};

/** Longest shelving, minutes (a week): also the limit of one that lasts until the alarm clears. */
export const MAX_SHELVE_MINUTES = 10_080;

/** Body of a command as the API takes it. */
export type CommandFields =
  | { command: 'acknowledge'; comment?: string }
  | { command: 'shelve'; reason: string; minutes: number }
  | { command: 'shelve'; reason: string; untilClear: true }
  | { command: 'unshelve' }
  | { command: 'comment'; text: string }
  | { command: 'assign'; userId: string | null }
  | { command: 'resolve'; cause: string; reason?: string };

/** Is the condition present right now? */
export function isActive(alarm: Alarm): boolean {
  return alarm.state === 'active_unacked' || alarm.state === 'active_acked';
}

/** Does it still wait for somebody to acknowledge it? */
export function isUnacked(alarm: Alarm): boolean {
  return alarm.state === 'active_unacked' || alarm.state === 'cleared_unacked';
}

/** Not yet back to normal. */
export function isOpen(alarm: Alarm): boolean {
  return alarm.state !== 'normal';
}

/** Kept quiet by somebody at the moment `now` (ms). */
export function isShelved(alarm: Alarm, now: number): boolean {
  return alarm.shelvedUntil !== null && Date.parse(alarm.shelvedUntil) > now;
}

/** The symbol that stands for the alarm. */
export function markOf(alarm: Alarm, now: number): MarkKind {
  if (alarm.outOfService) return 'out_of_service';
  if (alarm.suppressed || isShelved(alarm, now)) return 'shelved';
  return alarm.priority;
}

/** Unacknowledged, and neither shelved nor suppressed: it asks for attention. */
export function wantsAttention(alarm: Alarm, now: number): boolean {
  return isUnacked(alarm) && !isShelved(alarm, now) && !alarm.suppressed && !alarm.outOfService;
}

/** Does the command make sense in the alarm's present state? */
export function fits(command: Command, alarm: Alarm, now: number): boolean {
  switch (command) {
    case 'acknowledge':
      return isUnacked(alarm);
    case 'shelve':
      return isOpen(alarm) && !isShelved(alarm, now);
    case 'unshelve':
      return isShelved(alarm, now);
    case 'assign':
    case 'resolve':
      return isOpen(alarm);
    default:
      return true;
  }
}

/** Commands that fit the alarm and that the person may give. */
export function possibleCommands(alarm: Alarm, ability: MongoAbility, now: number): Command[] {
  return COMMANDS.filter((command) => fits(command, alarm, now) && mayCommand(command, ability, alarm));
}

/** May the person give this command (to this alarm, or to any)? */
export function mayCommand(command: Command, ability: MongoAbility, alarm?: Alarm): boolean {
  // Conditions of rules name `ownerId`, as the server's object has it.
  return ability.can(
    rights[command],
    alarm ? subject('Alert', { ...alarm, ownerId: alarm.owner?.id ?? null }) : 'Alert',
  );
}

/**
 * The alarm as it will look when the command succeeds. Only the fields a reader sees at once are foreseen; the server's
 * answer replaces them.
 */
export function foresee(alarm: Alarm, fields: CommandFields, by: { id: string; name: string }, now: number): Alarm {
  const at = new Date(now).toISOString();
  switch (fields.command) {
    case 'acknowledge':
      if (!isUnacked(alarm)) return alarm;
      return {
        ...alarm,
        state: alarm.state === 'cleared_unacked' ? 'normal' : 'active_acked',
        ackedAt: at,
        ackedBy: by.name,
      };
    case 'shelve':
      return {
        ...alarm,
        oneShotShelved: 'untilClear' in fields,
        shelvedUntil: new Date(
          now + ('untilClear' in fields ? MAX_SHELVE_MINUTES : fields.minutes) * 60_000,
        ).toISOString(),
        shelveReason: fields.reason,
      };
    case 'unshelve':
      return { ...alarm, shelvedUntil: null, oneShotShelved: false, shelveReason: null };
    case 'resolve':
      return { ...alarm, state: 'normal', resolvedAt: at, cause: fields.cause };
    case 'assign':
      return { ...alarm, owner: fields.userId === null ? null : fields.userId === by.id ? by : alarm.owner };
    default:
      return alarm;
  }
}

/** The command that takes this one back, or null when nothing does. */
export function undoOf(fields: CommandFields, before: Alarm): CommandFields | null {
  if (fields.command === 'shelve') return { command: 'unshelve' };
  if (fields.command === 'assign') return { command: 'assign', userId: before.owner?.id ?? null };
  return null;
}
