import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { useTranslate } from 'ra-core';
import type { ReactNode } from 'react';

/** A number that answers a question, with what it is of. */
export interface Figure {
  /** Key of the catalogue. */
  label: string;
  value: ReactNode;
  /** Under the value. */
  note?: ReactNode;
}

/** A row of figures. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  const translate = useTranslate();
  return (
    <Paper
      variant="outlined"
      component="dl"
      sx={{
        margin: 0,
        display: 'grid',
        gridTemplateColumns: { xs: '1fr 1fr', md: `repeat(${figures.length}, 1fr)` },
        borderRadius: 2,
        overflow: 'hidden',
      }}
    >
      {figures.map(({ label, value, note }) => (
        <Box
          key={label}
          sx={{
            padding: 4,
            borderInlineEnd: 1,
            borderBlockEnd: { xs: 1, md: 0 },
            borderColor: 'divider',
            '&:last-of-type': { borderInlineEnd: 0 },
          }}
        >
          <Box component="dt" sx={{ fontSize: 12, color: 'text.secondary' }}>
            {translate(label)}
          </Box>
          <Box
            component="dd"
            sx={{ margin: 0, fontSize: 20, lineHeight: '28px', fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}
          >
            {value}
            {note && (
              <Box sx={{ fontSize: 12, lineHeight: '16px', fontWeight: 400, color: 'text.secondary' }}>{note}</Box>
            )}
          </Box>
        </Box>
      ))}
    </Paper>
  );
}
