import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get, post, request } from '../data/http';
import { type Column, DataTable } from '../kit/data-table';
import { OnceSecret } from '../kit/once-secret';
import { useAction } from '../kit/use-action';
import { type DeviceName, type NameDraft, nameBody } from './device-access';
import { NameDialog } from './name-dialog';

export interface DevicePanelProps {
  deviceId: string;
  /** Time zone of the municipality. */
  zone: string | null;
}

/** What a device is known by: its tokens, its names in other networks, the secrets that both sides share. */
export function NamesPanel({ deviceId, zone }: DevicePanelProps) {
  const translate = useTranslate();
  const queries = useQueryClient();
  const action = useAction();
  const mayChange = useCan('update', 'Device');
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<DeviceName | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const path = `/devices/${deviceId}/credentials`;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['device-names', deviceId],
    queryFn: ({ signal }) => get<{ data: DeviceName[] }>(path, undefined, signal),
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['device-names', deviceId] });
  const add = async (draft: NameDraft): Promise<void> => {
    const made = await action.run(() => post<{ secret: string | null }>(path, nameBody(draft)), 'device_access.added');
    if (!made) return;
    setAdding(false);
    setSecret(made.secret);
    await refresh();
  };
  const remove = async (id: string): Promise<void> => {
    await action.run(() => request('DELETE', `${path}/${id}`), 'device_access.removed');
    setRemoving(null);
    await refresh();
  };
  const columns: Column<DeviceName>[] = [
    { key: 'kind', label: 'device_access.kind_label', render: ({ kind }) => translate(`device_access.kind.${kind}`) },
    { key: 'name', label: 'device_access.name_label', render: ({ name }) => (name ? <bdi>{name}</bdi> : '–') },
    {
      key: 'until',
      label: 'device_access.until',
      from: 'sm',
      render: ({ expiresAt }) => (expiresAt ? <LocalTime time={expiresAt} zone={zone} /> : '–'),
    },
    {
      key: 'remove',
      label: 'device_access.remove',
      align: 'end',
      render: (row) =>
        mayChange && (
          <Button size="small" onClick={() => setRemoving(row)}>
            {translate('device_access.remove')}
          </Button>
        ),
    },
  ];
  return (
    <Panel
      title="device_access.title"
      flush
      aside={mayChange && <Button onClick={() => setAdding(true)}>{translate('device_access.add')}</Button>}
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={2} />
      ) : data.data.length === 0 ? (
        <EmptyState compact title="device_access.empty" detail="device_access.empty_detail" />
      ) : (
        <DataTable label={translate('device_access.title')} columns={columns} rows={data.data} idOf={({ id }) => id} />
      )}
      <NameDialog
        open={adding}
        busy={action.busy}
        onAdd={(draft) => void add(draft)}
        onClose={() => setAdding(false)}
      />
      <ConfirmDialog
        open={removing !== null}
        title={translate('device_access.remove')}
        confirmLabel={translate('device_access.remove')}
        busy={action.busy}
        onConfirm={() => removing && void remove(removing.id)}
        onClose={() => setRemoving(null)}
      >
        {translate('device_access.remove_detail', {
          what: removing ? `${translate(`device_access.kind.${removing.kind}`)} ${removing.name ?? ''}`.trim() : '',
        })}
      </ConfirmDialog>
      <OnceSecret
        open={secret !== null}
        title="device_access.secret_title"
        detail="device_access.secret_detail"
        parts={secret === null ? [] : [{ label: 'device_access.secret', value: secret }]}
        onClose={() => setSecret(null)}
      />
    </Panel>
  );
}
