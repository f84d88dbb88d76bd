import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Panel } from '../components/panel';
import { EmptyState } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import { Figures } from '../kit/figures';
import type { Metrics, Model } from './model-types';
import { MeasuredOn, Share } from './quality';

/** How good the model is, and how that was measured. */
export function QualityPanel({ model }: { model: Model }) {
  const translate = useTranslate();
  const format = useFormat();
  const { metrics } = model;
  if (metrics === null) {
    if (model.latestVersion === null) return null;
    return (
      <Panel title="models.quality">
        <EmptyState compact title="models.not_measured" detail="models.not_measured_detail" />
      </Panel>
    );
  }
  const { falseAlarmsPer30Days, medianDelayS } = metrics;
  return (
    <>
      <Figures
        figures={[
          { label: 'models.field.f1', value: <Share value={metrics.f1} />, note: translate('models.note_f1') },
          {
            label: 'models.field.precision',
            value: <Share value={metrics.precision} />,
            note: translate('models.note_precision'),
          },
          {
            label: 'models.field.recall',
            value: <Share value={metrics.recall} />,
            note: translate('models.note_recall'),
          },
          { label: 'models.field.accuracy', value: <Share value={metrics.accuracy} /> },
        ]}
      />
      <Panel title="models.quality">
        <Box sx={{ fontSize: 13, color: 'text.secondary', marginBlockEnd: 3 }}>
          <MeasuredOn metrics={metrics} />
        </Box>
        <Facts
          facts={[
            ...kindsOf(metrics).map(({ kind, injected, found }) => ({
              label: `models.injected.${kind}`,
              value: translate('models.found_of', { found: format.number(found), injected: format.number(injected) }),
            })),
            falseAlarmsPer30Days !== null && {
              label: 'models.false_alarms',
              value: format.number(falseAlarmsPer30Days, { maximumFractionDigits: 1 }),
            },
            medianDelayS !== null && {
              label: 'models.delay',
              value: format.number(Math.round(medianDelayS / 60), {
                style: 'unit',
                unit: 'minute',
                unitDisplay: 'long',
              }),
            },
            { label: 'models.field.trained', value: <LocalTime time={model.lastTrainedAt} style="full" /> },
            model.samples !== null && { label: 'models.field.samples', value: format.number(model.samples) },
            model.drift !== null && { label: 'models.drift', value: <Share value={model.drift.share} /> },
            model.nextTrainingAt !== null && {
              label: 'models.next_training',
              value: <LocalTime time={model.nextTrainingAt} style="full" />,
            },
          ]}
        />
      </Panel>
    </>
  );
}

function kindsOf({ byKind }: Metrics) {
  return Object.entries(byKind).map(([kind, tally]) => ({ kind, ...tally }));
}
