import { createFlag } from './flag-store';

/** Is the keyboard help open? */
export const helpOpen = createFlag();

/** Opens the keyboard help. */
export const openHelp = (): void => helpOpen.set(true);
