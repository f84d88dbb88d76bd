import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useNotify, useTranslate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { Panel } from '../components/panel';
import { ErrorState, RowsSkeleton } from '../components/states';
import { request } from '../data/http';
import { problemMessage } from '../data/problem';
import { ConfigFields } from './config-fields';
import { type PluginInstance, usePluginDetail, useRefreshPlugins } from './plugin-data';
import { useConfigForm } from './use-config-form';

export interface ConfigPanelProps {
  instance: PluginInstance;
  mayChange: boolean;
}

/** The configuration of an instance; a change lets it start anew. */
export function ConfigPanel({ instance, mayChange }: ConfigPanelProps) {
  const detail = usePluginDetail(instance.plugin);
  return (
    <Panel title="plugins.configuration">
      {detail.error && !detail.data ? (
        <ErrorState compact error={detail.error} onRetry={() => void detail.refetch()} />
      ) : null}
      {detail.isPending && <RowsSkeleton rows={4} />}
      {detail.data && (
        <Form key={detail.data.version} instance={instance} mayChange={mayChange} schema={detail.data.configSchema} />
      )}
    </Panel>
  );
}

function Form({ instance, mayChange, schema }: ConfigPanelProps & { schema: Readonly<Record<string, unknown>> }) {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefreshPlugins();
  const form = useConfigForm(schema, instance.config);
  const [name, setName] = useState(instance.name);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = form.body();
    if (body === null || busy) return;
    setBusy(true);
    try {
      const change = { name: name.trim(), ...body };
      await request('PATCH', `/plugin-instances/${instance.id}`, { body: change, ifMatch: instance.version });
      notify('plugins.saved', { type: 'success' });
      await refresh();
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
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void submit(event)}
      sx={{ display: 'grid', gap: 4, paddingBlockStart: 2 }}
    >
      <TextField
        fullWidth
        required
        label={translate('plugins.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {instance.isDefault && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {translate('plugins.from_settings')}
        </Typography>
      )}
      <ConfigFields
        fields={form.fields}
        draft={form.draft}
        faults={form.faults}
        secretsSet={instance.secretsSet}
        onChange={form.change}
      />
      {mayChange && (
        <Box>
          <Button type="submit" variant="contained" disabled={busy || name.trim() === ''}>
            {translate('plugins.save')}
          </Button>
        </Box>
      )}
    </Box>
  );
}
