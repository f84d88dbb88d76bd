import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useFormat } from '../i18n/use-format';

/** How far something has come, as a bar and a number. */
export function ProgressBar({ label, percent, resting }: { label: string; percent: number; resting: boolean }) {
  const format = useFormat();
  const text = format.number(percent / 100, { style: 'percent', maximumFractionDigits: percent < 99.95 ? 0 : 1 });
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', minInlineSize: 0 }}>
      <LinearProgress
        variant="determinate"
        value={percent}
        color={resting ? 'inherit' : 'primary'}
        aria-label={label}
        aria-valuetext={text}
        sx={{ flex: 1, minInlineSize: 60, blockSize: 6, borderRadius: 3, opacity: resting ? 0.5 : 1 }}
      />
      <Box component="span" sx={{ fontSize: 12, fontVariantNumeric: 'tabular-nums', color: 'text.secondary' }}>
        {text}
      </Box>
    </Box>
  );
}
