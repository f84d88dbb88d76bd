import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { StateChip } from '../components/state-chip';
import { useMunicipality } from '../data/municipalities';
import { useScopeFilter } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { QuickSelect } from '../kit/quick-select';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { type Asset, ASSET_CLASSES, ASSET_STATUSES } from './asset';

const columns: readonly Column<Asset>[] = [
  {
    key: 'name',
    label: 'assets.field.name',
    sort: 'name',
    render: (asset) => <TitleCell to={`/assets/${asset.id}/show`} title={asset.name} second={asset.code} />,
  },
  {
    key: 'class',
    label: 'assets.field.class',
    sort: 'class',
    render: (asset) => <Word of={`asset_class.${asset.class}`} />,
  },
  {
    key: 'diameter',
    label: 'assets.field.diameter',
    sort: 'diameterMm',
    align: 'end',
    from: 'sm',
    render: (asset) => <Measure value={asset.diameterMm} unit="mm" />,
  },
  {
    key: 'length',
    label: 'assets.field.length',
    sort: 'lengthM',
    align: 'end',
    from: 'md',
    render: (asset) => <Measure value={asset.lengthM} unit="m" />,
  },
  {
    key: 'material',
    label: 'assets.field.material',
    sort: 'material',
    from: 'md',
    render: (asset) => asset.material ?? '–',
  },
  {
    key: 'installed',
    label: 'assets.field.installed',
    sort: 'installedOn',
    from: 'lg',
    render: (asset) => asset.installedOn?.slice(0, 4) ?? '–',
  },
  { key: 'status', label: 'assets.field.status', from: 'lg', render: (asset) => <Status status={asset.status} /> },
  { key: 'place', label: 'kit.municipality', from: 'lg', render: (asset) => <Place id={asset.municipalityId} /> },
];

/** All assets, by class. */
export function AssetList() {
  const translate = useTranslate();
  return (
    <ResourceList<Asset>
      resource="assets"
      subject="Asset"
      words="assets"
      columns={columns}
      defaultSort="code"
      scope={useScopeFilter()}
      filterNames={['class', 'status', 'zoneId']}
      rowTo={(asset) => `/assets/${asset.id}/show`}
      filters={({ filters }, change) => (
        <>
          <QuickSelect
            label={translate('assets.all_states')}
            value={filters.status}
            choices={ASSET_STATUSES.map((value) => ({ value, text: translate(`assets.status.${value}`) }))}
            onChange={(status) => change({ filters: { ...filters, status } })}
          />
          <FilterChips
            label={translate('assets.field.class')}
            value={[...filters.class]}
            choices={ASSET_CLASSES.map((value) => ({ value, label: translate(`asset_class.${value}`) }))}
            onChange={(classes) => change({ filters: { ...filters, class: classes } })}
          />
        </>
      )}
    />
  );
}

function Word({ of }: { of: string }) {
  return <>{useTranslate()(of)}</>;
}

function Measure({ value, unit }: { value: number | null; unit: string }) {
  const format = useFormat();
  return <>{value === null ? '–' : `${format.number(value, { maximumFractionDigits: 0 })}\u00a0${unit}`}</>;
}

function Status({ status }: Pick<Asset, 'status'>) {
  return <StateChip>{useTranslate()(`assets.status.${status}`)}</StateChip>;
}

function Place({ id }: { id: string }) {
  return <>{useMunicipality(id)?.name ?? '–'}</>;
}
