import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDialog } from '../components/confirm-dialog';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { get, post, request } from '../data/http';
import { type Format, useFormat } from '../i18n/use-format';
import { saveFile } from '../kit/download';
import { Facts } from '../kit/facts';
import { Figures } from '../kit/figures';
import { useAction } from '../kit/use-action';
import { ErrorKinds } from './error-kinds';
import { type HistoryImport, isMoving } from './import-types';
import { ProgressBar } from './progress-bar';

/** A running import, or one that has ended. */
export function RunStep({ item, onDone }: { item: HistoryImport; onDone: (item: HistoryImport) => void }) {
  const translate = useTranslate();
  const format = useFormat();
  const { progress } = item;
  const moving = isMoving(item);
  const rate = progress?.rowsPerSecond ?? null;
  const eta = progress?.etaS ?? null;
  const wrong = (progress?.rejected ?? 0) + (progress?.conflicts ?? 0);
  return (
    <>
      {item.failure !== null && <Alert severity="error">{item.failure}</Alert>}
      {item.state === 'queued' && <Alert severity="info">{translate('imports.waiting')}</Alert>}
      <Panel title="imports.field.progress">
        <ProgressBar label={item.fileName} percent={progress?.percent ?? 0} resting={!moving} />
        <Box role="status" sx={{ marginBlockStart: 2, fontSize: 13, color: 'text.secondary' }}>
          {rate !== null && translate('imports.rate', { rate: format.number(rate) })}
          {eta !== null && ` · ${translate('imports.eta', { time: duration(eta, format) })}`}
        </Box>
      </Panel>
      {progress && (
        <Figures
          figures={[
            { label: 'imports.figure.stored', value: format.number(progress.stored) },
            { label: 'imports.figure.duplicates', value: format.number(progress.duplicates) },
            { label: 'imports.figure.conflicts', value: format.number(progress.conflicts) },
            { label: 'imports.figure.rejected', value: format.number(progress.rejected) },
          ]}
        />
      )}
      {progress && (
        <Panel title="imports.summary">
          <Facts
            facts={[
              { label: 'imports.figure.rows', value: format.number(progress.rows) },
              { label: 'imports.missing', value: format.number(progress.missing) },
              { label: 'imports.from', value: <LocalTime time={progress.firstTime} zone="UTC" style="full" /> },
              { label: 'imports.to', value: <LocalTime time={progress.lastTime} zone="UTC" style="full" /> },
              { label: 'imports.started', value: <LocalTime time={item.startedAt} style="full" /> },
              item.finishedAt !== null && {
                label: 'imports.finished',
                value: <LocalTime time={item.finishedAt} style="full" />,
              },
            ]}
          />
          <ErrorKinds errors={progress.errors} />
        </Panel>
      )}
      <Actions item={item} hasErrors={wrong > 0} onDone={onDone} />
    </>
  );
}

function Actions({
  item,
  hasErrors,
  onDone,
}: {
  item: HistoryImport;
  hasErrors: boolean;
  onDone: (item: HistoryImport) => void;
}) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { run, busy } = useAction();
  const [asking, setAsking] = useState(false);
  const moving = isMoving(item);
  const command = async (name: 'cancel' | 'start'): Promise<void> => {
    const next = await run(() => post<HistoryImport>(`/imports/${item.id}/${name}`));
    if (next) onDone(next);
  };
  const download = async (): Promise<void> => {
    const text = await run(() => get<string>(`/imports/${item.id}/errors`));
    if (text !== undefined) saveFile(`${item.id}-errors.csv`, new Blob([text], { type: 'text/csv' }));
  };
  const remove = async (): Promise<void> => {
    const gone = await run(() => request('DELETE', `/imports/${item.id}`, { ifMatch: item.version }), 'kit.deleted');
    setAsking(false);
    if (gone) void navigate('/imports');
  };
  return (
    <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
      {moving && (
        <Button variant="outlined" loading={busy} onClick={() => void command('cancel')}>
          {translate('imports.cancel')}
        </Button>
      )}
      {(item.state === 'cancelled' || item.state === 'failed') && (
        <Button variant="contained" loading={busy} onClick={() => void command('start')}>
          {translate('imports.go_on')}
        </Button>
      )}
      {hasErrors && (
        <Button variant="outlined" onClick={() => void download()}>
          {translate('imports.errors')}
        </Button>
      )}
      {!moving && (
        <Button onClick={() => setAsking(true)} sx={{ color: 'text.secondary' }}>
          {translate('kit.delete')}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        title={translate('kit.delete_title', { name: item.fileName })}
        confirmLabel={translate('kit.delete')}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {translate('imports.delete_detail')}
      </ConfirmDialog>
    </Box>
  );
}

function duration(seconds: number, format: Format): string {
  const minutes = seconds >= 90;
  return format.number(minutes ? Math.round(seconds / 60) : seconds, {
    style: 'unit',
    unit: minutes ? 'minute' : 'second',
    unitDisplay: 'long',
  });
}
