import { useQueryClient } from '@tanstack/react-query';
import { useAddUndoableMutation, useNotify, useTranslate } from 'ra-core';
import { useCallback, useRef, useState } from 'react';
import { useMe } from '../auth/ability';
import { problemMessage } from '../data/problem';
import type { Alarm } from '../data/types';
import { commandAlarm, commandAlarms, readAlarm } from './alarm-api';
import { type CommandFields, fits, foresee, undoOf } from './alarm-state';

export interface AlarmCommands {
  /** Gives a command to some alarms; those it does not fit are left alone. */
  run: (fields: CommandFields, alarms: readonly Alarm[]) => Promise<void>;
  /** Alarms whose command has not been answered yet. */
  busy: ReadonlySet<string>;
}

/**
 * Commands to alarms: shown at once, put back with the reason when the server refuses, and undone where that is possible.
 * @param onChange - called with the alarms as they are to be shown now
 */
export function useAlarmCommands(onChange: (alarms: Alarm[]) => void): AlarmCommands {
  const notify = useNotify();
  const translate = useTranslate();
  const queryClient = useQueryClient();
  const addUndoable = useAddUndoableMutation();
  const me = useMe();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const show = useRef(onChange);
  show.current = onChange;

  const run = useCallback(
    async (fields: CommandFields, alarms: readonly Alarm[]) => {
      const now = Date.now();
      const targets = alarms.filter((alarm) => fits(fields.command, alarm, now));
      if (targets.length === 0) return;
      const by = { id: me?.id ?? '', name: me?.displayName ?? '' };
      const ids = targets.map((alarm) => alarm.id);
      const mark = (on: boolean): void =>
        setBusy((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
      mark(true);
      show.current(targets.map((alarm) => foresee(alarm, fields, by, now)));
      try {
        const failed = await send(targets, fields, (alarm) => show.current([alarm]));
        if (failed.size > 0) show.current(targets.filter((alarm) => failed.has(alarm.id)));
        tell(targets, failed);
      } catch (error) {
        show.current([...targets]);
        const message = problemMessage(error);
        notify(translate('alarms.failed', { reason: translate(message, { _: message }) }), { type: 'error' });
      } finally {
        mark(false);
        void queryClient.invalidateQueries({ queryKey: ['alarms'] });
        void queryClient.invalidateQueries({ queryKey: ['overview'] });
      }

      function tell(all: readonly Alarm[], failed: ReadonlyMap<string, string>): void {
        const done = all.filter((alarm) => !failed.has(alarm.id));
        const reason = [...failed.values()][0];
        if (done.length === 0) return notify(translate('alarms.failed', { reason }), { type: 'error' });
        const args = { smart_count: done.length };
        if (reason !== undefined) {
          return notify(translate('alarms.partly', { done: done.length, failed: failed.size, reason }), {
            type: 'warning',
          });
        }
        const back = undoOf(fields, done[0]);
        if (!back) return notify(`alarms.told.${fields.command}`, { type: 'success', messageArgs: args });
        addUndoable(({ isUndo }) => {
          if (!isUndo) return;
          // Each alarm goes back to what it was: an assignment to its own former owner.
          for (const alarm of done) {
            const one = undoOf(fields, alarm);
            if (one) void takeBack(alarm, one);
          }
        });
        notify(`alarms.told.${fields.command}`, { type: 'success', undoable: true, messageArgs: args });
      }

      async function takeBack(alarm: Alarm, fieldsBack: CommandFields): Promise<void> {
        try {
          show.current([await commandAlarm(alarm.id, fieldsBack)]);
        } catch (error) {
          const message = problemMessage(error);
          notify(translate('alarms.failed', { reason: translate(message, { _: message }) }), { type: 'error' });
        }
        void queryClient.invalidateQueries({ queryKey: ['alarms'] });
      }
    },
    [me, notify, translate, queryClient, addUndoable],
  );
  return { run, busy };
}

/** Sends the command and shows the answers; answers the alarms that refused, with the reason. */
async function send(
  targets: readonly Alarm[],
  fields: CommandFields,
  show: (alarm: Alarm) => void,
): Promise<Map<string, string>> {
  if (targets.length === 1) {
    const answer = await commandAlarm(targets[0].id, fields);
    show(answer?.id ? answer : await readAlarm(targets[0].id));
    return new Map();
  }
  const results = await commandAlarms(
    targets.map((alarm) => alarm.id),
    fields,
  );
  for (const { alert } of results) if (alert) show(alert);
  return new Map(results.filter((result) => !result.ok).map((result) => [result.id, result.detail ?? '']));
}
