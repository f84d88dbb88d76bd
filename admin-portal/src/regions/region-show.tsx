import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useMunicipalities } from '../data/municipalities';
import type { Municipality } from '../data/types';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { MiniMap } from '../kit/mini-map';
import { ShowPage } from '../kit/show-page';
import { TitleCell } from '../kit/title-cell';
import type { Region } from './region';

/** A region with its municipalities. */
export function RegionShow() {
  return <ShowPage<Region> resource="regions">{(region) => <RegionPage region={region} />}</ShowPage>;
}

function RegionPage({ region }: { region: Region }) {
  const translate = useTranslate();
  const format = useFormat();
  const municipalities = useMunicipalities().municipalities.filter((item) => item.regionId === region.id);
  const shapes = municipalities.flatMap((item) => item.boundary ?? []);
  const columns: Column<Municipality>[] = [
    {
      key: 'name',
      label: 'regions.field.name',
      render: (item) => <TitleCell to={`/municipalities/${item.id}/show`} title={item.name} second={item.code} />,
    },
    {
      key: 'population',
      label: 'regions.field.population',
      align: 'end',
      render: (item) => (item.population === null ? '–' : format.number(item.population)),
    },
  ];
  return (
    <>
      <PageHeader
        title={region.name}
        subtitle={`${translate('regions.one')} · ${region.code}`}
        actions={
          <>
            <DeleteButton resource="regions" subject="Region" record={region} name={region.code} />
            <EditButton resource="regions" subject="Region" id={region.id} />
          </>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Panel title="regions.field.municipalities" flush>
          {municipalities.length ? (
            <DataTable
              label={translate('regions.field.municipalities')}
              columns={columns}
              rows={municipalities}
              idOf={(item) => item.id}
              rowTo={(item) => `/municipalities/${item.id}/show`}
            />
          ) : (
            <EmptyState compact title="regions.no_municipalities" />
          )}
        </Panel>
        <Panel title="kit.facts">
          <Box sx={{ display: 'grid', gap: 4 }}>
            {(region.boundary || shapes.length > 0) && (
              <MiniMap
                label={translate('kit.map_of', { name: region.name })}
                height={260}
                context={region.boundary ? [region.boundary] : []}
                shapes={shapes}
              />
            )}
            <Facts
              facts={[
                { label: 'regions.field.code', value: region.code },
                { label: 'kit.updated_at', value: <LocalTime time={region.updatedAt} style="full" /> },
              ]}
            />
          </Box>
        </Panel>
      </Box>
    </>
  );
}
