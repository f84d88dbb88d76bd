import { describe, expect, it } from 'vitest';
import { navItems } from './screens';

describe('the screens of the portal', () => {
  it('have each a key sequence of their own', () => {
    const keys = navItems.flatMap(({ shortcut }) => shortcut ?? []);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
