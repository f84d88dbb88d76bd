import { useSyncExternalStore } from 'react';

/** A yes or no shared by distant parts of the page. */
export interface Flag {
  set(value: boolean): void;
  use(): boolean;
}

/** Makes a shared flag, false at first. */
export function createFlag(): Flag {
  let current = false;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    set: (value) => {
      current = value;
      listeners.forEach((listener) => listener());
    },
    use: () => useSyncExternalStore(subscribe, () => current),
  };
}
