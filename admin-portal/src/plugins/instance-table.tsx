import Switch from '@mui/material/Switch';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { StateChip } from '../components/state-chip';
import { TimeAgo } from '../components/time-ago';
import { post } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { useAction } from '../kit/use-action';
import { type PluginInstance, TONES, useRefreshPlugins } from './plugin-data';

/** Instances of one kind: how each is, and a switch. */
export function InstanceTable({ label, instances }: { label: string; instances: readonly PluginInstance[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const refresh = useRefreshPlugins();
  const action = useAction();
  const turn = async ({ id, enabled }: PluginInstance): Promise<void> => {
    await action.run(() => post(`/plugin-instances/${id}/${enabled ? 'disable' : 'enable'}`));
    await refresh();
  };
  const columns: Column<PluginInstance>[] = [
    { key: 'name', label: 'plugins.name', render: ({ id, name }) => <Link to={`/plugins/${id}`}>{name}</Link> },
    { key: 'plugin', label: 'plugins.plugin', from: 'md', render: ({ pluginTitle, plugin }) => pluginTitle ?? plugin },
    { key: 'status', label: 'plugins.state', render: (instance) => <InstanceState instance={instance} /> },
    {
      key: 'reason',
      label: 'plugins.reason',
      from: 'lg',
      render: ({ reason }) => <bdi>{reason ?? '–'}</bdi>,
    },
    {
      key: 'since',
      label: 'plugins.since',
      from: 'lg',
      render: ({ processes }) => <TimeAgo time={processes[0]?.since ?? null} />,
    },
    {
      key: 'restarts',
      label: 'plugins.restarts',
      from: 'sm',
      align: 'end',
      render: ({ restarts }) => format.number(restarts),
    },
    {
      key: 'enabled',
      label: 'plugins.enabled',
      align: 'end',
      render: (instance) => (
        <Switch
          size="small"
          checked={instance.enabled}
          disabled={action.busy}
          onChange={() => void turn(instance)}
          slotProps={{ input: { 'aria-label': translate('plugins.enable_named', { name: instance.name }) } }}
        />
      ),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={instances}
      idOf={({ id }) => id}
      rowTo={({ id }) => `/plugins/${id}`}
    />
  );
}

/** The state of an instance in a word; what waits for an administrator says so. */
export function InstanceState({ instance }: { instance: PluginInstance }) {
  const translate = useTranslate();
  if (instance.enabled && instance.needsConfirmation) {
    return <StateChip tone="medium">{translate('plugins.status.unconfirmed')}</StateChip>;
  }
  const failed = instance.disabledReason !== null;
  return (
    <StateChip tone={failed ? 'high' : TONES[instance.status]}>
      {translate(failed ? 'plugins.status.given_up' : `plugins.status.${instance.status}`)}
    </StateChip>
  );
}
