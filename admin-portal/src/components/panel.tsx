import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import type { SxProps, Theme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type ReactNode, useId } from 'react';
import { radii } from '../theme/tokens';

export interface PanelProps {
  /** Key of the catalogue or a text. */
  title?: string;
  /** At the end of the title's line. */
  aside?: ReactNode;
  /** Without inner padding: for tables and maps. */
  flush?: boolean;
  sx?: SxProps<Theme>;
  children: ReactNode;
}

/** A lined surface with a heading. */
export function Panel({ title, aside, flush = false, sx, children }: PanelProps) {
  const translate = useTranslate();
  const id = useId();
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby={title ? id : undefined}
      sx={[
        {
          borderRadius: `${radii.lg}px`,
          display: 'flex',
          flexDirection: 'column',
          minInlineSize: 0,
          overflow: 'hidden',
        },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    >
      {(title || aside) && (
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 2,
            paddingInline: 4,
            minBlockSize: 44,
            borderBottom: flush ? 1 : 0,
            borderColor: 'divider',
          }}
        >
          {title && (
            <Typography variant="h3" component="h2" id={id} sx={{ flex: 1 }}>
              {translate(title, { _: title })}
            </Typography>
          )}
          {aside}
        </Box>
      )}
      <Box
        sx={{
          flex: 1,
          minBlockSize: 0,
          display: 'flex',
          flexDirection: 'column',
          padding: flush ? 0 : 4,
          paddingBlockStart: flush || title ? 0 : 4,
        }}
      >
        {children}
      </Box>
    </Paper>
  );
}
