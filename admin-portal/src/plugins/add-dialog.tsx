import type { Schemas } from '@app/api-client';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useNotify, useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { ErrorState, RowsSkeleton } from '../components/states';
import { post } from '../data/http';
import { useMunicipalities } from '../data/municipalities';
import { problemMessage } from '../data/problem';
import { ConfigFields } from './config-fields';
import { KINDS, type Plugin, type PluginInstance, usePluginDetail, useRefreshPlugins } from './plugin-data';
import { useConfigForm } from './use-config-form';

/** Makes an instance: which plugin, what it is called, how it is configured. */
export function AddDialog({ plugins, onClose }: { plugins: readonly Plugin[]; onClose: () => void }) {
  const translate = useTranslate();
  const [chosen, setChosen] = useState<string | null>(null);
  const detail = usePluginDetail(chosen);
  const plugin = plugins.find(({ id }) => id === chosen);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="add-plugin-title">
      <DialogTitle id="add-plugin-title">{translate('plugins.add')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <TextField
          select
          fullWidth
          label={translate('plugins.plugin')}
          value={chosen ?? ''}
          onChange={(event) => setChosen(event.target.value)}
          sx={{ marginBlockStart: 2 }}
        >
          {KINDS.flatMap((kind) => [
            <ListSubheader key={kind}>{translate(`plugins.kinds.${kind}`)}</ListSubheader>,
            ...plugins
              .filter((each) => each.kind === kind)
              .map(({ id, title, version }) => (
                <MenuItem key={id} value={id}>
                  {title}{' '}
                  <Box component="bdi" sx={{ color: 'text.secondary', marginInlineStart: 2 }}>
                    {version}
                  </Box>
                </MenuItem>
              )),
          ])}
        </TextField>
        {plugin && !plugin.builtIn && <Alert severity="info">{translate('plugins.third_party')}</Alert>}
        {detail.error ? <ErrorState compact error={detail.error} onRetry={() => void detail.refetch()} /> : null}
        {chosen !== null && detail.isPending && <RowsSkeleton rows={4} />}
        {detail.data && <AddForm key={detail.data.id} plugin={detail.data} onClose={onClose} />}
      </DialogContent>
      {!detail.data && (
        <DialogActions>
          <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

interface AddFormProps {
  plugin: Schemas['PluginDetail'];
  onClose: () => void;
}

function AddForm({ plugin: { id: plugin, kind, title, configSchema }, onClose }: AddFormProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const refresh = useRefreshPlugins();
  const form = useConfigForm(configSchema, {});
  const { municipalities } = useMunicipalities();
  const [scopeId, setScopeId] = useState('');
  const [name, setName] = useState(title);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = form.body();
    if (body === null || busy) return;
    setBusy(true);
    try {
      const made = await post<PluginInstance>('/plugin-instances', {
        plugin,
        name: name.trim(),
        ...(scopeId !== '' && { scopeId }),
        ...body,
      });
      await refresh();
      onClose();
      void navigate(`/plugins/${made.id}`);
    } catch (error) {
      if (!form.refused(error)) {
        const message = problemMessage(error);
        notify(translate(message, { _: message }), { type: 'error' });
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <Box component="form" noValidate onSubmit={(event) => void submit(event)} sx={{ display: 'grid', gap: 4 }}>
      <TextField
        fullWidth
        required
        label={translate('plugins.name')}
        helperText={translate('plugins.name_help')}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {kind === 'gateway' && municipalities.length > 0 && (
        <TextField
          select
          fullWidth
          label={translate('plugins.scope')}
          helperText={translate('plugins.scope_help')}
          value={scopeId}
          onChange={(event) => setScopeId(event.target.value)}
          slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
        >
          <MenuItem value="">{translate('kit.nation')}</MenuItem>
          {municipalities.map((each) => (
            <MenuItem key={each.id} value={each.id}>
              {each.name}
            </MenuItem>
          ))}
        </TextField>
      )}
      <ConfigFields
        fields={form.fields}
        draft={form.draft}
        faults={form.faults}
        secretsSet={[]}
        onChange={form.change}
      />
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'end' }}>
        <Button onClick={onClose}>{translate('actions.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={busy || name.trim() === ''}>
          {translate('plugins.add_now')}
        </Button>
      </Box>
    </Box>
  );
}
