import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A line: words at the start, a figure at the end. */
export interface Line {
  key: string;
  text: ReactNode;
  aside: ReactNode;
}

/** Lines of words with a figure each. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', fontSize: 13 }}>
      {lines.map(({ key, text, aside }) => (
        <Box
          component="li"
          key={key}
          sx={{
            display: 'flex',
            gap: 3,
            justifyContent: 'space-between',
            paddingBlock: 1.5,
            borderBlockEnd: 1,
            borderColor: 'divider',
            '&:last-of-type': { borderBlockEnd: 0 },
          }}
        >
          <span>{text}</span>
          <Box
            component="span"
            sx={{ color: 'text.secondary', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
          >
            {aside}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
