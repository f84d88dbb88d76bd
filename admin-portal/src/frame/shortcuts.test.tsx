import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { type Shortcut, useShortcuts } from './shortcuts';

function Keys({ shortcuts }: { shortcuts: Shortcut[] }) {
  useShortcuts(shortcuts);
  return <input aria-label="field" />;
}

const shortcut = (keys: string, run: () => void, whileTyping = false): Shortcut => ({
  keys,
  label: keys,
  group: 'test',
  run,
  whileTyping,
});
const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}): boolean =>
  fireEvent.keyDown(target, { key, ...more });

describe('shortcuts', () => {
  it('run single keys, combinations and sequences', () => {
    const run = { j: vi.fn(), k: vi.fn(), gm: vi.fn() };
    render(<Keys shortcuts={[shortcut('j', run.j), shortcut('mod+k', run.k), shortcut('g m', run.gm)]} />);
    press('j');
    press('k', document.body, { ctrlKey: true });
    press('g');
    press('m');
    press('m');
    expect([run.j, run.k, run.gm].map((call) => call.mock.calls.length)).toEqual([1, 1, 1]);
  });

  it('leave typing alone, except for those that ask for it', () => {
    const plain = vi.fn();
    const always = vi.fn();
    render(<Keys shortcuts={[shortcut('j', plain), shortcut('mod+k', always, true)]} />);
    const field = screen.getByLabelText('field');
    press('j', field);
    press('k', field, { metaKey: true });
    expect(plain).not.toHaveBeenCalled();
    expect(always).toHaveBeenCalledOnce();
  });

  it('belong to the screen that is shown: the latest wins, and goes with it', () => {
    const frame = vi.fn();
    const page = vi.fn();
    render(<Keys shortcuts={[shortcut('a', frame)]} />);
    const shown = render(<Keys shortcuts={[shortcut('a', page)]} />);
    press('a');
    shown.unmount();
    press('a');
    expect([page.mock.calls.length, frame.mock.calls.length]).toEqual([1, 1]);
  });
});
