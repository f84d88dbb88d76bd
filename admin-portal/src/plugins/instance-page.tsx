import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { Page, PageHeader } from '../components/page-header';
import { ErrorState, RowsSkeleton } from '../components/states';
import { post, request } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import { useAction } from '../kit/use-action';
import { CapabilitiesDialog } from './capabilities-dialog';
import { ConfigPanel } from './config-panel';
import { InstanceState } from './instance-table';
import { LogPanel } from './log-panel';
import { type PluginInstance, useInstance, useRefreshPlugins } from './plugin-data';
import { ProcessesPanel } from './processes-panel';
import { TestDeliveryButton } from './test-delivery';

/** One instance of a plugin: is it up, how is it configured, what did it say. */
export function InstancePage() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useInstance(id);
  return (
    <Page>
      {error && !data ? <ErrorState page error={error} onRetry={() => void refetch()} /> : null}
      {isPending && <RowsSkeleton rows={8} />}
      {data && <Instance instance={data} />}
    </Page>
  );
}

function Instance({ instance }: { instance: PluginInstance }) {
  const translate = useTranslate();
  const mayChange = useCan('update', 'System');
  const { id, name, pluginTitle, plugin, enabled, disabledReason, needsConfirmation, kind, scopeId } = instance;
  const scope = useMunicipality(scopeId);
  return (
    <>
      <PageHeader
        title={name}
        subtitle={
          <>
            {pluginTitle ?? plugin}
            {scope && ` · ${scope.name}`} · <InstanceState instance={instance} />
          </>
        }
        actions={mayChange && <Actions instance={instance} />}
      />
      <Box sx={{ display: 'grid', gap: 3 }}>
        {kind === null && <Alert severity="warning">{translate('plugins.not_installed')}</Alert>}
        {disabledReason !== null && <Alert severity="error">{disabledReason}</Alert>}
        {enabled && needsConfirmation && <Alert severity="warning">{translate('plugins.unconfirmed_detail')}</Alert>}
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
          }}
        >
          {kind !== null && <ConfigPanel key={instance.version} instance={instance} mayChange={mayChange} />}
          <Box sx={{ display: 'grid', gap: 3, minInlineSize: 0 }}>
            <ProcessesPanel instance={instance} />
            <LogPanel id={id} />
          </Box>
        </Box>
      </Box>
    </>
  );
}

function Actions({ instance }: { instance: PluginInstance }) {
  const { id, name, kind, enabled, isDefault, needsConfirmation, version } = instance;
  const translate = useTranslate();
  const navigate = useNavigate();
  const refresh = useRefreshPlugins();
  const action = useAction();
  const [asking, setAsking] = useState<'confirm' | 'remove' | null>(null);
  const act = async (verb: string, body: object = {}): Promise<void> => {
    await action.run(() => post(`/plugin-instances/${id}/${verb}`, body));
    setAsking(null);
    await refresh();
  };
  const remove = async (): Promise<void> => {
    const done = await action.run(async () => {
      await request('DELETE', `/plugin-instances/${id}`, { ifMatch: version });
      return true;
    }, 'plugins.removed');
    setAsking(null);
    if (done !== true) return;
    void navigate('/plugins');
    await refresh();
  };
  return (
    <>
      {needsConfirmation && (
        <Button variant="contained" onClick={() => setAsking('confirm')}>
          {translate('plugins.confirm')}
        </Button>
      )}
      {kind === 'channel' && enabled && !needsConfirmation && <TestDeliveryButton id={id} />}
      {enabled && (
        <Button disabled={action.busy} onClick={() => void act('restart')}>
          {translate('plugins.restart')}
        </Button>
      )}
      <Button disabled={action.busy} onClick={() => void act(enabled ? 'disable' : 'enable')}>
        {translate(enabled ? 'plugins.disable' : 'plugins.enable')}
      </Button>
      {!isDefault && (
        <Button color="error" disabled={action.busy} onClick={() => setAsking('remove')}>
          {translate('plugins.remove')}
        </Button>
      )}
      <CapabilitiesDialog
        open={asking === 'confirm'}
        instance={instance}
        busy={action.busy}
        onConfirm={() => void act('confirm', { capabilities: instance.capabilities })}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        title={translate('plugins.remove_title', { name })}
        confirmLabel={translate('plugins.remove')}
        typed={name}
        busy={action.busy}
        onConfirm={() => void remove()}
        onClose={() => setAsking(null)}
      >
        {translate('plugins.remove_detail')}
      </ConfirmDialog>
    </>
  );
}
