import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** What may be wider than its place; named and in the order of the Tab key, so that the keyboard can scroll it. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box role="group" aria-label={label} tabIndex={0} sx={{ overflowX: 'auto' }}>
      {children}
    </Box>
  );
}
