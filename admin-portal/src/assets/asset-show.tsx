import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useGetList, useTranslate } from 'ra-core';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { listAlarms } from '../alarms/alarm-api';
import { useCan } from '../auth/ability';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useFormat } from '../i18n/use-format';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { MiniMap } from '../kit/mini-map';
import { ReferenceLink } from '../kit/reference-link';
import { SensorPanel } from '../kit/sensor-panel';
import { ShowPage } from '../kit/show-page';
import { placeOf, useSurroundings } from '../kit/surroundings';
import { BreakPanel } from '../maintenance/break-panel';
import { RiskPanel } from '../maintenance/risk-panel';
import type { SensorRecord } from '../sensors/sensor';
import { SensorAlarms } from '../sensors/sensor-alarms';
import { WhatIfPanel } from '../twin/what-if-panel';
import { type Asset, flatAttributes } from './asset';

/** An asset: where it lies, what it is made of, and what its sensors say. */
export function AssetShow() {
  return <ShowPage<Asset> resource="assets">{(asset) => <AssetPage asset={asset} />}</ShowPage>;
}

function AssetPage({ asset }: { asset: Asset }) {
  const translate = useTranslate();
  const municipality = useMunicipality(asset.municipalityId);
  const place = useMemo(() => placeOf(asset.geometry), [asset.geometry]);
  const surroundings = useSurroundings(asset.municipalityId, place);
  return (
    <>
      <PageHeader
        title={asset.name}
        subtitle={[
          translate(`asset_class.${asset.class}`),
          asset.code,
          municipality?.name,
          translate(`assets.status.${asset.status}`),
        ]
          .filter(Boolean)
          .join(' · ')}
        actions={
          <>
            <DeleteButton resource="assets" subject="Asset" record={asset} name={asset.code} />
            <EditButton resource="assets" subject="Asset" id={asset.id} />
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
        <Box sx={{ display: 'grid', gap: 4 }}>
          <SensorPanel by="assetId" id={asset.id} />
          <AssetAlarms assetId={asset.id} zone={municipality?.timeZone ?? null} />
          {(asset.class === 'pipe' || asset.class === 'pump') && <RiskPanel kind={asset.class} id={asset.id} />}
          {asset.class === 'pipe' && <BreakPanel assetId={asset.id} />}
          <AssetWhatIf asset={asset} context={surroundings} />
        </Box>
        <Panel title="kit.facts">
          <Box sx={{ display: 'grid', gap: 4 }}>
            <MiniMap
              label={translate('kit.map_of', { name: asset.name })}
              height={240}
              shapes={[asset.geometry]}
              context={surroundings}
            />
            <AssetFacts asset={asset} />
          </Box>
        </Panel>
      </Box>
    </>
  );
}

/** What would happen if it failed, with the area that would be affected. */
function AssetWhatIf({ asset, context }: { asset: Asset; context: readonly GeoJSON.Geometry[] }) {
  const translate = useTranslate();
  const [area, setArea] = useState<GeoJSON.Geometry | null>(null);
  return (
    <WhatIfPanel
      asset={asset}
      onResult={setArea}
      frame={(content) => (
        <Panel title="twin.what_if.title">
          <Box sx={{ display: 'grid', gap: 4 }}>
            {content}
            {area && (
              <MiniMap
                label={translate('twin.what_if.title')}
                height={240}
                shapes={[area, asset.geometry]}
                context={context}
              />
            )}
          </Box>
        </Panel>
      )}
    />
  );
}

function AssetFacts({ asset }: { asset: Asset }) {
  const translate = useTranslate();
  const format = useFormat();
  const municipality = useMunicipality(asset.municipalityId);
  const measure = (value: number | null, unit: string): string | null =>
    value === null ? null : `${format.number(value, { maximumFractionDigits: 1 })}\u00a0${unit}`;
  return (
    <Facts
      facts={[
        {
          label: 'kit.municipality',
          value: municipality && <Link to={`/municipalities/${municipality.id}/show`}>{municipality.name}</Link>,
        },
        asset.zoneId !== null && {
          label: 'assets.field.zone',
          value: <ReferenceLink resource="zones" subject="Zone" id={asset.zoneId} />,
        },
        { label: 'assets.field.diameter', value: measure(asset.diameterMm, 'mm') },
        { label: 'assets.field.length', value: measure(asset.lengthM, 'm') },
        { label: 'assets.field.material', value: asset.material },
        { label: 'assets.field.elevation', value: measure(asset.elevationM, 'm') },
        { label: 'assets.field.installed', value: asset.installedOn && format.time(asset.installedOn, 'date', 'UTC') },
        ...flatAttributes(asset.attributes).map(([name, value]) => ({
          label: translate(`assets.attribute.${name}`, { _: name }),
          value: <bdi>{value}</bdi>,
        })),
        {
          label: 'kit.updated_at',
          value: <LocalTime time={asset.updatedAt} zone={municipality?.timeZone} style="full" />,
        },
      ]}
    />
  );
}

/** Alarms of the sensors at this asset; nothing where it has none. */
function AssetAlarms({ assetId, zone }: { assetId: string; zone: string | null }) {
  const allowed = useCan('read', 'Alert') && useCan('read', 'Sensor');
  const { data: sensors } = useGetList<SensorRecord>(
    'sensors',
    { filter: { assetId }, pagination: { page: 1, perPage: 20 }, sort: { field: 'name', order: 'ASC' } },
    { enabled: allowed },
  );
  const ids = (sensors ?? []).map((sensor) => sensor.id);
  const alarms = useQuery({
    queryKey: ['alarms', 'of-sensors', ids],
    queryFn: ({ signal }) => listAlarms({ sensorId: ids, sort: '-raisedAt', pageSize: 20 }, signal),
    enabled: ids.length > 0,
  });
  return ids.length > 0 ? <SensorAlarms alarms={alarms} zone={zone} sensorId={ids.join(',')} /> : null;
}
