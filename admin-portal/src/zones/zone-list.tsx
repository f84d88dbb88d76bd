import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { useMunicipality } from '../data/municipalities';
import { useScopeFilter } from '../frame/scope';
import type { Column } from '../kit/data-table';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { type Zone, ZONE_KINDS } from './zone';

const columns: readonly Column<Zone>[] = [
  {
    key: 'name',
    label: 'zones.field.name',
    sort: 'name',
    render: (zone) => <TitleCell to={`/zones/${zone.id}/show`} title={zone.name} second={zone.code} />,
  },
  { key: 'kind', label: 'zones.field.kind', sort: 'kind', render: (zone) => <Kind kind={zone.kind} /> },
  { key: 'place', label: 'kit.municipality', from: 'sm', render: (zone) => <Place id={zone.municipalityId} /> },
  { key: 'boundary', label: 'kit.boundary', from: 'md', render: (zone) => <Known boundary={zone.boundary} /> },
];

/** All zones. */
export function ZoneList() {
  const translate = useTranslate();
  return (
    <ResourceList<Zone>
      resource="zones"
      subject="Zone"
      words="zones"
      columns={columns}
      defaultSort="name"
      scope={useScopeFilter()}
      filterNames={['kind']}
      rowTo={(zone) => `/zones/${zone.id}/show`}
      filters={({ filters }, change) => (
        <FilterChips
          label={translate('zones.field.kind')}
          value={[...filters.kind]}
          choices={ZONE_KINDS.map((value) => ({ value, label: translate(`zones.kind.${value}`) }))}
          onChange={(kind) => change({ filters: { ...filters, kind } })}
        />
      )}
    />
  );
}

function Kind({ kind }: { kind: string }) {
  return <>{useTranslate()(`zones.kind.${kind}`)}</>;
}

function Known({ boundary }: Pick<Zone, 'boundary'>) {
  return <>{useTranslate()(boundary ? 'kit.yes' : 'kit.no')}</>;
}

function Place({ id }: { id: string }) {
  return <>{useMunicipality(id)?.name ?? '–'}</>;
}
