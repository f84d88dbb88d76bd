import JoinInnerOutlined from '@mui/icons-material/JoinInnerOutlined';
import { useTranslate } from 'ra-core';
import { PriorityMark } from '../components/priority-mark';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useScopeFilter } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { FilterSelect } from '../kit/quick-select';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { CAUSES, type NetworkEvent } from './event-types';

const REFRESH_MS = 10_000;
/** What to ask for, and how it is called. */
const VIEWS = [
  ['true', 'going'],
  ['false', 'over'],
] as const;

const columns: readonly Column<NetworkEvent>[] = [
  {
    key: 'priority',
    label: 'alarms.column.priority',
    width: 40,
    sort: 'priority',
    render: (event) => <Mark event={event} />,
  },
  { key: 'cause', label: 'events.field.cause', sort: 'confidence', render: (event) => <CauseCell event={event} /> },
  { key: 'place', label: 'events.field.place', from: 'sm', render: (event) => <Place event={event} /> },
  { key: 'alarms', label: 'events.field.alarms', sort: 'alarms', align: 'end', render: (event) => event.alarms },
  {
    key: 'started',
    label: 'events.field.started',
    sort: 'startedAt',
    from: 'sm',
    render: (event) => <LocalTime time={event.startedAt} style="day" />,
  },
  {
    key: 'ended',
    label: 'events.field.ended',
    sort: 'endedAt',
    from: 'md',
    render: (event) => <Ended event={event} />,
  },
];

/** Alarms brought together by cause: what goes on first. */
export function EventList() {
  const translate = useTranslate();
  const scope = useScopeFilter();
  return (
    <ResourceList<NetworkEvent>
      resource="events"
      subject="Alert"
      words="events"
      note={translate('events.subtitle')}
      columns={columns}
      defaultSort="-startedAt"
      scope={scope}
      searchable={false}
      filterNames={['open', 'hypothesis']}
      filters={(state, change) => (
        <>
          <FilterSelect
            name="open"
            all={translate('events.all')}
            choices={VIEWS.map(([value, view]) => ({ value, text: translate(`events.view.${view}`) }))}
            state={state}
            change={change}
          />
          <FilterSelect
            name="hypothesis"
            all={translate('events.all_causes')}
            choices={CAUSES.map((value) => ({ value, text: translate(`events.cause.${value}`) }))}
            state={state}
            change={change}
          />
        </>
      )}
      create={null}
      rowTo={({ id }) => `/events/${id}`}
      refreshMs={REFRESH_MS}
      emptyIcon={<JoinInnerOutlined />}
    />
  );
}

function Mark({ event }: { event: NetworkEvent }) {
  return <PriorityMark kind={event.endedAt === null ? event.priority : 'normal'} />;
}

function CauseCell({ event }: { event: NetworkEvent }) {
  const translate = useTranslate();
  const format = useFormat();
  const second =
    event.confirmed === null
      ? translate('events.likely', { share: format.number(event.confidence, { style: 'percent' }) })
      : translate('events.confirmed_by', { name: event.confirmedBy ?? '' });
  return (
    <TitleCell
      to={`/events/${event.id}`}
      title={translate(`events.cause.${event.confirmed ?? event.hypothesis}`)}
      second={second}
    />
  );
}

function Place({ event }: { event: NetworkEvent }) {
  const municipality = useMunicipality(event.municipalityId);
  return <>{[event.zoneName, municipality?.name].filter(Boolean).join(' · ') || '–'}</>;
}

function Ended({ event }: { event: NetworkEvent }) {
  const translate = useTranslate();
  return event.endedAt === null ? <>{translate('events.goes_on')}</> : <LocalTime time={event.endedAt} style="day" />;
}
