import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { asksName, asksSecret, NAME_KINDS, type NameDraft, type NameKind } from './device-access';

export interface NameDialogProps {
  open: boolean;
  busy: boolean;
  onAdd: (draft: NameDraft) => void;
  onClose: () => void;
}

/** Asks for a further way to know a device. */
export function NameDialog({ open, ...form }: NameDialogProps) {
  return (
    <Dialog open={open} onClose={form.onClose} maxWidth="xs" fullWidth aria-labelledby="name-dialog-title">
      {open && <NameForm {...form} />}
    </Dialog>
  );
}

function NameForm({ busy, onAdd, onClose }: Omit<NameDialogProps, 'open'>) {
  const translate = useTranslate();
  const [draft, setDraft] = useState<NameDraft>({ kind: 'eui', name: '', secret: '' });
  const { kind, name, secret } = draft;
  const needsName = asksName(kind) && kind !== 'psk';
  const needsSecret = kind === 'lorawan';
  const ready = !busy && (!needsName || name.trim() !== '') && (!needsSecret || secret.trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onAdd(draft);
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle id="name-dialog-title">{translate('device_access.add')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <TextField
          select
          fullWidth
          autoFocus
          label={translate('device_access.kind_label')}
          value={kind}
          helperText={translate(`device_access.help.${kind}`)}
          onChange={(event) => setDraft({ kind: event.target.value as NameKind, name: '', secret: '' })}
          sx={{ marginBlockStart: 2 }}
        >
          {NAME_KINDS.map((value) => (
            <MenuItem key={value} value={value}>
              {translate(`device_access.kind.${value}`)}
            </MenuItem>
          ))}
        </TextField>
        {asksName(kind) && (
          <TextField
            fullWidth
            autoComplete="off"
            required={needsName}
            label={translate(`device_access.name.${kind}`)}
            value={name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            slotProps={{ htmlInput: { dir: 'ltr' } }}
          />
        )}
        {asksSecret(kind) && (
          <TextField
            fullWidth
            autoComplete="off"
            required={needsSecret}
            label={translate(kind === 'lorawan' ? 'device_access.app_key' : 'device_access.secret')}
            helperText={needsSecret ? undefined : translate('device_access.secret_help')}
            value={secret}
            onChange={(event) => setDraft({ ...draft, secret: event.target.value })}
            slotProps={{ htmlInput: { dir: 'ltr' } }}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={!ready}>
          {translate('device_access.add_now')}
        </Button>
      </DialogActions>
    </form>
  );
}
