import Close from '@mui/icons-material/Close';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useTranslate } from 'ra-core';
import { useNow } from '../components/use-now';
import type { Alarm } from '../data/types';
import { type Command, fits } from './alarm-state';

export interface BulkBarProps {
  /** Commands the person may give. */
  commands: readonly Command[];
  /** The marked alarms. */
  alarms: readonly Alarm[];
  onCommand: (command: Command, alarms: readonly Alarm[]) => void;
  onClear: () => void;
}

/** What can be done to all marked alarms; each button says how many it concerns. */
export function BulkBar({ commands, alarms, onCommand, onClear }: BulkBarProps) {
  const translate = useTranslate();
  const now = useNow();
  if (alarms.length === 0) return null;
  const fitting = commands
    .map((command) => ({ command, count: alarms.filter((alarm) => fits(command, alarm, now)).length }))
    .filter(({ count }) => count > 0);
  return (
    <Box
      role="toolbar"
      aria-label={translate('alarms.bulk')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        flexWrap: 'wrap',
        paddingInline: 3,
        paddingBlock: 1.5,
        borderBlockEnd: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="span" aria-live="polite" sx={{ fontSize: 13, fontWeight: 600, marginInlineEnd: 2 }}>
        {translate('alarms.marked', { smart_count: alarms.length })}
      </Box>
      {fitting.map(({ command, count }, index) => (
        <Button
          key={command}
          variant={index === 0 && command === 'acknowledge' ? 'contained' : 'outlined'}
          onClick={() => onCommand(command, alarms)}
        >
          {translate(`alarms.command.${command}`)}
          {count < alarms.length && ` (${count})`}
        </Button>
      ))}
      <IconButton aria-label={translate('alarms.unmark')} onClick={onClear} sx={{ marginInlineStart: 'auto' }}>
        <Close fontSize="small" />
      </IconButton>
    </Box>
  );
}
