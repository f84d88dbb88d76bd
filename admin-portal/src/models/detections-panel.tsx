import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { Panel } from '../components/panel';
import { StateChip } from '../components/state-chip';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useFormat } from '../i18n/use-format';
import { ExplanationText } from './explanation';
import type { Detection, Model } from './model-types';
import { useDetections } from './use-model';

/** What the model found last, each with its reason. */
export function DetectionsPanel({ model }: { model: Model }) {
  const translate = useTranslate();
  const { data, error, isPending, refetch } = useDetections(model);
  const rows = data?.data ?? [];
  if (model.latestVersion === null) return null;
  return (
    <Panel title="models.detections">
      {error && !data ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <RowsSkeleton rows={3} />
      ) : rows.length === 0 ? (
        <EmptyState
          compact
          title="models.no_detections"
          detail={model.state === 'candidate' ? 'models.not_at_work' : 'models.no_detections_detail'}
        />
      ) : (
        <Box
          component="ul"
          aria-label={translate('models.detections')}
          sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 4 }}
        >
          {rows.map((detection) => (
            <Item key={detection.id} detection={detection} />
          ))}
        </Box>
      )}
    </Panel>
  );
}

function Item({ detection }: { detection: Detection }) {
  const translate = useTranslate();
  const format = useFormat();
  const { endedAt, mode, verdict, version } = detection;
  return (
    <Box component="li" sx={{ display: 'grid', gap: 1 }}>
      <Box
        sx={{
          display: 'flex',
          gap: 2,
          alignItems: 'center',
          flexWrap: 'wrap',
          fontSize: 13,
          '& a': { color: 'inherit' },
        }}
      >
        <StateChip tone={endedAt === null && mode === 'active' ? 'medium' : 'neutral'}>
          {translate(endedAt === null ? 'models.goes_on' : 'models.over')}
        </StateChip>
        <Link to={`/sensors/${detection.sensorId}/show`}>
          <bdi>{detection.sensorName}</bdi>
        </Link>
        <span>
          <LocalTime time={detection.startedAt} style="day" />
          {endedAt !== null && (
            <>
              {' – '}
              <LocalTime time={endedAt} style="day" />
            </>
          )}
        </span>
        <span>
          {translate('models.score', { score: format.number(detection.score, { maximumFractionDigits: 2 }) })}
        </span>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {translate('models.by_version', { version })}
        </Box>
        {mode === 'shadow' && <StateChip>{translate('models.state.shadow')}</StateChip>}
        {verdict !== null && <StateChip>{translate(`models.verdict.${verdict}`)}</StateChip>}
      </Box>
      <ExplanationText explanation={detection.explanation} context={detection.context} unit={detection.unit} />
    </Box>
  );
}
