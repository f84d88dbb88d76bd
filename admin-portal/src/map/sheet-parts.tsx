import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { Fragment, type ReactNode } from 'react';
import { isUnacked, markOf } from '../alarms/alarm-state';
import { ConditionText } from '../alarms/condition-text';
import { useAlarmCommands } from '../alarms/use-alarm-commands';
import { useAbility } from '../auth/ability';
import { PriorityMark } from '../components/priority-mark';
import { Age } from '../components/time-ago';
import { useNow } from '../components/use-now';
import type { Alarm } from '../data/types';
import { useColors } from '../theme/use-colors';

/** Head of the side sheet: what it is, its name, and the way out. */
export function SheetHead({
  kind,
  name,
  mark,
  onClose,
}: {
  kind: string;
  name: string;
  mark?: ReactNode;
  onClose: () => void;
}) {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', padding: 4, paddingBlockEnd: 2 }}>
      <Box sx={{ flex: 1, minInlineSize: 0 }}>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', display: 'flex', gap: 2 }}>
          {kind}
          {mark}
        </Typography>
        <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
      </Box>
      <IconButton aria-label={translate('actions.close')} onClick={onClose}>
        <Close fontSize="small" />
      </IconButton>
    </Box>
  );
}

/** Facts as label and value; empty ones are left out. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(96px, auto) 1fr',
        columnGap: 4,
        rowGap: 1,
        margin: 0,
        paddingInline: 4,
        paddingBlock: 2,
      }}
    >
      {known.map(([label, value]) => (
        <Fragment key={label}>
          <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
            {label}
          </Typography>
          <Typography component="dd" variant="body2" sx={{ margin: 0, minInlineSize: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Typography>
        </Fragment>
      ))}
    </Box>
  );
}

/** A part of the sheet with a small heading. */
export function SheetSection({ title, children }: { title: string; children: ReactNode }) {
  const colors = useColors();
  return (
    <Box component="section" sx={{ borderBlockStart: `1px solid ${colors.line}`, paddingBlock: 2 }}>
      <Typography variant="subtitle2" component="h3" sx={{ paddingInline: 4, paddingBlock: 1 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

/** The object's open alarms, each with its first action. */
export function SheetAlarms({ alarms, zone }: { alarms: readonly Alarm[]; zone?: string }) {
  const translate = useTranslate();
  const ability = useAbility();
  const now = useNow();
  const { run, busy } = useAlarmCommands(() => undefined);
  const mayAcknowledge = ability.can('acknowledge', 'Alert');
  return (
    <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {alarms.map((alarm) => (
        <Box
          component="li"
          key={alarm.id}
          sx={{
            display: 'grid',
            gridTemplateColumns: '16px minmax(0, 1fr) auto',
            columnGap: 2.5,
            alignItems: 'start',
            paddingInline: 4,
            paddingBlock: 1.5,
          }}
        >
          <Box sx={{ paddingBlockStart: 0.5 }}>
            <PriorityMark kind={markOf(alarm, now)} unacknowledged={isUnacked(alarm)} />
          </Box>
          <Box sx={{ minInlineSize: 0 }}>
            <Typography variant="body2" sx={{ fontWeight: 500 }}>
              <ConditionText alarm={alarm} />
            </Typography>
            <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
              <Age time={alarm.raisedAt} zone={zone} /> · {translate(`alarm_state.${alarm.state}`)}
              {alarm.ackedBy && ` · ${alarm.ackedBy}`}
            </Typography>
          </Box>
          {isUnacked(alarm) && mayAcknowledge && (
            <Button
              variant="outlined"
              disabled={busy.has(alarm.id)}
              onClick={() => void run({ command: 'acknowledge' }, [alarm])}
            >
              {translate('map.acknowledge')}
            </Button>
          )}
        </Box>
      ))}
    </Box>
  );
}
