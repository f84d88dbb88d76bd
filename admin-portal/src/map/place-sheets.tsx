import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import type { Geometry } from 'geojson';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { PriorityMark } from '../components/priority-mark';
import { QuantityText } from '../components/quantity';
import { EmptyState, ErrorState, RowsSkeleton } from '../components/states';
import { get } from '../data/http';
import { useMunicipality } from '../data/municipalities';
import type { Alarm, Overview, Page, Sensor } from '../data/types';
import { setScope, useScope } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import { converter, shownUnit } from '../sensors/chart/units';
import { useColors } from '../theme/use-colors';
import { WhatIfPanel } from '../twin/what-if-panel';
import type { Chosen } from './layers';
import { Facts, SheetAlarms, SheetHead, SheetSection } from './sheet-parts';

/** An asset as far as the sheet shows it. */
export interface Asset {
  id: string;
  municipalityId: string;
  zoneId: string | null;
  code: string;
  name: string;
  class: string;
  geometry: Geometry;
  status: string;
  material: string | null;
  diameterMm: number | null;
  lengthM: number | null;
  installedOn: string | null;
  elevationM: number | null;
}

/** A zone as far as the sheet shows it. */
export interface Zone {
  id: string;
  municipalityId: string;
  code: string;
  name: string;
  kind: string;
  boundary: Geometry | null;
}

/** The asset of an id; also gives the map its geometry. */
export function useAsset(id: string | null) {
  return useQuery({
    queryKey: ['assets', 'map', id],
    enabled: id !== null,
    queryFn: ({ signal }) => get<Asset>(`/assets/${id}`, undefined, signal),
  });
}

/** The zone of an id; also gives the map its boundary. */
export function useZone(id: string | null) {
  return useQuery({
    queryKey: ['zones', 'map', id],
    enabled: id !== null,
    queryFn: ({ signal }) => get<Zone>(`/zones/${id}`, undefined, signal),
  });
}

interface SheetProps {
  id: string;
  alarms: readonly Alarm[];
  onChoose: (chosen: Chosen | null) => void;
}

/** A pipe, pump, tank ... beside the map. */
export function AssetSheet({
  id,
  alarms,
  onChoose,
  onAffected,
}: SheetProps & { onAffected: (area: Geometry | null) => void }) {
  const translate = useTranslate();
  const format = useFormat();
  const { data, error, refetch } = useAsset(id);
  const municipality = useMunicipality(data?.municipalityId);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  const year = data.installedOn?.slice(0, 4);
  return (
    <>
      <SheetHead
        kind={translate(`asset_class.${data.class}`)}
        name={data.name || data.code}
        onClose={() => onChoose(null)}
      />
      <Facts
        facts={[
          [translate('map.code'), <bdi key="code">{data.code}</bdi>],
          [translate('map.diameter'), data.diameterMm === null ? null : `${format.number(data.diameterMm)}\u00a0mm`],
          [translate('map.material'), data.material],
          [
            translate('map.length'),
            data.lengthM === null ? null : `${format.number(data.lengthM, { maximumFractionDigits: 0 })}\u00a0m`,
          ],
          [
            translate('map.elevation'),
            data.elevationM === null ? null : `${format.number(data.elevationM, { maximumFractionDigits: 1 })}\u00a0m`,
          ],
          [translate('map.installed'), year],
          [translate('scope.label'), municipality?.name],
        ]}
      />
      <SensorsHere filter={{ assetId: id }} alarms={alarms} onChoose={onChoose} />
      <WhatIfPanel
        asset={data}
        onResult={onAffected}
        frame={(content) => (
          <SheetSection title={translate('twin.what_if.title')}>
            <Box sx={{ paddingInline: 4, paddingBlock: 2 }}>{content}</Box>
          </SheetSection>
        )}
      />
      <Box sx={{ paddingInline: 4, paddingBlock: 2 }}>
        <Button variant="outlined" component={Link} to={`/assets/${id}/show`}>
          {translate('map.open_asset')}
        </Button>
      </Box>
    </>
  );
}

/** A district metered area, pressure zone ... beside the map. */
export function ZoneSheet({ id, alarms, onChoose }: SheetProps) {
  const translate = useTranslate();
  const { data, error, refetch } = useZone(id);
  const municipality = useMunicipality(data?.municipalityId);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  return (
    <>
      <SheetHead kind={translate(`map.zone_kind.${data.kind}`)} name={data.name} onClose={() => onChoose(null)} />
      <Facts
        facts={[
          [translate('map.code'), <bdi key="code">{data.code}</bdi>],
          [translate('scope.label'), municipality?.name],
        ]}
      />
      <SensorsHere filter={{ zoneId: id }} alarms={alarms} onChoose={onChoose} />
      <Box sx={{ paddingInline: 4, paddingBlock: 2 }}>
        <Button variant="outlined" component={Link} to={`/zones/${id}/show`}>
          {translate('map.open_zone')}
        </Button>
      </Box>
    </>
  );
}

