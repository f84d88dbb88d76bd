import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { get } from '../data/http';
import { useMunicipalities } from '../data/municipalities';
import { useFormat } from '../i18n/use-format';
import { type Line, Lines } from './lines';
import type { Models } from './risk-types';
import { useWords } from './use-words';

/** What the pipes' likelihood rests on, and how that did on years that it had not seen: of the model with most breaks in scope. */
export function ModelFigures({ municipalityId }: { municipalityId: string | undefined }) {
  const translate = useTranslate();
  const format = useFormat();
  const { share } = useWords();
  const { municipalities } = useMunicipalities();
  const query = useQuery({
    queryKey: ['maintenance', 'model', municipalityId ?? ''],
    queryFn: ({ signal }) => get<Models>('/maintenance/model', { municipalityId }, signal),
  });
  const model = query.data?.data[0];
  if (query.isPending) return <RowsSkeleton rows={4} />;
  if (model === undefined) return null;
  const { validation } = model;
  const ofTown = municipalities.some(({ id }) => id === model.scopeId);
  const basis = model.basis === 'own' && !ofTown ? 'country' : model.basis;
  const line = (key: string, aside: Line['aside']): Line => ({
    key,
    text: translate(`maintenance.model.${key}`),
    aside,
  });
  const digits = (value: number | null) => (value === null ? '–' : format.number(value, { maximumFractionDigits: 3 }));
  const percent = (value: number | null) => (value === null ? '–' : share(value));
  const lines = [
    line('breaks', format.number(model.breaks)),
    line('pipes', format.number(model.pipes)),
    ...(model.recordsFrom === null ? [] : [line('records', `${model.recordsFrom} – ${model.recordsTo?.slice(0, 4)}`)]),
    ...(model.trainedAt === null ? [] : [line('trained', <LocalTime time={model.trainedAt} style="day" />)]),
    ...(validation === null
      ? []
      : [
          line('tried', `${validation.knownTo} – ${validation.predictedTo - 1}`),
          line('auc', digits(validation.auc)),
          line('auc_plain', digits(validation.ageTimesLength.auc)),
          line('top_tenth', percent(validation.topTenth)),
          line('top_tenth_plain', percent(validation.ageTimesLength.topTenth)),
          line('calibration', digits(validation.calibration)),
        ]),
  ];
  const quiet = { fontSize: 13, color: 'text.secondary' } as const;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={quiet}>{translate(`maintenance.basis_detail.${basis}`)}</Box>
      <Lines lines={lines} />
      {validation === null && <Box sx={quiet}>{translate('maintenance.model.untried')}</Box>}
    </Box>
  );
}
