import { useTranslate } from 'ra-core';
import { FilterChips } from '../components/filter-chips';
import { TimeAgo } from '../components/time-ago';
import { useMunicipality } from '../data/municipalities';
import { useScopeFilter } from '../frame/scope';
import { useFormat } from '../i18n/use-format';
import type { Column } from '../kit/data-table';
import { ResourceList } from '../kit/resource-list';
import { TitleCell } from '../kit/title-cell';
import { type Device, protocolName } from './device';
import { DeviceState } from './device-state';

const columns: readonly Column<Device>[] = [
  {
    key: 'name',
    label: 'devices.field.name',
    sort: 'name',
    render: (device) => (
      <TitleCell to={`/devices/${device.id}/show`} title={device.name} second={protocolName(device.protocol)} />
    ),
  },
  {
    key: 'state',
    label: 'devices.field.connection',
    sort: 'online',
    render: (device) => <DeviceState device={device} />,
  },
  {
    key: 'seen',
    label: 'devices.field.last_seen',
    sort: 'lastSeenAt',
    from: 'sm',
    render: (device) => <TimeAgo time={device.lastSeenAt} />,
  },
  {
    key: 'battery',
    label: 'devices.field.battery',
    sort: 'batteryPercent',
    align: 'end',
    from: 'md',
    render: (device) => <Measure value={device.batteryPercent} unit="%" />,
  },
  {
    key: 'signal',
    label: 'devices.field.signal',
    sort: 'signalDbm',
    align: 'end',
    from: 'md',
    render: (device) => <Measure value={device.signalDbm} unit="dBm" />,
  },
  { key: 'firmware', label: 'devices.field.firmware', from: 'lg', render: (device) => device.firmware ?? '–' },
  { key: 'place', label: 'kit.municipality', from: 'lg', render: (device) => <Place id={device.municipalityId} /> },
];

/** All devices, with who is connected. */
export function DeviceList() {
  const translate = useTranslate();
  return (
    <ResourceList<Device>
      resource="devices"
      subject="Device"
      words="devices"
      columns={columns}
      defaultSort="name"
      scope={useScopeFilter()}
      filterNames={['online', 'status']}
      rowTo={(device) => `/devices/${device.id}/show`}
      refreshMs={30_000}
      filters={({ filters }, change) => (
        <>
          <FilterChips
            single
            label={translate('devices.field.connection')}
            value={[...filters.online]}
            choices={[
              { value: 'true', label: translate('devices.connection.online') },
              { value: 'false', label: translate('devices.connection.offline') },
            ]}
            onChange={(online) => change({ filters: { ...filters, online } })}
          />
          <FilterChips
            single
            label={translate('devices.field.status')}
            value={[...filters.status]}
            choices={[{ value: 'disabled', label: translate('devices.connection.disabled') }]}
            onChange={(status) => change({ filters: { ...filters, status } })}
          />
        </>
      )}
    />
  );
}

function Measure({ value, unit }: { value: number | null; unit: string }) {
  const format = useFormat();
  return <>{value === null ? '–' : `${format.number(value, { maximumFractionDigits: 0 })}\u00a0${unit}`}</>;
}

function Place({ id }: { id: string }) {
  return <>{useMunicipality(id)?.name ?? '–'}</>;
}
