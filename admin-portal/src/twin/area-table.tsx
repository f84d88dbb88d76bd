import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { QuantityText } from '../components/quantity';
import { EmptyState } from '../components/states';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import type { AreaBalance } from './types';

/** Balances of the metered areas at the last moment. */
export function AreaTable({ areas }: { areas: readonly AreaBalance[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const columns: Column<AreaBalance>[] = [
    {
      key: 'area',
      label: 'twin.area.name',
      render: ({ zoneId, zoneName, key }) =>
        zoneId ? (
          <Link to={`/zones/${zoneId}/show`}>{zoneName}</Link>
        ) : (
          <bdi>{translate('twin.area.behind', { key })}</bdi>
        ),
    },
    {
      key: 'inflow',
      label: 'twin.area.inflow',
      align: 'end',
      render: ({ inflowM3h }) => <QuantityText value={inflowM3h} unit="m3/h" />,
    },
    {
      key: 'expected',
      label: 'twin.area.expected',
      align: 'end',
      render: ({ expectedM3h }) => <QuantityText value={expectedM3h} unit="m3/h" />,
    },
    {
      key: 'z',
      label: 'twin.residual.z',
      align: 'end',
      from: 'sm',
      render: ({ z }) => (z === null ? '–' : format.number(z, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })),
    },
  ];
  return areas.length === 0 ? (
    <EmptyState compact title="twin.area.none" detail="twin.area.none_detail" />
  ) : (
    <DataTable label={translate('twin.area.title')} columns={columns} rows={areas} idOf={({ key }) => key} />
  );
}
