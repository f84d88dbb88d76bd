import AddOutlined from '@mui/icons-material/AddOutlined';
import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { get, post } from '../data/http';
import type { Page } from '../data/types';
import { type Column, DataTable } from '../kit/data-table';
import { useAction } from '../kit/use-action';
import { BreakDialog } from './break-dialog';
import type { AssetBreak } from './risk-types';

const SHOWN = 50;

const columns: readonly Column<AssetBreak>[] = [
  { key: 'day', label: 'maintenance.break.day', render: ({ brokeOn }) => <bdi>{brokeOn}</bdi> },
  { key: 'kind', label: 'maintenance.break.kind', render: ({ kind }) => <Kind kind={kind} /> },
  { key: 'note', label: 'maintenance.break.note', from: 'sm', render: ({ note }) => note || '–' },
];

/** Breaks of a pipe, newest first, and the way to record one. */
export function BreakPanel({ assetId }: { assetId: string }) {
  const translate = useTranslate();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const { run, busy } = useAction();
  const mayRead = useCan('read', 'Maintenance');
  const mayRecord = useCan('create', 'Maintenance');
  const key = ['maintenance', 'breaks', assetId];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Page<AssetBreak>>(`/assets/${assetId}/breaks`, { pageSize: SHOWN }, signal),
    enabled: mayRead,
  });
  if (!mayRead) return null;
  const record = async (body: { brokeOn: string; kind: string; note: string }): Promise<void> => {
    const made = await run(() => post<AssetBreak>(`/assets/${assetId}/breaks`, body), 'maintenance.break.recorded');
    if (made === undefined) return;
    setOpen(false);
    await client.invalidateQueries({ queryKey: key });
  };
  return (
    <Panel
      title="maintenance.break.title"
      flush
      aside={
        mayRecord && (
          <Button startIcon={<AddOutlined />} onClick={() => setOpen(true)}>
            {translate('maintenance.break.record')}
          </Button>
        )
      }
    >
      {query.error && !query.data ? (
        <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <RowsSkeleton rows={2} />
      ) : query.data.data.length > 0 ? (
        <DataTable
          label={translate('maintenance.break.title')}
          columns={columns}
          rows={query.data.data}
          idOf={({ id }) => id}
        />
      ) : (
        <EmptyState compact title="maintenance.break.none" />
      )}
      <BreakDialog open={open} busy={busy} onRecord={(body) => void record(body)} onClose={() => setOpen(false)} />
    </Panel>
  );
}

function Kind({ kind }: { kind: AssetBreak['kind'] }) {
  return <>{useTranslate()(`maintenance.break_kind.${kind}`)}</>;
}
