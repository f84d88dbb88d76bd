import type { DeviceState } from '@app/plugin-sdk';

const MAX_BYTES = 4_096;

/**
 * Reads a status message: `online` or `offline`, or JSON with any of `online`, `battery_percent`, `signal_dbm`,
 * `firmware`. What it does not know or cannot read says nothing.
 * @returns null when nothing could be read
 */
export function parseStatus(payload: Uint8Array): DeviceState | null {
  if (payload.length > MAX_BYTES) return null;
  const text = Buffer.from(payload).toString().trim();
  if (text === 'online' || text === 'offline') return { online: text === 'online' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const { online, battery_percent: battery, signal_dbm: signal, firmware } = json as Record<string, unknown>;
  const state: DeviceState = {};
  if (typeof online === 'boolean') state.online = online;
  if (typeof battery === 'number' && battery >= 0 && battery <= 100) state.batteryPercent = battery;
  if (typeof signal === 'number' && signal >= -200 && signal <= 50) state.signalDbm = signal;
  if (typeof firmware === 'string' && firmware.length <= 64) state.firmware = firmware.replaceAll('\0', '');
  return Object.keys(state).length === 0 ? null : state;
}
