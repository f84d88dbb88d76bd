import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { fontSizes, type MarkKind, radii } from '../theme/tokens';
import { useColors } from '../theme/use-colors';

export interface StateChipProps {
  /** Neutral unless something is abnormal. */
  tone?: MarkKind | 'neutral' | 'good';
  icon?: ReactNode;
  children: ReactNode;
}

/** A short state in words: neutral by default, coloured only for what is abnormal. */
export function StateChip({ tone = 'neutral', icon, children }: StateChipProps) {
  const colors = useColors();
  const plain = tone === 'neutral' || tone === 'good';
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1,
        paddingInline: 1.5,
        blockSize: 20,
        borderRadius: `${radii.sm}px`,
        fontSize: fontSizes.xs,
        fontWeight: 500,
        whiteSpace: 'nowrap',
        color: plain ? colors.textMuted : colors.priorityText[tone],
        backgroundColor: plain ? colors.sunken : colors.prioritySoft[tone],
        '& svg': { fontSize: 14 },
      }}
    >
      {tone === 'good' && (
        <Box
          component="span"
          aria-hidden
          sx={{ inlineSize: 6, blockSize: 6, borderRadius: '50%', backgroundColor: colors.accent }}
        />
      )}
      {icon}
      {children}
    </Box>
  );
}
