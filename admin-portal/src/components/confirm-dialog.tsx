import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type FormEvent, type ReactNode, useState } from 'react';

export interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** What happens, and that it cannot be undone. */
  children: ReactNode;
  /** A verb for the button. */
  confirmLabel: string;
  /** The name that has to be typed; leave out for what can be undone. */
  typed?: string;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be undone; with `typed`, the name of the thing has to be written first. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose } = props;
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth>
      {open && <ConfirmForm {...props} />}
    </Dialog>
  );
}

function ConfirmForm({ title, children, confirmLabel, typed, busy = false, onConfirm, onClose }: ConfirmDialogProps) {
  const translate = useTranslate();
  const [text, setText] = useState('');
  const ready = !busy && (typed === undefined || text.trim() === typed.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <Typography variant="body2" component="div" sx={{ color: 'text.secondary' }}>
          {children}
        </Typography>
        {typed !== undefined && (
          <TextField
            autoFocus
            fullWidth
            autoComplete="off"
            label={translate('confirm.type_name', { name: typed })}
            value={text}
            onChange={(event) => setText(event.target.value)}
            sx={{ marginBlockStart: 2 }}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" color="error" disabled={!ready} autoFocus={typed === undefined}>
          {confirmLabel}
        </Button>
      </DialogActions>
    </form>
  );
}
