import { useEffect, useRef, useState } from 'react';
import { useAbility } from '../auth/ability';
import { useNow } from '../components/use-now';
import type { Alarm } from '../data/types';
import { useShortcuts } from '../frame/shortcuts';
import type { AskedCommand } from './command-dialogs';
import { type Command, type CommandFields, fits, mayCommand } from './alarm-state';
import { idOfLine } from './alarm-lines';
import { nothingSelected, select, type Selection, type SelectionEvent, targetsOf } from './selection';
import { useAlarmCommands } from './use-alarm-commands';
import type { AlarmListing } from './use-alarm-list';

/** Selection, commands and keys of the console, in one place. */
export interface ConsoleControl {
  selection: Selection;
  busy: ReadonlySet<string>;
  on: (event: SelectionEvent) => void;
  /** Gives a command to the marked alarms (or the one under the cursor), asking first where it needs to. */
  command: (command: Command, alarms?: readonly Alarm[]) => void;
  give: (fields: CommandFields, alarms?: readonly Alarm[]) => Promise<void>;
  /** Acknowledges all alarms of a group that wait for it. */
  acknowledgeGroup: (id: string) => Promise<void>;
  /** The question that is open now. */
  asking: AskedCommand | null;
  askedAlarms: readonly Alarm[];
  stopAsking: () => void;
  /** Alarms as changed here that are not in the list (an opened alarm that left it). */
  changed: ReadonlyMap<string, Alarm>;
}

const asked: ReadonlySet<Command> = new Set(['shelve', 'comment', 'assign', 'resolve']);

/** Wires rows, keys and commands together. */
export function useConsoleControl(
  listing: AlarmListing,
  opened: string | null,
  onOpen: (id: string | null) => void,
): ConsoleControl {
  const { rows } = listing.list;
  const ability = useAbility();
  const now = useNow();
  const [selection, setSelection] = useState(nothingSelected);
  const [question, setQuestion] = useState<{ command: AskedCommand; alarms: readonly Alarm[] } | null>(null);
  const [changed, setChanged] = useState<ReadonlyMap<string, Alarm>>(new Map());
  const ids = listing.lines.map(idOfLine);
  const isAlarm = (id: string | null): id is string => rows.some((row) => row.id === id);
  const commands = useAlarmCommands((alarms) => {
    listing.replace(alarms);
    setChanged((before) => new Map([...before, ...alarms.map((alarm) => [alarm.id, alarm] as const)]));
  });
  useCursorStays(ids, selection, setSelection);

  const on = (event: SelectionEvent): void => setSelection((before) => select(before, event, ids));
  const targets = (): Alarm[] => {
    const wanted = new Set(targetsOf(selection, ids));
    const found = rows.filter((row) => wanted.has(row.id));
    return found.length || opened === null ? found : rows.filter((row) => row.id === opened);
  };
  const give = async (
    fields: CommandFields,
    alarms: readonly Alarm[] = question?.alarms ?? targets(),
  ): Promise<void> => {
    on({ type: 'clear' });
    await commands.run(fields, alarms);
  };
  const command = (name: Command, given?: readonly Alarm[]): void => {
    const alarms = (given ?? targets()).filter((alarm) => fits(name, alarm, now) && mayCommand(name, ability, alarm));
    if (alarms.length === 0) return;
    if (asked.has(name)) setQuestion({ command: name as AskedCommand, alarms });
    else void give({ command: name } as CommandFields, alarms);
  };
  const acknowledgeGroup = async (id: string): Promise<void> => {
    const alarms = (await listing.waitingIn(id)) ?? [];
    await give(
      { command: 'acknowledge' },
      alarms.filter((alarm) => mayCommand('acknowledge', ability, alarm)),
    );
  };
  const acknowledge = (): void => {
    const { cursor, marked } = selection;
    if (marked.size === 0 && cursor !== null && !isAlarm(cursor)) void acknowledgeGroup(cursor);
    else command('acknowledge');
  };
  const move = (by: number): void => {
    const next = select(selection, { type: 'move', by }, ids);
    setSelection(next);
    // With the pane open, it follows the keyboard.
    if (opened !== null && isAlarm(next.cursor)) onOpen(next.cursor);
  };
  useShortcuts([
    { keys: 'j', label: 'alarms.key.down', group: 'alarms.title', run: () => move(1) },
    { keys: 'k', label: 'alarms.key.up', group: 'alarms.title', run: () => move(-1) },
    {
      keys: 'x',
      label: 'alarms.key.mark',
      group: 'alarms.title',
      run: () => isAlarm(selection.cursor) && on({ type: 'mark', id: selection.cursor }),
    },
    { keys: 'a', label: 'alarms.command.acknowledge', group: 'alarms.title', run: acknowledge },
    { keys: 's', label: 'alarms.command.shelve', group: 'alarms.title', run: () => command('shelve') },
    { keys: 'c', label: 'alarms.command.comment', group: 'alarms.title', run: () => command('comment') },
    {
      keys: 'Escape',
      label: 'alarms.key.close',
      group: 'alarms.title',
      run: () => (selection.marked.size ? on({ type: 'clear' }) : onOpen(null)),
    },
  ]);
  return {
    selection,
    busy: commands.busy,
    on,
    command,
    give,
    acknowledgeGroup,
    asking: question?.command ?? null,
    askedAlarms: question?.alarms ?? [],
    stopAsking: () => setQuestion(null),
    changed,
  };
}

/** When the row under the cursor leaves the list, the cursor goes to the row that took its place. */
function useCursorStays(
  ids: readonly string[],
  { cursor }: Selection,
  setSelection: (change: (before: Selection) => Selection) => void,
): void {
  const place = useRef(0);
  const key = ids.join();
  useEffect(() => {
    if (cursor === null) return;
    const at = key ? key.split(',').indexOf(cursor) : -1;
    if (at >= 0) {
      place.current = at;
      return;
    }
    const all = key ? key.split(',') : [];
    setSelection((before) => ({ ...before, cursor: all[Math.min(place.current, all.length - 1)] ?? null }));
  }, [key, cursor, setSelection]);
}
