import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useCan, useMe } from '../auth/ability';
import { useNow } from '../components/use-now';
import { useMunicipality } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { ReferencePicker } from '../kit/reference-input';
import { type CommandFields, isActive } from './alarm-state';

/** Commands that ask something before they are given. */
export type AskedCommand = 'shelve' | 'comment' | 'assign' | 'resolve';

export interface CommandDialogProps {
  command: AskedCommand | null;
  alarms: readonly Alarm[];
  onClose: () => void;
  onGive: (fields: CommandFields) => void;
}

/** Asks what a command needs: reason and time, a comment, a person, a cause. */
export function CommandDialog({ command, alarms, onClose, onGive }: CommandDialogProps) {
  const give = (fields: CommandFields): void => {
    onGive(fields);
    onClose();
  };
  const open = command !== null && alarms.length > 0;
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="alarm-command-title">
      {open && command === 'shelve' && <ShelveForm alarms={alarms} onClose={onClose} onGive={give} />}
      {open && command === 'comment' && <CommentForm alarms={alarms} onClose={onClose} onGive={give} />}
      {open && command === 'assign' && <AssignForm alarms={alarms} onClose={onClose} onGive={give} />}
      {open && command === 'resolve' && <ResolveForm alarms={alarms} onClose={onClose} onGive={give} />}
    </Dialog>
  );
}

interface FormProps {
  alarms: readonly Alarm[];
  onClose: () => void;
  onGive: (fields: CommandFields) => void;
}

interface ShellProps extends Pick<FormProps, 'alarms' | 'onClose'> {
  command: AskedCommand;
  ready: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

function Shell({ command, alarms, ready, onSubmit, onClose, children }: ShellProps) {
  const translate = useTranslate();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle id="alarm-command-title">
        {translate(`alarms.ask.${command}`, { smart_count: alarms.length })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" sx={{ color: 'text.secondary', marginBlockEnd: 4 }}>
          {alarms.length === 1 ? alarms[0].sensorName : translate('alarms.marked', { smart_count: alarms.length })}
        </Typography>
        <Box sx={{ display: 'grid', gap: 4, paddingBlockStart: 1 }}>{children}</Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {translate(`alarms.command.${command}`)}
        </Button>
      </DialogActions>
    </form>
  );
}

const UNTIL_CLEAR = 'clear';
/** Times offered for shelving, minutes. */
const SHELVE_TIMES = [30, 60, 240, 480, 1440, 10_080] as const;

/** The municipality that all the alarms lie in; null when they lie in several. */
function sharedMunicipality(alarms: readonly Alarm[]): string | null {
  const [first, ...others] = alarms.map(({ municipalityId }) => municipalityId);
  return first !== undefined && others.every((id) => id === first) ? first : null;
}

function ShelveForm({ alarms, onClose, onGive }: FormProps) {
  const translate = useTranslate();
  const format = useFormat();
  const now = useNow();
  const zone = useMunicipality(sharedMunicipality(alarms))?.timeZone;
  const [reason, setReason] = useState('');
  const [time, setTime] = useState('60');
  const minutes = Number(time);
  const give = (): void =>
    onGive(
      time === UNTIL_CLEAR
        ? { command: 'shelve', reason: reason.trim(), untilClear: true }
        : { command: 'shelve', reason: reason.trim(), minutes },
    );
  return (
    <Shell command="shelve" alarms={alarms} ready={reason.trim() !== ''} onSubmit={give} onClose={onClose}>
      <TextField
        autoFocus
        required
        multiline
        minRows={2}
        label={translate('alarms.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <TextField
        select
        label={translate('alarms.shelve_for')}
        value={time}
        onChange={(event) => setTime(event.target.value)}
        helperText={
          time === UNTIL_CLEAR
            ? translate('alarms.until_clear_help')
            : translate('alarms.shelve_until_help', { time: format.time(now + minutes * 60_000, 'day', zone) })
        }
      >
        {SHELVE_TIMES.map((value) => (
          <MenuItem key={value} value={String(value)}>
            {translate(`alarms.minutes.${value}`)}
          </MenuItem>
        ))}
        <MenuItem value={UNTIL_CLEAR}>{translate('alarms.until_clear')}</MenuItem>
      </TextField>
    </Shell>
  );
}

function CommentForm({ alarms, onClose, onGive }: FormProps) {
  const translate = useTranslate();
  const [text, setText] = useState('');
  return (
    <Shell
      command="comment"
      alarms={alarms}
      ready={text.trim() !== ''}
      onSubmit={() => onGive({ command: 'comment', text: text.trim() })}
      onClose={onClose}
    >
      <TextField
        autoFocus
        required
        multiline
        minRows={3}
        label={translate('alarms.comment')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 2000 } }}
      />
    </Shell>
  );
}

function AssignForm({ alarms, onClose, onGive }: FormProps) {
  const translate = useTranslate();
  const me = useMe();
  const mayFindOthers = useCan('read', 'User');
  const [userId, setUserId] = useState<string | null>(alarms[0].owner?.id ?? me?.id ?? null);
  return (
    <Shell
      command="assign"
      alarms={alarms}
      ready
      onSubmit={() => onGive({ command: 'assign', userId })}
      onClose={onClose}
    >
      {mayFindOthers ? (
        <ReferencePicker
          resource="users"
          value={userId}
          onChange={setUserId}
          label={translate('alarms.column.owner')}
          textOf={(user) => String(user.displayName ?? user.username)}
          helperText={translate('alarms.assign_help')}
        />
      ) : (
        <TextField
          select
          label={translate('alarms.column.owner')}
          value={userId ?? ''}
          onChange={(event) => setUserId(event.target.value || null)}
        >
          <MenuItem value={me?.id ?? ''}>{me?.displayName}</MenuItem>
          <MenuItem value="">{translate('alarms.nobody')}</MenuItem>
        </TextField>
      )}
      {mayFindOthers && me && userId !== me.id && (
        <Button variant="outlined" onClick={() => setUserId(me.id)} sx={{ justifySelf: 'start' }}>
          {translate('alarms.take_it')}
        </Button>
      )}
    </Shell>
  );
}

const CAUSES = ['burst', 'valve', 'power', 'pump', 'sensor', 'maintenance', 'demand', 'false_alarm'] as const;

function ResolveForm({ alarms, onClose, onGive }: FormProps) {
  const translate = useTranslate();
  const [cause, setCause] = useState('');
  const [reason, setReason] = useState('');
  const stillActive = alarms.some(isActive);
  const ready = cause.trim() !== '' && (!stillActive || reason.trim() !== '');
  const give = (): void =>
    onGive({ command: 'resolve', cause: cause.trim(), ...(reason.trim() ? { reason: reason.trim() } : {}) });
  return (
    <Shell command="resolve" alarms={alarms} ready={ready} onSubmit={give} onClose={onClose}>
      <Autocomplete
        freeSolo
        options={CAUSES.map((value) => translate(`alarms.cause.${value}`))}
        inputValue={cause}
        onInputChange={(_, text) => setCause(text)}
        renderInput={(params) => (
          <TextField
            {...params}
            autoFocus
            required
            label={translate('alarms.cause_label')}
            helperText={translate('alarms.cause_help')}
          />
        )}
      />
      <TextField
        multiline
        minRows={2}
        required={stillActive}
        label={translate('alarms.reason')}
        helperText={stillActive ? translate('alarms.still_active_help') : undefined}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 1000 } }}
      />
    </Shell>
  );
}
