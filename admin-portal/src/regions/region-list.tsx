import { useMunicipalities } from '../data/municipalities';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import type { Region } from './region';

const columns: readonly Column<Region>[] = [
  {
    key: 'name',
    label: 'regions.field.name',
    sort: 'name',
    render: (region) => <TitleCell to={`/regions/${region.id}/show`} title={region.name} second={region.code} />,
  },
  {
    key: 'municipalities',
    label: 'regions.field.municipalities',
    align: 'end',
    render: (region) => <Count id={region.id} />,
  },
  {
    key: 'population',
    label: 'regions.field.population',
    align: 'end',
    from: 'sm',
    render: (region) => <Population id={region.id} />,
  },
];

/** All regions. */
export function RegionList() {
  return (
    <ResourceList<Region>
      resource="regions"
      subject="Region"
      words="regions"
      columns={columns}
      defaultSort="name"
      rowTo={(region) => `/regions/${region.id}/show`}
    />
  );
}

function useOf(id: string) {
  return useMunicipalities().municipalities.filter((municipality) => municipality.regionId === id);
}

function Count({ id }: { id: string }) {
  return <>{useFormat().number(useOf(id).length)}</>;
}

function Population({ id }: { id: string }) {
  const format = useFormat();
  const known = useOf(id).flatMap((municipality) => municipality.population ?? []);
  return <>{known.length ? format.number(known.reduce((sum, count) => sum + count, 0)) : '–'}</>;
}
