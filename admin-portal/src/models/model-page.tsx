import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useCan } from '../auth/ability';
import { ConfirmDialog } from '../components/confirm-dialog';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { ErrorState, PageSkeleton } from '../components/states';
import { post, request } from '../data/http';
import { ProgressBar } from '../imports/progress-bar';
import { useAction } from '../kit/use-action';
import { DetectionsPanel } from './detections-panel';
import { ModelState } from './model-state';
import { isTraining, type Model } from './model-types';
import { QualityPanel } from './quality-panel';
import { SettingsDialog } from './settings-dialog';
import { useModel } from './use-model';
import { VersionsPanel } from './versions-panel';

/** One learned model: how good it is, its versions, and what it found. */
export function ModelPage() {
  const { id = '' } = useParams();
  const { model, error, retry, put } = useModel(id);
  if (error) {
    return (
      <Page>
        <ErrorState page error={error} onRetry={() => void retry()} />
      </Page>
    );
  }
  if (model === null) return <PageSkeleton />;
  return <Whole model={model} put={put} />;
}

function Whole({ model, put }: { model: Model; put: (model: Model) => void }) {
  const translate = useTranslate();
  const { scope, training, drift } = model;
  const to = scope.kind === 'sensor' ? `/sensors/${scope.id}/show` : `/zones/${scope.id}/show`;
  return (
    <Page>
      <PageHeader
        title={scope.name}
        subtitle={
          <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', '& a': { color: 'inherit' } }}>
            <ModelState state={model.state} />
            <Link to={to}>
              {translate(`models.kind.${scope.kind}`)} {scope.code}
            </Link>
          </Box>
        }
        actions={<Actions model={model} put={put} />}
      />
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {training.state === 'failed' && (
          <Alert severity="error">{translate('models.training_failed', { reason: training.failure ?? '' })}</Alert>
        )}
        {isTraining(model) && (
          <Panel title="models.training">
            <ProgressBar label={translate('models.training')} percent={training.percent} resting={false} />
            <Box role="status" sx={{ marginBlockStart: 2, fontSize: 13, color: 'text.secondary' }}>
              {translate(`models.step.${training.step}`)}
            </Box>
          </Panel>
        )}
        {drift?.drifted && <Alert severity="warning">{translate('models.drifted')}</Alert>}
        <QualityPanel model={model} />
        <VersionsPanel model={model} put={put} />
        <DetectionsPanel model={model} />
      </Box>
    </Page>
  );
}

function Actions({ model, put }: { model: Model; put: (model: Model) => void }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const mayUpdate = useCan('update', 'Model');
  const mayDelete = useCan('delete', 'Model');
  const { run, busy } = useAction();
  const [open, setOpen] = useState<'settings' | 'delete' | null>(null);
  const close = (): void => setOpen(null);
  const train = async (): Promise<void> => {
    const next = await run(() => post<Model>(`/models/${model.id}/train`, {}));
    if (next) put(next);
  };
  const remove = async (): Promise<void> => {
    const gone = await run(() => request('DELETE', `/models/${model.id}`, { ifMatch: model.version }), 'kit.deleted');
    close();
    if (gone) void navigate('/models');
  };
  return (
    <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
      {mayUpdate && (
        <>
          <Button variant="contained" loading={busy} disabled={isTraining(model)} onClick={() => void train()}>
            {translate('models.train_again')}
          </Button>
          <Button variant="outlined" onClick={() => setOpen('settings')}>
            {translate('models.settings')}
          </Button>
        </>
      )}
      {mayDelete && (
        <Button onClick={() => setOpen('delete')} sx={{ color: 'text.secondary' }}>
          {translate('kit.delete')}
        </Button>
      )}
      <SettingsDialog model={model} open={open === 'settings'} onDone={put} onClose={close} />
      <ConfirmDialog
        open={open === 'delete'}
        title={translate('kit.delete_title', { name: model.scope.name })}
        confirmLabel={translate('kit.delete')}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={close}
      >
        {translate('models.delete_detail')}
      </ConfirmDialog>
    </Box>
  );
}
