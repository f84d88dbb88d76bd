import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { BREAK_KINDS } from './risk-types';

export interface BreakDialogProps {
  open: boolean;
  busy: boolean;
  onRecord: (body: { brokeOn: string; kind: string; note: string }) => void;
  onClose: () => void;
}

/** Asks when and how a pipe broke. */
export function BreakDialog({ open, ...form }: BreakDialogProps) {
  return (
    <Dialog open={open} onClose={form.onClose} maxWidth="xs" fullWidth aria-labelledby="break-dialog-title">
      {open && <BreakForm {...form} />}
    </Dialog>
  );
}

function BreakForm({ busy, onRecord, onClose }: Omit<BreakDialogProps, 'open'>) {
  const translate = useTranslate();
  const [brokeOn, setBrokeOn] = useState(() => new Date().toLocaleDateString('sv-SE'));
  const [kind, setKind] = useState<string>(BREAK_KINDS[0]);
  const [note, setNote] = useState('');
  const ready = !busy && brokeOn !== '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onRecord({ brokeOn, kind, note });
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle id="break-dialog-title">{translate('maintenance.break.record')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <TextField
          fullWidth
          type="date"
          label={translate('maintenance.break.day')}
          value={brokeOn}
          onChange={(event) => setBrokeOn(event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ marginBlockStart: 2 }}
        />
        <TextField
          select
          fullWidth
          label={translate('maintenance.break.kind')}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          {BREAK_KINDS.map((value) => (
            <MenuItem key={value} value={value}>
              {translate(`maintenance.break_kind.${value}`)}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          fullWidth
          multiline
          minRows={2}
          label={translate('maintenance.break.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {translate('maintenance.break.record')}
        </Button>
      </DialogActions>
    </form>
  );
}
