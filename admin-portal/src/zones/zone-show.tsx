import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { useCan } from '../auth/ability';
import { ZoneBalance } from '../balance/zone-balance';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { EmptyState } from '../components/states';
import { LocalTime } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { MiniMap } from '../kit/mini-map';
import { SensorPanel } from '../kit/sensor-panel';
import { ShowPage } from '../kit/show-page';
import { ZoneTwin } from '../twin/zone-twin';
import type { Zone } from './zone';

/** A zone: its sensors, where it lies, and the way to its assets. */
export function ZoneShow() {
  return <ShowPage<Zone> resource="zones">{(zone) => <ZonePage zone={zone} />}</ShowPage>;
}

function ZonePage({ zone }: { zone: Zone }) {
  const translate = useTranslate();
  const municipality = useMunicipality(zone.municipalityId);
  return (
    <>
      <PageHeader
        title={zone.name}
        subtitle={[zone.code, translate(`zones.kind.${zone.kind}`), municipality?.name].filter(Boolean).join(' · ')}
        actions={
          <>
            <DeleteButton resource="zones" subject="Zone" record={zone} name={zone.code} detail="zones.delete_detail" />
            {useCan('read', 'Asset') && (
              <Button variant="outlined" component={Link} to={`/assets?zoneId=${zone.id}`}>
                {translate('zones.to_assets')}
              </Button>
            )}
            <EditButton resource="zones" subject="Zone" id={zone.id} />
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
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <ZoneBalance zone={zone} />
          <ZoneTwin zone={zone} />
          <SensorPanel by="zoneId" id={zone.id} />
        </Box>
        <Panel title="kit.place">
          <Box sx={{ display: 'grid', gap: 4 }}>
            {zone.boundary ? (
              <MiniMap label={translate('kit.map_of', { name: zone.name })} height={280} shapes={[zone.boundary]} />
            ) : (
              <EmptyState compact title="zones.no_boundary" />
            )}
            <Facts
              facts={[
                {
                  label: 'kit.municipality',
                  value: municipality && (
                    <Link to={`/municipalities/${municipality.id}/show`}>{municipality.name}</Link>
                  ),
                },
                { label: 'zones.field.code', value: zone.code },
                {
                  label: 'kit.updated_at',
                  value: <LocalTime time={zone.updatedAt} zone={municipality?.timeZone} style="full" />,
                },
              ]}
            />
          </Box>
        </Panel>
      </Box>
    </>
  );
}
