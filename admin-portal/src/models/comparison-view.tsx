import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import type { Comparison, Model } from './model-types';
import { Share } from './quality';
import { useComparison } from './use-model';

type Row = Comparison['versions'][number];

/** Two versions on the same readings. */
export function ComparisonView({
  model,
  versions,
  onClose,
}: {
  model: Model;
  versions: readonly [number, number];
  onClose: () => void;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const { data, error, isPending, refetch } = useComparison(model.id, versions);
  const columns: readonly Column<Row>[] = [
    { key: 'version', label: 'models.field.version', render: ({ version }) => version },
    { key: 'f1', label: 'models.compared.f1', align: 'end', render: ({ injected }) => <Share value={injected?.f1} /> },
    {
      key: 'recall',
      label: 'models.compared.recall',
      align: 'end',
      render: ({ injected }) => <Share value={injected?.recall} />,
    },
    { key: 'alarms', label: 'models.compared.alarms', align: 'end', render: ({ alarms }) => format.number(alarms) },
    {
      key: 'error',
      label: 'models.compared.error',
      align: 'end',
      from: 'sm',
      render: ({ meanAbsError }) => (meanAbsError === null ? '–' : format.quantity(meanAbsError, model.scope.unit)),
    },
    {
      key: 'readings',
      label: 'models.compared.readings',
      align: 'end',
      from: 'md',
      render: ({ readings }) => format.number(readings),
    },
  ];
  return (
    <Box sx={{ borderBlockStart: 1, borderColor: 'divider', paddingBlock: 3 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, paddingInline: 4 }}>
        <Typography variant="h3" sx={{ flex: 1 }}>
          {translate('models.comparison', { first: versions[0], second: versions[1] })}
        </Typography>
        <Button size="small" onClick={onClose}>
          {translate('actions.close')}
        </Button>
      </Box>
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={2} />
      ) : (
        <>
          <DataTable
            label={translate('models.comparison', { first: versions[0], second: versions[1] })}
            columns={columns}
            rows={data.versions}
            idOf={({ version }) => String(version)}
          />
          <Box sx={{ paddingInline: 4, paddingBlockStart: 2, fontSize: 13, color: 'text.secondary' }}>
            <LocalTime time={data.from} style="day" /> – <LocalTime time={data.to} style="day" />
            {data.agreement && (
              <>
                {' · '}
                {translate('models.agreement', {
                  both: format.number(data.agreement.both),
                  first: format.number(data.agreement.onlyFirst),
                  second: format.number(data.agreement.onlySecond),
                })}
              </>
            )}
          </Box>
          {data.versions.some(({ overlapsTraining }) => overlapsTraining) && (
            <Alert severity="info" sx={{ marginInline: 4, marginBlockStart: 2 }}>
              {translate('models.overlaps')}
            </Alert>
          )}
        </>
      )}
    </Box>
  );
}
