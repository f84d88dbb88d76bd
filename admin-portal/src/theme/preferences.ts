import { useSyncExternalStore } from 'react';
import type { Density, Mode } from './tokens';

/** What a person chose about the look; kept on this device. */
export interface Preferences {
  /** `system` follows the device. */
  mode: Mode | 'system';
  density: Density;
  /** Rail folded to icons. */
  railFolded: boolean;
}

const KEY = 'hydrant.preferences';
const defaults: Preferences = { mode: 'system', density: 'comfortable', railFolded: false };

let current = read();
const listeners = new Set<() => void>();

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return { ...defaults, ...(typeof stored === 'object' ? stored : {}) };
  } catch {
    return defaults;
  }
}

/** Changes some preferences and keeps them. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage may be full or closed: the choice then lasts for this page only.
  }
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The preferences, following changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

const darkQuery = (): MediaQueryList | undefined => globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function subscribeToDevice(listener: () => void): () => void {
  const query = darkQuery();
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
}

/** Light or dark, after the preference and the device. */
export function useMode(): Mode {
  const { mode } = usePreferences();
  const deviceDark = useSyncExternalStore(subscribeToDevice, () => darkQuery()?.matches ?? false);
  if (mode !== 'system') return mode;
  return deviceDark ? 'dark' : 'light';
}
