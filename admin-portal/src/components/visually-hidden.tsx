import Box, { type BoxProps } from '@mui/material/Box';

/** Read aloud, not shown. */
export const visuallyHidden = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

/** Text for those who listen instead of look. */
export function VisuallyHidden(props: Omit<BoxProps, 'sx'>) {
  return <Box component="span" {...props} sx={visuallyHidden} />;
}