/** A municipality beside the map: its figures and its alarms. */
export function MunicipalitySheet({ id, alarms, onChoose }: SheetProps) {
  const translate = useTranslate();
  const format = useFormat();
  const { municipalityId } = useScope();
  const municipality = useMunicipality(id);
  const { data } = useQuery({
    queryKey: ['overview', id],
    queryFn: ({ signal }) => get<Overview>('/overview', { municipalityId: id }, signal),
  });
  const own = alarms.filter((alarm) => alarm.municipalityId === id).slice(0, 8);
  const figures = data?.figures;
  return (
    <>
      <SheetHead kind={translate('scope.label')} name={municipality?.name ?? ''} onClose={() => onChoose(null)} />
      <Facts
        facts={[
          [
            translate('overview.sensors'),
            figures && `${format.number(figures.sensorsReporting)} / ${format.number(figures.sensorsTotal)}`,
          ],
          [
            translate('overview.devices'),
            figures && `${format.number(figures.devicesOnline)} / ${format.number(figures.devicesTotal)}`,
          ],
          [translate('map.population'), municipality?.population ? format.number(municipality.population) : null],
          [translate('map.time_zone'), municipality?.timeZone],
        ]}
      />
      <Box sx={{ paddingInline: 4, paddingBlock: 2, display: 'flex', gap: 2 }}>
        {municipalityId !== id && (
          <Button variant="contained" onClick={() => setScope({ municipalityId: id })}>
            {translate('map.enter')}
          </Button>
        )}
        <Button variant="outlined" component={Link} to={`/?in=${id}`}>
          {translate('overview.title')}
        </Button>
      </Box>
      <SheetSection title={translate('map.alarms')}>
        {own.length > 0 ? (
          <SheetAlarms alarms={own} zone={municipality?.timeZone} />
        ) : (
          <EmptyState compact title="overview.quiet" />
        )}
      </SheetSection>
    </>
  );
}

function SensorsHere({
  filter,
  alarms,
  onChoose,
}: {
  filter: { assetId: string } | { zoneId: string };
  alarms: readonly Alarm[];
  onChoose: SheetProps['onChoose'];
}) {
  const translate = useTranslate();
  const colors = useColors();
  const { data } = useQuery({
    queryKey: ['sensors', 'map', filter],
    queryFn: ({ signal }) => get<Page<Sensor>>('/sensors', { ...filter, pageSize: 50, sort: 'code' }, signal),
  });
  const sensors = data?.data ?? [];
  const own = alarms.filter((alarm) => sensors.some((sensor) => sensor.id === alarm.sensorId)).slice(0, 8);
  if (sensors.length === 0) return null;
  return (
    <>
      {own.length > 0 && (
        <SheetSection title={translate('map.alarms')}>
          <SheetAlarms alarms={own} />
        </SheetSection>
      )}
      <SheetSection title={translate('map.sensors_here')}>
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {sensors.map((sensor) => (
            <li key={sensor.id}>
              <Box
                component="button"
                type="button"
                onClick={() => onChoose({ kind: 'sensor', id: sensor.id })}
                sx={{
                  display: 'grid',
                  gridTemplateColumns: '16px minmax(0, 1fr) auto',
                  gap: 2.5,
                  alignItems: 'center',
                  inlineSize: '100%',
                  minBlockSize: 32,
                  paddingInline: 4,
                  border: 0,
                  background: 'none',
                  color: 'inherit',
                  font: 'inherit',
                  textAlign: 'start',
                  cursor: 'pointer',
                  '&:hover': { backgroundColor: colors.sunken },
                }}
              >
                <PriorityMark kind={sensor.state} size={12} />
                <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                  {sensor.name}
                </Box>
                <LatestValue sensor={sensor} />
              </Box>
            </li>
          ))}
        </Box>
      </SheetSection>
    </>
  );
}

function LatestValue({ sensor: { quantity, displayUnit, latest } }: { sensor: Sensor }) {
  const unit = shownUnit(quantity, displayUnit);
  return <QuantityText value={latest && converter(quantity, unit)(latest.value)} unit={unit} />;
}
