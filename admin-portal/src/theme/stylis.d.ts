declare module 'stylis' {
  import type { StylisPlugin } from '@emotion/cache';

  /** Adds vendor prefixes, as emotion does by itself without own plugins. */
  export const prefixer: StylisPlugin;
}
