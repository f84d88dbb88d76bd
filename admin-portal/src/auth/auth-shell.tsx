import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useColors } from '../theme/use-colors';
import { Logo } from '../frame/logo';
import Typography from '@mui/material/Typography';

/** The frame of the pages before the portal: sign-in and the forced change of password. */
export function AuthShell({ children }: { children: ReactNode }) {
  const colors = useColors();
  return (
    <Box
      component="main"
      sx={{ minBlockSize: '100dvh', display: 'grid', placeItems: 'center', padding: 4, backgroundColor: colors.canvas }}
    >
      <Box sx={{ inlineSize: '100%', maxInlineSize: 360 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 3, marginBlockEnd: 8 }}>
          <Logo size={32} />
          <Typography variant="h1" component="p">
            Hydrant
          </Typography>
        </Box>
        {children}
      </Box>
    </Box>
  );
}
