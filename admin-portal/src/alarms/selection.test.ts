import { describe, expect, it } from 'vitest';
import { nothingSelected, select, type Selection, type SelectionEvent, targetsOf } from './selection';

const ids = ['a', 'b', 'c', 'd'];
const after = (...events: SelectionEvent[]): Selection =>
  events.reduce((state, event) => select(state, event, ids), nothingSelected);

describe('cursor and marks', () => {
  it('moves within the rows', () => {
    expect(after({ type: 'move', by: 1 }).cursor).toBe('a');
    expect(after({ type: 'move', by: -1 }).cursor).toBe('d');
    expect(after({ type: 'last' }, { type: 'move', by: 1 }).cursor).toBe('d');
    expect(after({ type: 'point', id: 'b' }, { type: 'move', by: -5 }).cursor).toBe('a');
    expect(select(nothingSelected, { type: 'move', by: 1 }, []).cursor).toBeNull();
  });

  it('marks one, a stretch, all and none', () => {
    expect([...after({ type: 'mark', id: 'b' }).marked]).toEqual(['b']);
    expect(after({ type: 'mark', id: 'b' }, { type: 'mark', id: 'b' }).marked.size).toBe(0);
    expect([...after({ type: 'mark', id: 'd' }, { type: 'mark-to', id: 'b' }).marked].sort()).toEqual(['b', 'c', 'd']);
    expect(after({ type: 'mark-all' }).marked.size).toBe(4);
    expect(after({ type: 'mark-all' }, { type: 'mark-all' }).marked.size).toBe(0);
    expect(after({ type: 'mark-all' }, { type: 'clear' }).marked.size).toBe(0);
  });

  it('acts on the marked rows, else on the one under the cursor', () => {
    expect(targetsOf(after({ type: 'mark', id: 'c' }, { type: 'mark', id: 'a' }), ids)).toEqual(['a', 'c']);
    expect(targetsOf(after({ type: 'point', id: 'b' }), ids)).toEqual(['b']);
    expect(targetsOf(after({ type: 'point', id: 'gone' }), ids)).toEqual([]);
  });
});
