import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { request } from '../data/http';
import { useAction } from '../kit/use-action';
import type { Model } from './model-types';
import { bodyOf, draftOf, SettingsFields } from './settings-fields';

/** Changes the settings of a model; they hold from its next training on. */
export function SettingsDialog({
  model,
  open,
  onDone,
  onClose,
}: {
  model: Model;
  open: boolean;
  onDone: (model: Model) => void;
  onClose: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth>
      {open && <SettingsForm model={model} onDone={onDone} onClose={onClose} />}
    </Dialog>
  );
}

function SettingsForm({
  model,
  onDone,
  onClose,
}: {
  model: Model;
  onDone: (model: Model) => void;
  onClose: () => void;
}) {
  const translate = useTranslate();
  const { run, busy } = useAction();
  const [draft, setDraft] = useState(() => draftOf(model));
  const body = bodyOf(draft);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await run(() => request<Model>('PATCH', `/models/${model.id}`, { body, ifMatch: model.version }));
    if (!answer) return;
    onDone(answer.data);
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <DialogTitle>{translate('models.settings')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        {/* Room for the label of the first field. */}
        <span />
        <SettingsFields draft={draft} onChange={setDraft} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" loading={busy} disabled={body === null}>
          {translate('actions.save')}
        </Button>
      </DialogActions>
    </form>
  );
}
