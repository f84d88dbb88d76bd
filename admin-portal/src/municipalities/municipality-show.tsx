import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useGetList, useTranslate } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { PriorityMark } from '../components/priority-mark';
import { EmptyState } from '../components/states';
import { get } from '../data/http';
import type { Municipality, Overview } from '../data/types';
import { setScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { type Column, DataTable } from '../kit/data-table';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { Figures } from '../kit/figures';
import { MiniMap } from '../kit/mini-map';
import { ReferenceLink } from '../kit/reference-link';
import { ShowPage } from '../kit/show-page';
import { TitleCell } from '../kit/title-cell';
import { PRIORITIES } from '../theme/tokens';
import { TwinNames } from '../twin/twin-names';
import type { Zone } from '../zones/zone';
import { ImportDialog } from './import-dialog';

/** A municipality: what is wrong in it, where it is, its zones. */
export function MunicipalityShow() {
  return (
    <ShowPage<Municipality> resource="municipalities">
      {(item, refetch) => <MunicipalityPage item={item} onChange={refetch} />}
    </ShowPage>
  );
}

function MunicipalityPage({ item, onChange }: { item: Municipality; onChange: () => void }) {
  const translate = useTranslate();
  const format = useFormat();
  const [importing, setImporting] = useState(false);
  const mayImport = useCan('import', 'Municipality');
  const maySeeRegions = useCan('read', 'Region');
  const maySeeZones = useCan('read', 'Zone');
  const maySeeTwins = useCan('read', 'Twin');
  const zones = useGetList<Zone>(
    'zones',
    {
      filter: { municipalityId: item.id },
      pagination: { page: 1, perPage: 200 },
      sort: { field: 'name', order: 'ASC' },
    },
    { enabled: maySeeZones },
  );
  const columns: Column<Zone>[] = [
    {
      key: 'name',
      label: 'zones.field.name',
      render: (zone) => <TitleCell to={`/zones/${zone.id}/show`} title={zone.name} second={zone.code} />,
    },
    { key: 'kind', label: 'zones.field.kind', render: (zone) => translate(`zones.kind.${zone.kind}`) },
  ];
  return (
    <>
      <PageHeader
        title={item.name}
        subtitle={[
          item.code,
          item.population !== null &&
            translate('municipalities.inhabitants', { count: format.number(item.population) }),
        ]
          .filter(Boolean)
          .join(' · ')}
        actions={
          <>
            <DeleteButton
              resource="municipalities"
              subject="Municipality"
              record={item}
              name={item.code}
              detail="municipalities.delete_detail"
            />
            {mayImport && (
              <Button variant="outlined" onClick={() => setImporting(true)}>
                {translate('municipalities.import.open')}
              </Button>
            )}
            <EditButton resource="municipalities" subject="Municipality" id={item.id} />
            <Button
              variant="contained"
              component={Link}
              to="/map"
              onClick={() => setScope({ municipalityId: item.id })}
            >
              {translate('municipalities.to_map')}
            </Button>
          </>
        }
      />
      <Box sx={{ display: 'grid', gap: 4 }}>
        <MunicipalityFigures id={item.id} />
        <Box
          sx={{
            display: 'grid',
            gap: 4,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
            alignItems: 'start',
          }}
        >
          {maySeeZones && (
            <Panel title="zones.title" flush>
              {zones.data?.length ? (
                <DataTable
                  label={translate('zones.title')}
                  columns={columns}
                  rows={zones.data}
                  idOf={(zone) => zone.id}
                  rowTo={(zone) => `/zones/${zone.id}/show`}
                />
              ) : (
                <EmptyState compact title={zones.isPending ? 'kit.loading' : 'zones.empty_title'} />
              )}
            </Panel>
          )}
          <Panel title="kit.place">
            <Box sx={{ display: 'grid', gap: 4 }}>
              <MiniMap
                label={translate('kit.map_of', { name: item.name })}
                height={260}
                center={item.center}
                context={item.boundary ? [item.boundary] : []}
                shapes={(zones.data ?? []).flatMap((zone) => zone.boundary ?? [])}
              />
              <Facts
                facts={[
                  item.regionId !== null &&
                    maySeeRegions && {
                      label: 'municipalities.field.region',
                      value: <ReferenceLink resource="regions" subject="Region" id={item.regionId} />,
                    },
                  { label: 'municipalities.field.code', value: item.code },
                  { label: 'municipalities.field.time_zone', value: item.timeZone },
                  maySeeTwins && { label: 'twin.one', value: <TwinNames municipalityId={item.id} /> },
                ]}
              />
            </Box>
          </Panel>
        </Box>
      </Box>
      {mayImport && (
        <ImportDialog municipality={item} open={importing} onClose={() => setImporting(false)} onDone={onChange} />
      )}
    </>
  );
}

/** What is wrong there now; each figure leads to its list. */
function MunicipalityFigures({ id }: { id: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ['overview', id],
    queryFn: ({ signal }) => get<Overview>('/overview', { municipalityId: id }, signal),
    refetchInterval: 15_000,
  });
  if (!data) return null;
  const { figures } = data;
  const to = (path: string): string => `${path}?in=${id}`;
  return (
    <Figures
      figures={[
        {
          label: 'municipalities.field.alarms',
          value: (
            <Link
              to={to('/alarms')}
              style={{ color: 'inherit', textDecoration: 'none', display: 'inline-flex', gap: 14 }}
            >
              {PRIORITIES.map((priority) => (
                <span key={priority} style={{ display: 'inline-flex', gap: 5, alignItems: 'center' }}>
                  <PriorityMark kind={priority} size={13} />
                  {format.number(figures.alerts[priority])}
                </span>
              ))}
            </Link>
          ),
          note: translate('municipalities.unacknowledged', { count: format.number(figures.unacknowledged) }),
        },
        {
          label: 'municipalities.field.reporting',
          value: (
            <Link
              to={to('/sensors')}
              style={{ color: 'inherit', textDecoration: 'none' }}
            >{`${format.number(figures.sensorsReporting)} / ${format.number(figures.sensorsTotal)}`}</Link>
          ),
        },
        {
          label: 'municipalities.field.devices',
          value: (
            <Link
              to={to('/devices')}
              style={{ color: 'inherit', textDecoration: 'none' }}
            >{`${format.number(figures.devicesOnline)} / ${format.number(figures.devicesTotal)}`}</Link>
          ),
        },
        {
          label: 'municipalities.field.rate',
          value: format.number(figures.readingsPerMinute, { maximumFractionDigits: 0 }),
        },
      ]}
    />
  );
}
