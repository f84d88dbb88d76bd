/** Cursor (the row the keyboard is on) and the rows marked for a bulk action. */
export interface Selection {
  cursor: string | null;
  marked: ReadonlySet<string>;
  /** Where a range of marks starts. */
  anchor: string | null;
}

export type SelectionEvent =
  | { type: 'move'; by: number }
  | { type: 'first' }
  | { type: 'last' }
  | { type: 'point'; id: string | null }
  | { type: 'mark'; id: string }
  | { type: 'mark-to'; id: string }
  | { type: 'mark-all' }
  | { type: 'clear' };

export const nothingSelected: Selection = { cursor: null, marked: new Set(), anchor: null };

/** Next state of the selection over the rows `ids`, in the order shown. */
export function select(selection: Selection, event: SelectionEvent, ids: readonly string[]): Selection {
  switch (event.type) {
    case 'move': {
      const at = selection.cursor === null ? -1 : ids.indexOf(selection.cursor);
      const next =
        at === -1 ? (event.by > 0 ? 0 : ids.length - 1) : Math.max(0, Math.min(ids.length - 1, at + event.by));
      return { ...selection, cursor: ids[next] ?? null };
    }
    case 'first':
      return { ...selection, cursor: ids[0] ?? null };
    case 'last':
      return { ...selection, cursor: ids.at(-1) ?? null };
    case 'point':
      return { ...selection, cursor: event.id };
    case 'mark':
      return { cursor: event.id, anchor: event.id, marked: flipped(selection.marked, event.id) };
    case 'mark-to':
      return {
        ...selection,
        cursor: event.id,
        marked: new Set([...selection.marked, ...between(ids, selection.anchor ?? event.id, event.id)]),
      };
    case 'mark-all': {
      const all = ids.length > 0 && ids.every((id) => selection.marked.has(id));
      return { ...selection, marked: new Set(all ? [] : ids), anchor: null };
    }
    default:
      return { ...selection, marked: new Set(), anchor: null };
  }
}

/** The rows a command applies to: the marked ones, else the one under the cursor. */
export function targetsOf(selection: Selection, ids: readonly string[]): string[] {
  const marked = ids.filter((id) => selection.marked.has(id));
  if (marked.length) return marked;
  return selection.cursor !== null && ids.includes(selection.cursor) ? [selection.cursor] : [];
}

function flipped(set: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

function between(ids: readonly string[], from: string, to: string): string[] {
  const a = ids.indexOf(from);
  const b = ids.indexOf(to);
  if (a === -1 || b === -1) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
