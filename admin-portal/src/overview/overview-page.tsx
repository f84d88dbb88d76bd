import ArrowBack from '@mui/icons-material/ArrowBack';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import MapOutlined from '@mui/icons-material/MapOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link, useNavigate } from 'react-router';
import { useMe } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import type { Alarm, Overview, Page as ListPage } from '../data/types';
import { setScope, useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { PRIORITIES } from '../theme/tokens';
import { AlarmRows } from './alarm-rows';
import { AreaMap } from './area-map';
import { useMunicipalityAreas, useZoneAreas } from './areas';
import { Figures, FiguresSkeleton } from './figures';
import { Ranking } from './ranking';
import { headline, placed } from './summary';
import { useOverview } from './use-overview';

const LATEST = 12;

/** Open alarms of the scope that nobody has shelved, worst first and then latest first. Its key makes alarm commands renew it. */
function useWorstAlarms(municipalityId: string | null) {
  return useQuery({
    queryKey: ['alarms', 'overview', municipalityId],
    queryFn: ({ signal }) =>
      get<ListPage<Alarm>>(
        '/alerts',
        { open: true, shelved: false, municipalityId, pageSize: 100, sort: '-raisedAt' },
        signal,
      ),
    refetchInterval: 15_000,
    placeholderData: keepPreviousData,
    select: ({ data }) =>
      data.toSorted(
        (a, b) =>
          PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || b.raisedAt.localeCompare(a.raisedAt),
      ),
  });
}

/** What is wrong now, where, since when: for the nation, or in the same form for one municipality. */
export function OverviewPage() {
  const translate = useTranslate();
  const { municipalityId } = useScope();
  const overview = useOverview();
  const alarms = useWorstAlarms(municipalityId);
  if (overview.error && !overview.data) {
    return (
      <Page>
        <PageHeader title="overview.title" />
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      </Page>
    );
  }
  const data = overview.data;
  const latest = alarms.data?.slice(0, LATEST);
  return (
    <Page fill>
      <OverviewHead overview={data} />
      {data ? <Figures overview={data} /> : <FiguresSkeleton />}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          marginBlockStart: 3,
          flex: 1,
          minBlockSize: 0,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 7fr) minmax(0, 5fr)' },
          gridTemplateRows: { lg: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Panel
          title={municipalityId ? 'overview.map_municipality' : 'overview.map_nation'}
          flush
          aside={
            <Button component={Link} to="/map" startIcon={<MapOutlined sx={{ fontSize: '16px !important' }} />}>
              {translate('overview.open_map')}
            </Button>
          }
          sx={{ gridRow: { lg: 'span 2' }, minBlockSize: { xs: 360, lg: 0 }, order: { xs: 1, lg: 0 } }}
        >
          {municipalityId ? (
            <MunicipalityMap municipalityId={municipalityId} alarms={alarms.data ?? []} />
          ) : (
            <Nation overview={data} />
          )}
        </Panel>
        <Panel
          title="overview.attention"
          flush
          sx={{ gridRow: { lg: municipalityId ? 'span 2' : undefined } }}
          aside={
            <Button component={Link} to="/alarms">
              {translate('overview.all_alarms')}
            </Button>
          }
        >
          <Box sx={{ overflow: 'auto', flex: 1, minBlockSize: 0 }}>
            {alarms.error && !alarms.data ? (
              <ErrorState compact error={alarms.error} onRetry={() => void alarms.refetch()} />
            ) : null}
            {alarms.isPending && <RowsSkeleton rows={5} height={32} />}
            {latest?.length === 0 && (
              <EmptyState
                compact
                icon={<CheckCircleOutlined />}
                title="overview.quiet"
                detail="overview.quiet_detail"
              />
            )}
            {latest && latest.length > 0 && <AlarmRows alarms={latest} showPlace={!municipalityId} />}
          </Box>
        </Panel>
        {!municipalityId && (
          <Panel title="overview.ranking" flush sx={{ order: 2 }}>
            {data ? <Ranking municipalities={data.municipalities} /> : <RowsSkeleton rows={6} />}
          </Panel>
        )}
      </Box>
    </Page>
  );
}

/** The page opens with the answer, in one sentence. */
function OverviewHead({ overview }: { overview: Overview | undefined }) {
  const translate = useTranslate();
  const format = useFormat();
  const me = useMe();
  const { municipalityId } = useScope();
  const municipality = useMunicipality(municipalityId);
  const line = overview ? headline(overview) : null;
  const sentence =
    line?.priority && municipalityId
      ? translate('overview.headline_one', {
          smart_count: line.alarms,
          count: format.number(line.alarms),
          priority: translate(`mark.${line.priority}`).toLocaleLowerCase(format.locale),
        })
      : line?.priority
        ? translate('overview.headline', {
            smart_count: line.alarms,
            count: format.number(line.alarms),
            priority: translate(`mark.${line.priority}`).toLocaleLowerCase(format.locale),
            places: translate('overview.places', { smart_count: line.places, count: format.number(line.places) }),
          })
        : translate('overview.headline_quiet');
  return (
    <PageHeader
      title={municipality?.name ?? me?.tenant.name ?? 'overview.title'}
      leading={
        municipalityId && me?.tenant.kind !== 'municipality' ? (
          <IconButton aria-label={translate('overview.back')} onClick={() => setScope({ municipalityId: null })}>
            <ArrowBack
              fontSize="small"
              sx={{ transform: (theme) => (theme.direction === 'rtl' ? 'scaleX(-1)' : undefined) }}
            />
          </IconButton>
        ) : undefined
      }
      subtitle={
        line && (
          <Box component="span" sx={{ display: 'inline-flex', gap: 2, alignItems: 'center' }}>
            {line.priority && <PriorityMark kind={line.priority} size={12} />}
            {sentence}
          </Box>
        )
      }
    />
  );
}

/** The nation's map, or the first step where there is nothing to draw yet. */
function Nation({ overview }: { overview: Overview | undefined }) {
  if (overview?.municipalities.length !== 0) return <NationMap overview={overview} />;
  return <EmptyState icon={<MapOutlined />} title="municipalities.empty_title" detail="regions.empty_detail" />;
}

function NationMap({ overview }: { overview: Overview | undefined }) {
  const translate = useTranslate();
  const areas = useMunicipalityAreas(overview, (name, count) =>
    translate('overview.area', { name, smart_count: count, count }),
  );
  return (
    <AreaMap
      areas={areas}
      label={translate('overview.map_nation')}
      onChoose={(id) => setScope({ municipalityId: id })}
    />
  );
}

function MunicipalityMap({ municipalityId, alarms }: { municipalityId: string; alarms: readonly Alarm[] }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const areas = useZoneAreas(municipalityId);
  const points = placed(alarms).map(({ alarm, count }) => ({
    id: alarm.id,
    location: alarm.location,
    priority: alarm.priority,
    count,
    label: `${translate(`mark.${alarm.priority}`)}: ${alarm.sensorName}`,
  }));
  return (
    <AreaMap
      areas={areas}
      points={points.toReversed()}
      label={translate('overview.map_municipality')}
      onChoosePoint={(id) => void navigate(`/alarms?alarm=${id}`)}
    />
  );
}
