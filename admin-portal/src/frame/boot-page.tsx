import Box from '@mui/material/Box';
import { Logo } from './logo';

/** Before it is known who is there: the mark alone, in the middle, without a spinner. */
export function BootPage() {
  return (
    <Box aria-busy="true" sx={{ blockSize: '100vh', display: 'grid', placeItems: 'center', opacity: 0.5 }}>
      <Logo size={40} />
    </Box>
  );
}
