import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { type RaRecord, useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { post } from '../data/http';
import { useScope } from '../frame/scope';
import { ReferencePicker } from '../kit/reference-input';
import { useAction } from '../kit/use-action';
import type { Model } from './model-types';
import { bodyOf, SettingsFields, usualSettings } from './settings-fields';

const textOf = (record: RaRecord): string => `${record['name']} (${record['code']})`;

/** Makes a model of a sensor or a zone, and leads to its page, where its training is followed. */
export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} maxWidth="xs" fullWidth>
      {open && <CreateForm onClose={onClose} />}
    </Dialog>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { municipalityId } = useScope();
  const { run, busy } = useAction();
  const [kind, setKind] = useState<Model['scope']['kind']>('sensor');
  const [id, setId] = useState<string | null>(null);
  const [draft, setDraft] = useState(usualSettings);
  const body = bodyOf(draft);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (id === null || body === null) return;
    const made = await run(() => post<Model>('/models', { scope: { kind, id }, ...body }));
    if (made) void navigate(`/models/${made.id}`);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <DialogTitle>{translate('models.create')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('models.create_detail')}
        </Typography>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={kind}
          aria-label={translate('models.field.scope')}
          onChange={(_event, value: Model['scope']['kind'] | null) => {
            if (value === null) return;
            setKind(value);
            setId(null);
          }}
        >
          {(['sensor', 'zone'] as const).map((value) => (
            <ToggleButton key={value} value={value}>
              {translate(`models.kind.${value}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <ReferencePicker
          key={kind}
          resource={kind === 'sensor' ? 'sensors' : 'zones'}
          filter={municipalityId ? { municipalityId } : {}}
          textOf={textOf}
          value={id}
          onChange={setId}
          label={translate(`models.kind.${kind}`)}
          required
        />
        <SettingsFields draft={draft} onChange={setDraft} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" loading={busy} disabled={id === null || body === null}>
          {translate('models.train')}
        </Button>
      </DialogActions>
    </form>
  );
}
