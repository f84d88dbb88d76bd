const KEY = 'hydrant.reloadedAt';
/** A second failure within this time is no upgrade: it is told instead, ms. */
const ONCE_MS = 60_000;

/**
 * A tab that stayed open over an upgrade asks for files that are gone: the page is loaded anew, once.
 * @param reload - loads the page anew
 */
export function reloadAfterUpgrade(reload: () => void = () => window.location.reload()): void {
  window.addEventListener('vite:preloadError', (event) => {
    const now = Date.now();
    if (now - Number(sessionStorage.getItem(KEY) ?? 0) < ONCE_MS) return;
    sessionStorage.setItem(KEY, String(now));
    event.preventDefault();
    reload();
  });
}
