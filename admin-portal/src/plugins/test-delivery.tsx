import type { Schemas } from '@app/api-client';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { post } from '../data/http';
import { useAction } from '../kit/use-action';

type Result = Schemas['DeliveryResult'];
const SEVERITIES = { delivered: 'success', retry: 'warning', failed: 'error' } as const;

/** Sends a test message through a channel and tells how it went. */
export function TestDeliveryButton({ id }: { id: string }) {
  const translate = useTranslate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {translate('plugins.test')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} maxWidth="xs" fullWidth aria-labelledby="test-delivery-title">
        {open && <TestForm id={id} onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function TestForm({ id, onClose }: { id: string; onClose: () => void }) {
  const translate = useTranslate();
  const action = useAction();
  const [recipient, setRecipient] = useState('');
  const [result, setResult] = useState<Result | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { recipient: recipient.trim() === '' ? null : recipient.trim() };
    setResult((await action.run(() => post<Result>(`/plugin-instances/${id}/test-delivery`, body))) ?? null);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <DialogTitle id="test-delivery-title">{translate('plugins.test')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <TextField
          fullWidth
          autoFocus
          label={translate('plugins.recipient')}
          helperText={translate('plugins.recipient_help')}
          value={recipient}
          onChange={(event) => setRecipient(event.target.value)}
          sx={{ marginBlockStart: 2 }}
        />
        {result && (
          <Alert severity={SEVERITIES[result.outcome]}>
            {translate(`plugins.outcome.${result.outcome}`)}
            {result.detail === null ? '' : ` ${result.detail}`}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.close')}</Button>
        <Button type="submit" variant="contained" disabled={action.busy}>
          {translate('plugins.send')}
        </Button>
      </DialogActions>
    </form>
  );
}
