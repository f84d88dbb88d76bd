import { useTheme } from '@mui/material/styles';
import type { Palette } from './tokens';

/** The colours of the current mode. */
export function useColors(): Palette {
  return useTheme().hydrant.colors;
}
