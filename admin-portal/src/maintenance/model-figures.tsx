import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get } from '../data/http';
import { useFormat } from '../i18n/use-format';
import { Facts } from '../kit/facts';
import type { Models } from './risk-types';
import { useWords } from './use-words';

/** What the pipes' likelihood rests on, and how that did on years that it had not seen: of the model with most breaks in scope. */
export function ModelFigures({ municipalityId }: { municipalityId: string | undefined }) {
  const translate = useTranslate();
  const format = useFormat();
  const { share } = useWords();
  const query = useQuery({
    queryKey: ['maintenance', 'model', municipalityId ?? ''],
    queryFn: ({ signal }) => get<Models>('/maintenance/model', { municipalityId }, signal),
  });
  const model = query.data?.data[0];
  if (query.isPending) return <RowsSkeleton rows={4} />;
  if (model === undefined) return null;
  const { validation } = model;
  const against = (ours: number | null, plain: number | null, show: (value: number) => string) =>
    ours === null
      ? null
      : plain === null
        ? show(ours)
        : translate('maintenance.model.against', { ours: show(ours), plain: show(plain) });
  const digits = (value: number) => format.number(value, { maximumFractionDigits: 3 });
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={{ fontSize: 13, color: 'text.secondary' }}>{translate(`maintenance.basis_detail.${model.basis}`)}</Box>
      <Facts
        facts={[
          { label: 'maintenance.model.breaks', value: format.number(model.breaks) },
          { label: 'maintenance.model.pipes', value: format.number(model.pipes) },
          model.recordsFrom !== null && {
            label: 'maintenance.model.records',
            value: `${model.recordsFrom} – ${model.recordsTo}`,
          },
          model.trainedAt !== null && {
            label: 'maintenance.model.trained',
            value: <LocalTime time={model.trainedAt} style="day" />,
          },
          validation && {
            label: 'maintenance.model.tried',
            value: `${validation.knownTo} – ${validation.predictedTo - 1}`,
          },
          validation && {
            label: 'maintenance.model.auc',
            value: against(validation.auc, validation.ageTimesLength.auc, digits),
          },
          validation && {
            label: 'maintenance.model.top_tenth',
            value: against(validation.topTenth, validation.ageTimesLength.topTenth, share),
          },
          validation && {
            label: 'maintenance.model.calibration',
            value: validation.calibration === null ? null : digits(validation.calibration),
          },
        ]}
      />
      {!validation && (
        <Box sx={{ fontSize: 13, color: 'text.secondary' }}>{translate('maintenance.model.untried')}</Box>
      )}
    </Box>
  );
}
