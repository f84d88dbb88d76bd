import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { post } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { Facts } from '../kit/facts';
import { Figures } from '../kit/figures';
import { useAction } from '../kit/use-action';
import { ErrorKinds } from './error-kinds';
import type { DryRun, HistoryImport } from './import-types';

type Reading = DryRun['preview'][number];
type Problem = DryRun['problems'][number];

const readingColumns: readonly Column<Reading>[] = [
  { key: 'row', label: 'imports.field.row', align: 'end', width: 80, render: ({ row }) => row },
  { key: 'sensor', label: 'imports.sensor', render: ({ sensorCode }) => <bdi>{sensorCode}</bdi> },
  { key: 'time', label: 'imports.role.time', render: ({ time }) => <LocalTime time={time} zone="UTC" style="full" /> },
  { key: 'value', label: 'imports.value', align: 'end', render: (reading) => <Value reading={reading} /> },
];
const problemColumns: readonly Column<Problem>[] = [
  { key: 'row', label: 'imports.field.row', align: 'end', width: 80, render: ({ row }) => row },
  { key: 'column', label: 'imports.field.column', from: 'sm', render: ({ column }) => <bdi>{column}</bdi> },
  { key: 'text', label: 'imports.field.text', render: ({ text }) => <bdi>{text}</bdi> },
  { key: 'kind', label: 'imports.field.reason', render: ({ kind }) => <Kind kind={kind} /> },
];

/** What an import would do, and the way to it. */
export function TrialStep({
  item,
  onDone,
  onBack,
}: {
  item: HistoryImport;
  onDone: (item: HistoryImport) => void;
  onBack: () => void;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const { run, busy } = useAction();
  const { dryRun } = item;
  if (dryRun === null) return null;
  const start = async (): Promise<void> => {
    const started = await run(() => post<HistoryImport>(`/imports/${item.id}/start`));
    if (started) onDone(started);
  };
  const about = dryRun.complete ? '' : '≈ ';
  return (
    <>
      <Figures
        figures={[
          { label: 'imports.figure.rows', value: `${about}${format.number(dryRun.estimatedRows)}` },
          { label: 'imports.figure.readings', value: format.number(dryRun.readings) },
          { label: 'imports.figure.sensors', value: format.number(dryRun.sensors) },
          { label: 'imports.figure.rejected', value: format.number(dryRun.rejected) },
        ]}
      />
      {!dryRun.complete && (
        <Alert severity="info">{translate('imports.sampled', { rows: format.number(dryRun.rows) })}</Alert>
      )}
      {dryRun.olderThanRetention && <Alert severity="info">{translate('imports.older')}</Alert>}
      {dryRun.doubledHours > 0 && (
        <Alert severity="info">{translate('imports.doubled', { rows: format.number(dryRun.doubledHours) })}</Alert>
      )}
      {dryRun.readings === 0 && <Alert severity="warning">{translate('imports.nothing')}</Alert>}
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '2fr 1fr' },
          alignItems: 'start',
        }}
      >
        <Panel title="imports.first_readings" flush>
          <DataTable
            label={translate('imports.first_readings')}
            columns={readingColumns}
            rows={dryRun.preview}
            idOf={({ row, sensorCode, time }) => `${row} ${sensorCode} ${time}`}
          />
        </Panel>
        <Panel title="imports.summary">
          <Facts
            facts={[
              { label: 'imports.from', value: <LocalTime time={dryRun.firstTime} zone="UTC" style="full" /> },
              { label: 'imports.to', value: <LocalTime time={dryRun.lastTime} zone="UTC" style="full" /> },
              { label: 'imports.missing', value: format.number(dryRun.missing) },
              dryRun.unknownSensors.length > 0 && {
                label: 'imports.unknown',
                value: <bdi>{dryRun.unknownSensors.join(', ')}</bdi>,
              },
              dryRun.ambiguousSensors.length > 0 && {
                label: 'imports.ambiguous',
                value: <bdi>{dryRun.ambiguousSensors.join(', ')}</bdi>,
              },
            ]}
          />
          <ErrorKinds errors={dryRun.errors} />
        </Panel>
      </Box>
      {dryRun.problems.length > 0 && (
        <Panel title="imports.first_problems" flush>
          <DataTable
            label={translate('imports.first_problems')}
            columns={problemColumns}
            rows={dryRun.problems}
            idOf={({ row, column, text }) => `${row} ${column} ${text}`}
          />
        </Panel>
      )}
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <Button variant="contained" loading={busy} disabled={dryRun.readings === 0} onClick={() => void start()}>
          {translate('imports.start')}
        </Button>
        <Button variant="outlined" onClick={onBack}>
          {translate('imports.change_columns')}
        </Button>
      </Box>
    </>
  );
}

function Value({ reading }: { reading: Reading }) {
  return <>{useFormat().quantity(reading.value, reading.unit)}</>;
}

function Kind({ kind }: { kind: Problem['kind'] }) {
  return <>{useTranslate()(`imports.error.${kind}`)}</>;
}
