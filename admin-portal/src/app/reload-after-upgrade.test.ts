import { beforeEach, expect, it, vi } from 'vitest';
import { reloadAfterUpgrade } from './reload-after-upgrade';

beforeEach(() => sessionStorage.clear());

it('loads the page anew when a file of an earlier version is gone, but not over and over', () => {
  const reload = vi.fn();
  reloadAfterUpgrade(reload);
  const missing = () => new Event('vite:preloadError', { cancelable: true });
  const first = missing();
  window.dispatchEvent(first);
  expect([first.defaultPrevented, reload.mock.calls.length]).toEqual([true, 1]);
  const second = missing();
  window.dispatchEvent(second);
  expect([second.defaultPrevented, reload.mock.calls.length]).toEqual([false, 1]);
});
