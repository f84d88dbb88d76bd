import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { useCan } from '../auth/ability';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { ErrorState, RowsSkeleton } from '../components/states';
import { TimeAgo } from '../components/time-ago';
import { post, request } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import { useFormat } from '../i18n/use-format';
import { fileName, saveFile } from '../kit/download';
import { Figures } from '../kit/figures';
import { ShowPage } from '../kit/show-page';
import { useAction } from '../kit/use-action';
import { AreaTable } from './area-table';
import { LinksDialog } from './links-dialog';
import { byDistance, ResidualTable } from './residual-table';
import { stateOf } from './run-state';
import { Share } from './share';
import { Suspects } from './suspect-page';
import type { Twin } from './types';
import { useSuspects, useTwinLinks, useTwinRefresh } from './use-twin';
import { ValuesPanel } from './values-panel';

const REFRESH_MS = 30_000;

/** A hydraulic twin: does it run, what does not agree with it, where does it suspect leaks. */
export function TwinShow() {
  return (
    <ShowPage<Twin> resource="twins" refreshMs={REFRESH_MS}>
      {(twin, refetch) => <TwinPage twin={twin} refetch={refetch} />}
    </ShowPage>
  );
}

function TwinPage({ twin, refetch }: { twin: Twin; refetch: () => void }) {
  const translate = useTranslate();
  const zone = useMunicipality(twin.municipalityId)?.timeZone ?? 'UTC';
  const { data: links, error, refetch: relink } = useTwinLinks(twin.id);
  const { data: suspects } = useSuspects({ twinId: twin.id, open: true });
  const [sensorId, setSensorId] = useState<string | null>(null);
  const [linking, setLinking] = useState(false);
  const mayChange = useCan('update', 'Twin');
  const chosen =
    links?.data.find((link) => link.sensorId === sensorId) ?? byDistance(links?.data ?? []).find(({ z }) => z !== null);
  return (
    <>
      <PageHeader
        title={twin.municipalityName}
        subtitle={[translate('twin.one'), twin.name, translate('twin.revision', { number: twin.revision })].join(' · ')}
        actions={<Actions twin={twin} refetch={refetch} />}
      />
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Notes twin={twin} />
        <State twin={twin} />
        {suspects && suspects.data.length > 0 && (
          <Box component="section" aria-label={translate('twin.suspects.title')}>
            <Suspects suspects={suspects.data} />
          </Box>
        )}
        <Panel
          title="twin.residual.title"
          flush
          aside={
            mayChange && links ? (
              <Button size="small" onClick={() => setLinking(true)}>
                {translate('twin.links.open')}
              </Button>
            ) : undefined
          }
        >
          {error && !links ? (
            <ErrorState compact error={error} onRetry={() => void relink()} />
          ) : !links ? (
            <RowsSkeleton rows={6} />
          ) : (
            <ResidualTable links={links.data} chosen={chosen?.sensorId ?? null} onChoose={setSensorId} />
          )}
        </Panel>
        <ValuesPanel twinId={twin.id} link={chosen ?? null} zone={zone} />
        <Panel title="twin.area.title" flush>
          <AreaTable areas={twin.lastRun?.quality.areas ?? []} />
        </Panel>
      </Box>
      {linking && links && <LinksDialog twin={twin} links={links} onClose={() => setLinking(false)} />}
    </>
  );
}

function Actions({ twin, refetch }: { twin: Twin; refetch: () => void }) {
  const translate = useTranslate();
  const refresh = useTwinRefresh();
  const { run, busy } = useAction();
  const mayChange = useCan('update', 'Twin');
  const steer = (verb: 'pause' | 'activate') =>
    run(async () => {
      await post(`/twins/${twin.id}/${verb}`);
      refresh();
      refetch();
    });
  const save = () =>
    run(async () => {
      const { data } = await request<string>('GET', `/twins/${twin.id}/inp`);
      saveFile(`${fileName(twin.municipalityName)}.inp`, new Blob([data], { type: 'text/plain' }));
    });
  return (
    <>
      <Button variant="outlined" disabled={busy} onClick={() => void save()}>
        {translate('twin.export')}
      </Button>
      {mayChange && (
        <Button
          variant="outlined"
          disabled={busy}
          onClick={() => void steer(twin.state === 'active' ? 'pause' : 'activate')}
        >
          {translate(twin.state === 'active' ? 'twin.pause' : 'twin.activate')}
        </Button>
      )}
    </>
  );
}

/** What limits the twin now. */
function Notes({ twin }: { twin: Twin }) {
  const translate = useTranslate();
  const { lastRun, failure, sensors } = twin;
  const stale = lastRun?.quality.staleSensors ?? [];
  return (
    <>
      {failure !== null && (
        <Alert severity="warning" variant="outlined">
          {failure}
        </Alert>
      )}
      {lastRun === null && failure === null && (
        <Alert severity="info" variant="outlined">
          {translate(sensors.boundary + sensors.compare === 0 ? 'twin.no_sensors' : 'twin.waiting')}
        </Alert>
      )}
      {stale.length > 0 && (
        <Alert severity="info" variant="outlined">
          {translate('twin.stale', { smart_count: stale.length, count: stale.length })}{' '}
          <bdi>{stale.slice(0, 10).join(', ')}</bdi>
        </Alert>
      )}
      {(lastRun?.quality.notes ?? []).map((note) => (
        <Alert key={note} severity="info" variant="outlined">
          {note}
        </Alert>
      ))}
    </>
  );
}

function State({ twin }: { twin: Twin }) {
  const translate = useTranslate();
  const format = useFormat();
  const { lastRun, sensors, counts } = twin;
  return (
    <Figures
      figures={[
        {
          label: 'twin.field.state',
          value: translate(`twin.state.${stateOf(twin)}`),
          note: lastRun && <TimeAgo time={lastRun.at} />,
        },
        {
          label: 'twin.field.measured',
          value: <Share value={lastRun?.quality.measuredShare ?? null} />,
          note: translate('twin.note.measured'),
        },
        {
          label: 'twin.field.balance',
          value: <Share value={lastRun?.quality.balanceErrorShare ?? null} />,
          note: translate('twin.note.balance'),
        },
        {
          label: 'twin.field.sensors',
          value: format.number(sensors.boundary + sensors.compare),
          note: translate('twin.note.sensors', { compare: sensors.compare, suggested: sensors.suggested }),
        },
        {
          label: 'twin.field.network',
          value: format.number(counts.pipes),
          note: translate('twin.note.network', {
            junctions: format.number(counts.junctions),
            tanks: counts.tanks,
            pumps: counts.pumps,
          }),
        },
      ]}
    />
  );
}
