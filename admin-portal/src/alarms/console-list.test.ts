import { describe, expect, it } from 'vitest';
import { sampleAlarm } from '../test/sample-alarm';
import { consoleList, emptyList, type ConsoleList, type ListEvent } from './console-list';

const alarm = (id: string, version = 1) => sampleAlarm({ id, version });
const after = (...events: ListEvent[]): ConsoleList => events.reduce(consoleList, emptyList);
const ids = (list: ConsoleList): string[] => list.rows.map((row) => row.id);
const loaded = (...names: string[]): ListEvent => ({
  type: 'loaded',
  rows: names.map((name) => alarm(name)),
  question: 'open',
});
const arrives = (id: string, belongs = true, version = 2): ListEvent => ({
  type: 'alarm',
  alarm: alarm(id, version),
  belongs,
  comesIn: true,
});

describe('rows of the console', () => {
  it('takes new alarms in on top, and lets go of those that no longer belong', () => {
    expect(ids(after(loaded('a', 'b'), arrives('c')))).toEqual(['c', 'a', 'b']);
    expect(ids(after(loaded('a', 'b'), arrives('a', false)))).toEqual(['b']);
  });

  it('holds still under the pointer: values change, rows do not move', () => {
    const held = after(loaded('a', 'b'), { type: 'hold' }, arrives('c'), arrives('d'), arrives('a', false));
    expect(ids(held)).toEqual(['a', 'b']);
    expect(held.rows[0].version).toBe(2);
    expect(held.waiting.map((row) => row.id)).toEqual(['d', 'c']);
    expect(ids(consoleList(held, { type: 'release' }))).toEqual(['d', 'c', 'b']);
  });

  it('shows what waits when asked, and goes on holding', () => {
    const shown = after(loaded('a'), { type: 'hold' }, arrives('b'), { type: 'show-waiting' }, arrives('c'));
    expect(ids(shown)).toEqual(['b', 'a']);
    expect(shown.waiting).toHaveLength(1);
  });

  it('keeps the order when the same page is loaded again while held, but not when another is', () => {
    const again = after(
      loaded('a', 'b'),
      { type: 'hold' },
      { type: 'loaded', rows: [alarm('c'), alarm('b', 3)], question: 'open' },
    );
    expect(ids(again)).toEqual(['a', 'b']);
    expect(again.rows[1].version).toBe(3);
    expect(again.waiting.map((row) => row.id)).toEqual(['c']);
    expect([...again.leaving]).toEqual(['a']);
    const other: ListEvent = { type: 'loaded', rows: [alarm('x')], question: 'shelved' };
    expect(ids(after(loaded('a'), { type: 'hold' }, other))).toEqual(['x']);
  });

  it('is not turned back by an older version', () => {
    const list = after(loaded('a'), arrives('a', true, 5), arrives('a', true, 4));
    expect(list.rows[0].version).toBe(5);
  });

  it('does not put new alarms on later pages', () => {
    expect(ids(after(loaded('a'), { type: 'alarm', alarm: alarm('b'), belongs: true, comesIn: false }))).toEqual(['a']);
  });

  it('shows a change of one’s own in place', () => {
    const list = after(loaded('a', 'b'), {
      type: 'replace',
      alarms: [sampleAlarm({ id: 'b', state: 'active_acked' })],
    });
    expect(list.rows[1].state).toBe('active_acked');
  });
});
