import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import { useTranslate } from 'ra-core';
import { visuallyHidden } from '../components/visually-hidden';
import { useFormat } from '../i18n/use-format';
import { live, useLiveStatus } from '../live/live';
import { fontSizes, radii } from '../theme/tokens';
import { useColors } from '../theme/use-colors';

/** Is what the screen shows live? When not: since when, and a click tries again. */
export function LiveIndicator({ brief }: { brief: boolean }) {
  const colors = useColors();
  const translate = useTranslate();
  const format = useFormat();
  const { state, since } = useLiveStatus();
  const lost = state === 'lost';
  const text = lost
    ? since === null
      ? translate('live.never')
      : translate('live.lost', { time: format.time(since, 'time') })
    : translate(state === 'live' ? 'live.live' : 'live.connecting');
  return (
    <Tooltip describeChild title={lost ? translate('live.retry') : translate('live.hint')}>
      <ButtonBase
        onClick={() => live.retryNow()}
        aria-live="polite"
        sx={{
          gap: 1.5,
          blockSize: 28,
          paddingInline: 2,
          borderRadius: `${radii.md}px`,
          fontSize: fontSizes.xs,
          fontWeight: 500,
          whiteSpace: 'nowrap',
          color: lost ? colors.priorityText.high : colors.textMuted,
          backgroundColor: lost ? colors.prioritySoft.high : 'transparent',
        }}
      >
        <Box
          component="span"
          aria-hidden
          sx={{
            inlineSize: 8,
            blockSize: 8,
            borderRadius: '50%',
            border: `2px solid ${lost ? colors.priority.high : state === 'live' ? colors.accent : colors.textFaint}`,
            backgroundColor: state === 'live' ? colors.accent : 'transparent',
          }}
        />
        <Box component="span" sx={brief && !lost ? visuallyHidden : undefined}>
          {text}
        </Box>
      </ButtonBase>
    </Tooltip>
  );
}
