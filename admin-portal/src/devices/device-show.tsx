import Box from '@mui/material/Box';
import { useTranslate } from 'ra-core';
import { Link } from 'react-router';
import { PageHeader } from '../components/page-header';
import { Panel } from '../components/panel';
import { LocalTime, TimeAgo } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { NamesPanel } from '../device-access/names-panel';
import { OrdersPanel } from '../device-access/orders-panel';
import { useFormat } from '../i18n/use-format';
import { DeleteButton } from '../kit/delete-button';
import { EditButton } from '../kit/edit-button';
import { Facts } from '../kit/facts';
import { MiniMap } from '../kit/mini-map';
import { SensorPanel } from '../kit/sensor-panel';
import { ShowPage } from '../kit/show-page';
import { useSurroundings } from '../kit/surroundings';
import { CodecName } from './codec-input';
import { type Device, protocolName } from './device';
import { DeviceCredentials } from './device-credentials';
import { DeviceLedger } from './device-ledger';
import { DeviceState } from './device-state';

/** A device: is it there, what does it send, who are its sensors. */
export function DeviceShow() {
  return (
    <ShowPage<Device> resource="devices" refreshMs={30_000}>
      {(device) => <DevicePage device={device} />}
    </ShowPage>
  );
}

function DevicePage({ device }: { device: Device }) {
  const translate = useTranslate();
  const format = useFormat();
  const municipality = useMunicipality(device.municipalityId);
  const zone = municipality?.timeZone ?? null;
  const surroundings = useSurroundings(device.municipalityId, device.location);
  const measure = (value: number | null, unit: string): string | null =>
    value === null ? null : `${format.number(value, { maximumFractionDigits: 0 })}\u00a0${unit}`;
  return (
    <>
      <PageHeader
        title={device.name}
        subtitle={
          <Box component="span" sx={{ display: 'inline-flex', gap: 2, alignItems: 'center' }}>
            <DeviceState device={device} />
            {device.lastSeenAt ? (
              <span>
                {translate('devices.field.last_seen')} <TimeAgo time={device.lastSeenAt} zone={zone} />
              </span>
            ) : (
              translate('devices.never_seen')
            )}
          </Box>
        }
        actions={
          <>
            <DeleteButton
              resource="devices"
              subject="Device"
              record={device}
              name={device.name}
              detail="devices.delete_detail"
            />
            <DeviceCredentials device={device} />
            <EditButton resource="devices" subject="Device" id={device.id} />
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
          <DeviceLedger deviceId={device.id} zone={zone} />
          <SensorPanel by="deviceId" id={device.id} />
          <NamesPanel deviceId={device.id} zone={zone} />
          <OrdersPanel deviceId={device.id} zone={zone} />
        </Box>
        <Panel title="kit.facts">
          <Box sx={{ display: 'grid', gap: 4 }}>
            {device.location && (
              <MiniMap
                label={translate('kit.map_of', { name: device.name })}
                height={220}
                context={surroundings}
                marks={[{ at: device.location, kind: 'normal', label: device.name }]}
              />
            )}
            <Facts
              facts={[
                { label: 'devices.field.id', value: <bdi>{device.id}</bdi> },
                {
                  label: 'kit.municipality',
                  value: municipality && (
                    <Link to={`/municipalities/${municipality.id}/show`}>{municipality.name}</Link>
                  ),
                },
                { label: 'devices.field.protocol', value: protocolName(device.protocol) },
                { label: 'devices.field.battery', value: measure(device.batteryPercent, '%') },
                { label: 'devices.field.signal', value: measure(device.signalDbm, 'dBm') },
                { label: 'devices.field.firmware', value: device.firmware },
                { label: 'devices.field.codec', value: device.codec && <CodecName codec={device.codec} /> },
                device.lastSeenAt !== null && {
                  label: 'devices.field.last_seen',
                  value: <LocalTime time={device.lastSeenAt} zone={zone} style="full" />,
                },
                { label: 'kit.created_at', value: <LocalTime time={device.createdAt} zone={zone} style="full" /> },
              ]}
            />
          </Box>
        </Panel>
      </Box>
    </>
  );
}
