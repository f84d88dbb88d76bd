import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get, post } from '../data/http';
import { type Column, DataTable } from '../kit/data-table';
import { useAction } from '../kit/use-action';
import type { DeviceCommand, DeviceCommands } from './device-access';
import type { DevicePanelProps } from './names-panel';
import { OrderDialog } from './order-dialog';

const REFRESH_MS = 15_000;

/** Orders to a device: proposed by one person, approved by another, and how they fared. */
export function OrdersPanel({ deviceId, zone }: DevicePanelProps) {
  const translate = useTranslate();
  const queries = useQueryClient();
  const action = useAction();
  const mayChange = useCan('update', 'Device');
  const [proposing, setProposing] = useState(false);
  const path = `/devices/${deviceId}/commands`;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['device-orders', deviceId],
    queryFn: ({ signal }) => get<DeviceCommands>(path, undefined, signal),
    refetchInterval: REFRESH_MS,
  });
  const send = async (to: string, body: object, done: string): Promise<void> => {
    const answer = await action.run(() => post(to, body), done);
    if (answer) setProposing(false);
    await queries.invalidateQueries({ queryKey: ['device-orders', deviceId] });
  };
  const columns: Column<DeviceCommand>[] = [
    {
      key: 'name',
      label: 'device_access.order',
      // Whoever approves an order has to see all of it.
      render: ({ name, payload }) => (
        <>
          <bdi>{name}</bdi>
          {Object.keys(payload).length > 0 && (
            <Box component="code" dir="ltr" sx={{ display: 'block', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {JSON.stringify(payload)}
            </Box>
          )}
        </>
      ),
    },
    {
      key: 'state',
      label: 'device_access.state_label',
      render: ({ state, detail }) => (
        <span title={detail ?? undefined}>{translate(`device_access.state.${state}`)}</span>
      ),
    },
    {
      key: 'by',
      label: 'device_access.by',
      from: 'sm',
      render: ({ createdBy, approvedBy }) => [createdBy, approvedBy].filter(Boolean).join(' → '),
    },
    {
      key: 'at',
      label: 'device_access.at',
      from: 'sm',
      render: ({ createdAt }) => <LocalTime time={createdAt} zone={zone} />,
    },
    {
      key: 'do',
      label: 'device_access.actions',
      align: 'end',
      render: ({ id, state }) =>
        mayChange && (
          <>
            {state === 'proposed' && (
              <Button
                size="small"
                disabled={action.busy}
                onClick={() => void send(`${path}/${id}/approve`, {}, 'device_access.approved')}
              >
                {translate('device_access.approve')}
              </Button>
            )}
            {(state === 'proposed' || state === 'queued') && (
              <Button
                size="small"
                disabled={action.busy}
                onClick={() => void send(`${path}/${id}/cancel`, {}, 'device_access.cancelled')}
              >
                {translate('device_access.cancel')}
              </Button>
            )}
          </>
        ),
    },
  ];
  return (
    <Panel
      title="device_access.orders"
      flush
      aside={
        mayChange &&
        data !== undefined &&
        data.allowed.length > 0 && (
          <Button onClick={() => setProposing(true)}>{translate('device_access.propose')}</Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={2} />
      ) : data.data.length === 0 ? (
        <EmptyState
          compact
          title="device_access.no_orders"
          detail={data.allowed.length === 0 ? 'device_access.orders_off' : 'device_access.no_orders_detail'}
        />
      ) : (
        <DataTable label={translate('device_access.orders')} columns={columns} rows={data.data} idOf={({ id }) => id} />
      )}
      <OrderDialog
        open={proposing}
        allowed={data?.allowed ?? []}
        busy={action.busy}
        onPropose={(order) => void send(path, order, 'device_access.proposed')}
        onClose={() => setProposing(false)}
      />
    </Panel>
  );
}
