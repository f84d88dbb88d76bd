/** A stretch of time, ms since 1970. */
export interface Window {
  from: number;
  to: number;
}

/** Shortest window a chart zooms to, ms. */
export const MIN_WINDOW_MS = 60_000;

/** Number of points to ask for: about one per two pixels, within what the server answers well. */
export function pointsFor(widthPx: number): number {
  return Math.max(100, Math.min(2000, Math.round(widthPx / 200) * 100));
}

/** The window a brush marked, put in order and kept within bounds; null when too short to mean it. */
export function brushed(a: number, b: number, outer: Window): Window | null {
  const from = Math.max(outer.from, Math.min(a, b));
  const to = Math.min(outer.to, Math.max(a, b));
  if (to - from < (outer.to - outer.from) / 200) return null;
  if (to - from >= MIN_WINDOW_MS) return { from, to };
  const middle = (from + to) / 2;
  return { from: middle - MIN_WINDOW_MS / 2, to: middle + MIN_WINDOW_MS / 2 };
}

/** The window moved by a share of its length; never past `latest`. */
export function moved(window: Window, share: number, latest: number): Window {
  const length = window.to - window.from;
  const to = Math.min(latest, window.to + length * share);
  return { from: to - length, to };
}

/** The window made longer around its middle; never past `latest`. */
export function widened(window: Window, factor: number, latest: number): Window {
  const middle = (window.from + window.to) / 2;
  const half = ((window.to - window.from) * factor) / 2;
  const to = Math.min(latest, middle + half);
  return { from: to - half * 2, to };
}

/** A window of this length that ends with this moment, the moment included. */
export function endingAt(timeMs: number, lengthMs: number): Window {
  return { from: timeMs + 1000 - lengthMs, to: timeMs + 1000 };
}

/** Reads a fixed window (`from`, `to` as ISO times) from the address; null: follow the present. */
export function windowFromSearch(search: string): Window | null {
  const params = new URLSearchParams(search);
  const from = Date.parse(params.get('from') ?? '');
  const to = Date.parse(params.get('to') ?? '');
  return Number.isFinite(from) && Number.isFinite(to) && from < to ? { from, to } : null;
}

/** Writes a fixed window into the address, or takes it out. */
export function searchWithWindow(search: string, window: Window | null): string {
  const params = new URLSearchParams(search);
  if (window) {
    params.set('from', new Date(Math.round(window.from)).toISOString());
    params.set('to', new Date(Math.round(window.to)).toISOString());
  } else {
    params.delete('from');
    params.delete('to');
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
