import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useAbility } from '../auth/ability';
import { PriorityMark } from '../components/priority-mark';
import { VisuallyHidden } from '../components/visually-hidden';
import { useFormat } from '../i18n/use-format';
import { useOverview } from '../overview/use-overview';
import { fontSizes, PRIORITIES, radii } from '../theme/tokens';
import { useColors } from '../theme/use-colors';

/** Active alarms by priority; leads to the alarm console. On a phone: only the worst. */
export function AlarmCounter({ brief }: { brief: boolean }) {
  const colors = useColors();
  const translate = useTranslate();
  const format = useFormat();
  const { data } = useOverview();
  const allowed = useAbility().can('read', 'Alert');
  if (!data || !allowed) return null;
  const counts = data.figures.alerts;
  const worst = PRIORITIES.find((priority) => counts[priority] > 0) ?? 'critical';
  const shown = brief ? [worst] : PRIORITIES;
  return (
    <Box
      component={Link}
      to="/alarms"
      sx={{
        display: 'flex',
        gap: 2.5,
        alignItems: 'center',
        blockSize: 28,
        paddingInline: 2,
        borderRadius: `${radii.md}px`,
        border: `1px solid ${colors.line}`,
        backgroundColor: colors.surface,
        color: colors.text,
        textDecoration: 'none',
        fontSize: fontSizes.sm,
        fontWeight: 600,
        '&:hover': { borderColor: colors.lineStrong },
      }}
    >
      <VisuallyHidden>{translate('overview.active_alarms')}</VisuallyHidden>
      {shown.map((priority) => (
        <Box
          key={priority}
          component="span"
          sx={{
            display: 'inline-flex',
            gap: 1,
            alignItems: 'center',
            color: counts[priority] ? undefined : colors.textFaint,
            '& svg': { opacity: counts[priority] ? 1 : 0.35 },
          }}
        >
          <PriorityMark kind={priority} size={12} />
          {format.number(counts[priority])}
        </Box>
      ))}
    </Box>
  );
}
