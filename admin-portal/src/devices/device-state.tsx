import { useTranslate } from 'ra-core';
import { StateChip } from '../components/state-chip';
import type { Device } from './device';

/** Word for a device's connection: disabled, online, offline, or not known. */
export function connectionOf(device: Pick<Device, 'status' | 'online'>): 'disabled' | 'online' | 'offline' | 'unknown' {
  if (device.status === 'disabled') return 'disabled';
  if (device.online === null) return 'unknown';
  return device.online ? 'online' : 'offline';
}

/** The connection as a chip: only being offline stands out. */
export function DeviceState({ device }: { device: Pick<Device, 'status' | 'online'> }) {
  const translate = useTranslate();
  const state = connectionOf(device);
  return (
    <StateChip tone={state === 'offline' ? 'medium' : state === 'online' ? 'good' : 'neutral'}>
      {translate(`devices.connection.${state}`)}
    </StateChip>
  );
}
