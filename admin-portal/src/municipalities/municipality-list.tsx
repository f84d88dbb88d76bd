import { useMemo } from 'react';
import { useCan } from '../auth/ability';
import { PriorityMark } from '../components/priority-mark';
import type { Municipality } from '../data/types';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { ReferenceLink } from '../kit/reference-link';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { useOverview } from '../overview/use-overview';
import { PRIORITIES } from '../theme/tokens';

const columns: readonly Column<Municipality>[] = [
  {
    key: 'name',
    label: 'municipalities.field.name',
    sort: 'name',
    render: (item) => <TitleCell to={`/municipalities/${item.id}/show`} title={item.name} second={item.code} />,
  },
  { key: 'alarms', label: 'municipalities.field.alarms', render: (item) => <Alarms id={item.id} /> },
  {
    key: 'sensors',
    label: 'municipalities.field.reporting',
    align: 'end',
    from: 'sm',
    render: (item) => <Reporting id={item.id} />,
  },
  {
    key: 'population',
    label: 'municipalities.field.population',
    sort: 'population',
    align: 'end',
    from: 'md',
    render: (item) => <Population value={item.population} />,
  },
  {
    key: 'region',
    label: 'municipalities.field.region',
    from: 'lg',
    render: (item) => <ReferenceLink resource="regions" subject="Region" id={item.regionId} />,
  },
  { key: 'zone', label: 'municipalities.field.time_zone', from: 'lg', render: (item) => item.timeZone },
];

/** All municipalities with what is wrong in them; their regions only for those who can read regions. */
export function MunicipalityList() {
  const maySeeRegions = useCan('read', 'Region');
  const shown = useMemo(() => columns.filter(({ key }) => key !== 'region' || maySeeRegions), [maySeeRegions]);
  return (
    <ResourceList<Municipality>
      resource="municipalities"
      subject="Municipality"
      words="municipalities"
      columns={shown}
      defaultSort="name"
      rowTo={(item) => `/municipalities/${item.id}/show`}
    />
  );
}

function useLine(id: string) {
  return useOverview().data?.municipalities.find((line) => line.id === id);
}

function Alarms({ id }: { id: string }) {
  const format = useFormat();
  const line = useLine(id);
  const some = PRIORITIES.filter((priority) => (line?.alerts[priority] ?? 0) > 0);
  if (!line || some.length === 0) return <>–</>;
  return (
    <span style={{ display: 'inline-flex', gap: 10 }}>
      {some.map((priority) => (
        <span key={priority} style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
          <PriorityMark kind={priority} size={12} />
          {format.number(line.alerts[priority])}
        </span>
      ))}
    </span>
  );
}

function Reporting({ id }: { id: string }) {
  const format = useFormat();
  const line = useLine(id);
  return <>{line ? `${format.number(line.sensorsReporting)} / ${format.number(line.sensorsTotal)}` : '–'}</>;
}

function Population({ value }: { value: number | null }) {
  const format = useFormat();
  return <>{value === null ? '–' : format.number(value)}</>;
}
