import type { Alarm } from '../data/types';

/**
 * Rows of the console. Values change in place at any time, but rows come, go and move only when nobody's pointer is on the
 * list: meanwhile they wait and are announced.
 */
export interface ConsoleList {
  rows: readonly Alarm[];
  /** Alarms that belong on top, newest first, held back. */
  waiting: readonly Alarm[];
  /** Rows that no longer belong to the view but are kept in place while held. */
  leaving: ReadonlySet<string>;
  held: boolean;
  /** Question (filters, order, page) that the rows answer; null before the first answer. */
  answers: string | null;
}

export type ListEvent =
  | { type: 'loaded'; rows: readonly Alarm[]; question: string }
  /** `belongs`: the filters let it through; `comesIn`: a row not yet shown may come in on top. */
  | { type: 'alarm'; alarm: Alarm; belongs: boolean; comesIn: boolean }
  | { type: 'replace'; alarms: readonly Alarm[] }
  | { type: 'hold' }
  | { type: 'release' }
  | { type: 'show-waiting' };

export const emptyList: ConsoleList = { rows: [], waiting: [], leaving: new Set(), held: false, answers: null };

/** Next state of the list. */
export function consoleList(list: ConsoleList, event: ListEvent): ConsoleList {
  switch (event.type) {
    case 'loaded':
      return list.held && list.answers === event.question
        ? reloaded(list, event.rows)
        : { ...list, rows: event.rows, waiting: [], leaving: new Set(), answers: event.question };
    case 'alarm':
      return arrived(list, event.alarm, event.belongs, event.comesIn);
    case 'replace':
      return event.alarms.reduce(replaced, list);
    case 'hold':
      return list.held ? list : { ...list, held: true };
    case 'release':
      return settled({ ...list, held: false });
    default:
      return { ...settled(list), held: list.held };
  }
}

function settled(list: ConsoleList): ConsoleList {
  if (list.waiting.length === 0 && list.leaving.size === 0) return list;
  return {
    ...list,
    rows: [...list.waiting, ...list.rows.filter((row) => !list.leaving.has(row.id))],
    waiting: [],
    leaving: new Set(),
  };
}

/** A fresh page while held: known rows take their new values, unknown ones wait, missing ones leave later. */
function reloaded(list: ConsoleList, rows: readonly Alarm[]): ConsoleList {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  const shown = new Set(list.rows.map((row) => row.id));
  return {
    ...list,
    rows: list.rows.map((row) => fresh.get(row.id) ?? row),
    waiting: rows.filter((row) => !shown.has(row.id)),
    leaving: new Set(list.rows.filter((row) => !fresh.has(row.id)).map((row) => row.id)),
  };
}

function arrived(list: ConsoleList, alarm: Alarm, belongs: boolean, comesIn: boolean): ConsoleList {
  const known = list.rows.find((row) => row.id === alarm.id);
  if (known && known.version > alarm.version) return list;
  if (known) {
    const rows = list.rows.map((row) => (row.id === alarm.id ? alarm : row));
    const leaving = new Set(list.leaving);
    if (belongs) leaving.delete(alarm.id);
    else leaving.add(alarm.id);
    const next = { ...list, rows, leaving };
    return list.held ? next : settled(next);
  }
  const others = list.waiting.filter((row) => row.id !== alarm.id);
  const next = { ...list, waiting: belongs && comesIn ? [alarm, ...others] : others };
  return list.held ? next : settled(next);
}

/** A foreseen or confirmed change of a row that the reader caused: always in place, whatever the filters say. */
function replaced(list: ConsoleList, alarm: Alarm): ConsoleList {
  return { ...list, rows: list.rows.map((row) => (row.id === alarm.id ? alarm : row)) };
}
