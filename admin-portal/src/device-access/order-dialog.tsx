import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { payloadOf } from './device-access';

export interface OrderDialogProps {
  open: boolean;
  /** Orders that the installation allows. */
  allowed: readonly string[];
  busy: boolean;
  onPropose: (order: { name: string; payload: Record<string, unknown> }) => void;
  onClose: () => void;
}

/** Asks what a device shall do. */
export function OrderDialog({ open, ...form }: OrderDialogProps) {
  return (
    <Dialog open={open} onClose={form.onClose} maxWidth="xs" fullWidth aria-labelledby="order-dialog-title">
      {open && <OrderForm {...form} />}
    </Dialog>
  );
}

function OrderForm({ allowed, busy, onPropose, onClose }: Omit<OrderDialogProps, 'open'>) {
  const translate = useTranslate();
  const [name, setName] = useState(allowed[0] ?? '');
  const [text, setText] = useState('');
  const payload = payloadOf(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (payload !== null && !busy) onPropose({ name, payload });
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle id="order-dialog-title">{translate('device_access.propose')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <TextField
          select
          fullWidth
          label={translate('device_access.order')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          sx={{ marginBlockStart: 2 }}
        >
          {allowed.map((value) => (
            <MenuItem key={value} value={value}>
              {value}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          fullWidth
          multiline
          minRows={3}
          label={translate('device_access.payload')}
          placeholder='{"intervalS": 300}'
          error={payload === null}
          helperText={translate(payload === null ? 'device_access.payload_wrong' : 'device_access.propose_detail')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          slotProps={{ htmlInput: { dir: 'ltr', style: { fontFamily: 'ui-monospace, monospace' } } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={busy || payload === null || name === ''}>
          {translate('device_access.propose_now')}
        </Button>
      </DialogActions>
    </form>
  );
}
