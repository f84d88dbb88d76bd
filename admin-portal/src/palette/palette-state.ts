import { createFlag } from '../frame/flag-store';

/** Is the command palette open? */
export const paletteOpen = createFlag();

/** Opens the command palette. */
export const openPalette = (): void => paletteOpen.set(true);
