import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { StateChip } from '../components/state-chip';
import { useScopeFilter } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { ScopeName } from '../users/scope-name';
import type { Codec } from './codec';

const columns: readonly Column<Codec>[] = [
  {
    key: 'name',
    label: 'codecs.field.name',
    sort: 'name',
    render: (codec) => <TitleCell to={`/codecs/${codec.id}/show`} title={codec.name} second={codec.description} />,
  },
  { key: 'status', label: 'codecs.field.status', sort: 'status', render: (codec) => <Status status={codec.status} /> },
  { key: 'kind', label: 'codecs.field.kind', sort: 'kind', from: 'sm', render: (codec) => <Kind kind={codec.kind} /> },
  { key: 'owner', label: 'codecs.field.owner', from: 'md', render: (codec) => <ScopeName id={codec.municipalityId} /> },
  {
    key: 'vectors',
    label: 'codecs.vector.title',
    align: 'end',
    from: 'md',
    render: (codec) => <Count value={codec.testVectors.length} />,
  },
  {
    key: 'devices',
    label: 'codecs.field.devices',
    align: 'end',
    from: 'sm',
    render: (codec) => <Count value={codec.devices} />,
  },
];

/** The payload codecs one may use. */
export function CodecList() {
  const translate = useTranslate();
  return (
    <ResourceList<Codec>
      resource="codecs"
      subject="Codec"
      words="codecs"
      columns={columns}
      defaultSort="name"
      scope={useScopeFilter()}
      filterNames={['status']}
      rowTo={(codec) => `/codecs/${codec.id}/show`}
      filters={({ filters }, change) => (
        <FilterChips
          single
          label={translate('codecs.field.status')}
          value={[...filters.status]}
          choices={['active', 'draft'].map((value) => ({ value, label: translate(`codecs.status.${value}`) }))}
          onChange={(status) => change({ filters: { ...filters, status } })}
        />
      )}
    />
  );
}

/** Draft or active, in words. */
export function Status({ status }: Pick<Codec, 'status'>) {
  return (
    <StateChip tone={status === 'active' ? 'good' : 'neutral'}>{useTranslate()(`codecs.status.${status}`)}</StateChip>
  );
}

function Kind({ kind }: Pick<Codec, 'kind'>) {
  return <>{useTranslate()(`codecs.kind.${kind}`)}</>;
}

function Count({ value }: { value: number }) {
  return <>{useFormat().number(value)}</>;
}
