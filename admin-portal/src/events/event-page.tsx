import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { useParams } from 'react-router';
import { Link } from 'react-router';
import { isOpen, markOf, wantsAttention } from '../alarms/alarm-state';
import { ConditionText } from '../alarms/condition-text';
import { FindingText, isFinding } from '../alarms/finding-text';
import { useCan } from '../auth/ability';
import { Page, PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { ErrorState, RowsSkeleton } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useNow } from '../components/use-now';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import type { Alarm } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { Facts } from '../kit/facts';
import { MiniMap } from '../kit/mini-map';
import { useSurroundings } from '../kit/surroundings';
import { AcknowledgeEvent } from './acknowledge-event';
import { ConfirmCause } from './confirm-cause';
import type { EventDetail } from './event-types';

const REFRESH_MS = 10_000;

/** One event: what its cause may be and why, its alarms in order, and what people found out. */
export function EventPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['event', id],
    queryFn: ({ signal }) => get<EventDetail>(`/events/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: REFRESH_MS,
  });
  if (data) return <EventView event={data} onChange={() => void refetch()} />;
  return (
    <Page>{error ? <ErrorState page error={error} onRetry={() => void refetch()} /> : <RowsSkeleton rows={8} />}</Page>
  );
}

function EventView({ event, onChange }: { event: EventDetail; onChange: () => void }) {
  const translate = useTranslate();
  const municipality = useMunicipality(event.municipalityId);
  const surroundings = useSurroundings(event.municipalityId, event.location);
  const mayConfirm = useCan('update', 'Alert');
  const zone = municipality?.timeZone ?? null;
  const cause = translate(`events.cause.${event.confirmed ?? event.hypothesis}`);
  return (
    <Page>
      <PageHeader
        title={cause}
        leading={<PriorityMark kind={event.endedAt === null ? event.priority : 'normal'} size={18} />}
        subtitle={[event.zoneName, municipality?.name].filter(Boolean).join(' · ')}
        actions={<AcknowledgeEvent event={event} onDone={onChange} />}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 4 }}>
          <Panel title="events.hypotheses">
            <Hypotheses event={event} />
          </Panel>
          <Panel title="events.field.alarms" flush>
            <Alarms alarms={event.alerts} zone={zone} />
          </Panel>
        </Box>
        <Box sx={{ display: 'grid', gap: 4 }}>
          <Panel title="kit.facts">
            <Box sx={{ display: 'grid', gap: 4 }}>
              {event.location && (
                <MiniMap
                  label={translate('kit.map_of', { name: cause })}
                  height={220}
                  context={surroundings}
                  marks={event.alerts.flatMap(({ location, priority, sensorName }) =>
                    location ? [{ at: location, kind: priority, label: sensorName }] : [],
                  )}
                />
              )}
              <Facts
                facts={[
                  {
                    label: 'events.field.started',
                    value: <LocalTime time={event.startedAt} zone={zone} style="full" />,
                  },
                  {
                    label: 'events.field.ended',
                    value:
                      event.endedAt === null ? (
                        translate('events.goes_on')
                      ) : (
                        <LocalTime time={event.endedAt} zone={zone} style="full" />
                      ),
                  },
                  { label: 'events.field.sensors', value: event.sensors },
                  event.confirmed !== null && {
                    label: 'events.confirmed',
                    value: translate(`events.cause.${event.confirmed}`),
                  },
                  event.confirmed !== null && { label: 'events.field.by', value: event.confirmedBy },
                  { label: 'events.field.note', value: event.note },
                ]}
              />
            </Box>
          </Panel>
          {mayConfirm && <ConfirmCause key={event.version} event={event} onDone={onChange} />}
        </Box>
      </Box>
    </Page>
  );
}

function Hypotheses({ event }: { event: EventDetail }) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 3 }}>
      {event.hypotheses.map(({ kind, confidence, reasons }) => (
        <Box component="li" key={kind}>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}>
            <Typography variant="body2" sx={{ fontWeight: 600 }} id={`cause-${kind}`}>
              {translate(`events.cause.${kind}`)}
            </Typography>
            <Typography variant="body2">{format.number(confidence, { style: 'percent' })}</Typography>
          </Box>
          <LinearProgress
            variant="determinate"
            value={confidence * 100}
            aria-labelledby={`cause-${kind}`}
            sx={{ blockSize: 6, borderRadius: 3, marginBlock: 1 }}
          />
          <Typography variant="body2" color="text.secondary">
            {reasons.length > 0
              ? reasons.map((reason) => translate(`events.reason.${reason}`)).join(' · ')
              : translate('events.no_reason')}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function Alarms({ alarms, zone }: { alarms: readonly Alarm[]; zone: string | null }) {
  const translate = useTranslate();
  const now = useNow();
  const columns: Column<Alarm>[] = [
    {
      key: 'mark',
      label: 'alarms.column.priority',
      width: 40,
      render: (alarm) => (
        <PriorityMark
          kind={isOpen(alarm) ? markOf(alarm, now) : alarm.priority}
          unacknowledged={wantsAttention(alarm, now)}
        />
      ),
    },
    {
      key: 'condition',
      label: 'alarms.column.condition',
      render: (alarm) => (
        <>
          <Link to={`/alarms/${alarm.id}/show`}>
            <ConditionText alarm={alarm} />
          </Link>
          <Typography variant="body2" color="text.secondary">
            {alarm.sensorName}
          </Typography>
          {isFinding(alarm) && (
            <Typography variant="body2">
              <FindingText about={alarm} zone={zone} />
            </Typography>
          )}
        </>
      ),
    },
    { key: 'raised', label: 'alarms.column.time', render: (alarm) => <LocalTime time={alarm.raisedAt} zone={zone} /> },
    {
      key: 'cleared',
      label: 'events.field.ended',
      from: 'sm',
      render: (alarm) =>
        alarm.clearedAt ? <LocalTime time={alarm.clearedAt} zone={zone} /> : translate('events.goes_on'),
    },
  ];
  return (
    <DataTable
      label={translate('events.field.alarms')}
      columns={columns}
      rows={alarms}
      idOf={({ id }) => id}
      rowTo={({ id }) => `/alarms/${id}/show`}
    />
  );
}
