import type { Action } from '@app/access';
import type { AlertCommand } from '@app/contracts';
import type { Actor, AlertEvent } from './reducer';

type WithoutIds<Command> = Command extends unknown ? Omit<Command, 'ids'> : never;

/** What somebody wants done to one or many alerts. */
export type Command = WithoutIds<AlertCommand>;

/** The right that each command asks for. */
export const RIGHT_FOR: Readonly<Record<Command['command'], Action>> = {
  acknowledge: 'acknowledge',
  shelve: 'shelve',
  unshelve: 'shelve',
  comment: 'acknowledge',
  assign: 'assign',
  resolve: 'resolve',
};

/**
 * The reducer's event for a command.
 * @param owner - whom `assign` names; null: nobody
 */
export function eventFor(command: Command, by: Actor, at: number, owner: Actor | null): AlertEvent {
  switch (command.command) {
    case 'acknowledge':
      return { type: 'acknowledge', at, by, comment: command.comment };
    case 'shelve':
      return 'minutes' in command
        ? { type: 'shelve', at, by, reason: command.reason, minutes: command.minutes }
        : { type: 'shelve-until-clear', at, by, reason: command.reason };
    case 'unshelve':
      return { type: 'unshelve', at, by };
    case 'comment':
      return { type: 'comment', at, by, text: command.text };
    case 'assign':
      return { type: 'assign', at, by, owner };
    default:
      return { type: 'resolve', at, by, cause: command.cause, reason: command.reason };
  }
}
