import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { Panel } from '../components/panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { post } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { useAction } from '../kit/use-action';
import { ComparisonView } from './comparison-view';
import { ModelState } from './model-state';
import type { Model, ModelVersion } from './model-types';
import { Share } from './quality';
import { useVersions } from './use-model';

/** The versions of a model: what each does, how good it is, and what can be done with it. */
export function VersionsPanel({ model, put }: { model: Model; put: (model: Model) => void }) {
  const translate = useTranslate();
  const mayUpdate = useCan('update', 'Model');
  const { run, busy } = useAction();
  const [compared, setCompared] = useState<readonly [number, number] | null>(null);
  const { data, error, isPending, refetch } = useVersions(model);
  const command = async (name: string, body: object, done: string): Promise<void> => {
    const next = await run(() => post<Model>(`/models/${model.id}/${name}`, body), done);
    if (next) put(next);
  };
  const rows = data?.data ?? [];
  const { activeVersion, shadowVersion } = model;
  const canRollBack = rows.some(({ version, state }) => state === 'retired' && version !== activeVersion);
  const columns: readonly Column<ModelVersion>[] = [
    {
      key: 'version',
      label: 'models.field.version',
      render: ({ version, reason }) => (
        <>
          {version}{' '}
          <Box component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>
            {translate(`models.reason_of.${reason}`)}
          </Box>
        </>
      ),
    },
    { key: 'state', label: 'models.field.state', render: ({ state }) => <ModelState state={state} /> },
    { key: 'f1', label: 'models.field.f1', align: 'end', render: ({ metrics }) => <Share value={metrics?.f1} /> },
    {
      key: 'precision',
      label: 'models.field.precision',
      align: 'end',
      from: 'md',
      render: ({ metrics }) => <Share value={metrics?.precision} />,
    },
    {
      key: 'recall',
      label: 'models.field.recall',
      align: 'end',
      from: 'md',
      render: ({ metrics }) => <Share value={metrics?.recall} />,
    },
    { key: 'window', label: 'models.field.window', from: 'lg', render: (version) => <Window version={version} /> },
    {
      key: 'found',
      label: 'models.field.detections',
      align: 'end',
      from: 'md',
      render: (row) => <Found version={row} />,
    },
    {
      key: 'actions',
      label: 'models.field.actions',
      render: (row) => (
        <Commands
          row={row}
          model={model}
          mayUpdate={mayUpdate}
          busy={busy}
          onCommand={(name, body, done) => void command(name, body, done)}
          onCompare={(version) => setCompared([activeVersion ?? version, version])}
        />
      ),
    },
  ];
  return (
    <Panel
      flush
      title="models.versions"
      aside={
        mayUpdate && (
          <Box sx={{ display: 'flex', gap: 2 }}>
            {shadowVersion !== null && (
              <Button
                size="small"
                loading={busy}
                onClick={() => void command('shadow', { version: null }, 'models.shadow_ended')}
              >
                {translate('models.end_shadow')}
              </Button>
            )}
            {activeVersion !== null && canRollBack && (
              <Button size="small" loading={busy} onClick={() => void command('rollback', {}, 'models.rolled_back')}>
                {translate('models.rollback')}
              </Button>
            )}
          </Box>
        )
      }
    >
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={2} />
      ) : rows.length === 0 ? (
        <EmptyState compact title="models.no_versions" />
      ) : (
        <DataTable
          label={translate('models.versions')}
          columns={columns}
          rows={rows}
          idOf={({ version }) => String(version)}
        />
      )}
      {compared !== null && <ComparisonView model={model} versions={compared} onClose={() => setCompared(null)} />}
    </Panel>
  );
}

interface CommandsProps {
  row: ModelVersion;
  model: Model;
  mayUpdate: boolean;
  busy: boolean;
  onCommand: (name: string, body: object, done: string) => void;
  onCompare: (version: number) => void;
}

function Commands({ row, model, mayUpdate, busy, onCommand, onCompare }: CommandsProps) {
  const translate = useTranslate();
  const { version, state, failure } = row;
  if (failure !== null) return <Box sx={{ fontSize: 12, color: 'text.secondary' }}>{failure}</Box>;
  if (state === 'training') return null;
  const comparable = model.activeVersion !== null && model.activeVersion !== version;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {mayUpdate && state !== 'active' && (
        <Button size="small" disabled={busy} onClick={() => onCommand('promote', { version }, 'models.promoted')}>
          {translate('models.promote')}
        </Button>
      )}
      {mayUpdate && state !== 'active' && state !== 'shadow' && (
        <Button size="small" disabled={busy} onClick={() => onCommand('shadow', { version }, 'models.shadowed')}>
          {translate('models.shadow')}
        </Button>
      )}
      {comparable && (
        <Button size="small" onClick={() => onCompare(version)}>
          {translate('models.compare')}
        </Button>
      )}
    </Box>
  );
}

function Window({ version: { trainFrom, trainTo } }: { version: ModelVersion }) {
  return (
    <>
      <LocalTime time={trainFrom} style="day" /> – <LocalTime time={trainTo} style="day" />
    </>
  );
}

function Found({ version }: { version: ModelVersion }) {
  const format = useFormat();
  return <>{format.number(version.detections)}</>;
}
