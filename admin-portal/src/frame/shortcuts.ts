import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key the keyboard help lists. `keys`: one key (`j`, `?`, `Escape`, `mod+k`) or a sequence (`g m`). */
export interface Shortcut {
  keys: string;
  /** Key of the catalogue. */
  label: string;
  /** Heading in the help sheet, key of the catalogue. */
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Also while typing in a field. */
  whileTyping?: boolean;
}

let registered: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
let pendingKey: { key: string; at: number } | null = null;
let listening = false;

/** Longest pause inside a sequence, ms. */
const SEQUENCE_MS = 1200;

function publish(next: readonly Shortcut[]): void {
  registered = next;
  listeners.forEach((listener) => listener());
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
      target.closest('[role="listbox"],[role="menu"]') !== null)
  );
}

/** The name of a pressed key as shortcuts write it. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : event.altKey ? `alt+${key}` : key;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyName(event);
  const sequence = pendingKey && event.timeStamp - pendingKey.at < SEQUENCE_MS ? `${pendingKey.key} ${key}` : null;
  pendingKey = null;
  const typing = isTyping(event.target);
  // The screen mounted last wins over the frame.
  const usable = registered.toReversed().filter((shortcut) => !typing || shortcut.whileTyping);
  const found = (sequence && usable.find((item) => item.keys === sequence)) || usable.find((item) => item.keys === key);
  if (found) {
    event.preventDefault();
    found.run(event);
  } else if (!typing && usable.some((item) => item.keys.startsWith(`${key} `))) {
    pendingKey = { key, at: event.timeStamp };
  }
}

/** Registers keys while the calling component is mounted. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const key = shortcuts.map((shortcut) => shortcut.keys).join('|');
  useEffect(() => {
    if (!listening) {
      listening = true;
      document.addEventListener('keydown', onKeyDown);
    }
    const mine = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }));
    publish([...registered, ...mine]);
    return () => publish(registered.filter((shortcut) => !mine.includes(shortcut)));
  }, [key]);
}

/** All keys that work now, for the help sheet. */
export function useRegisteredShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}
