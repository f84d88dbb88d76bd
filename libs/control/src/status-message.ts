import type { DeviceState } from '@app/plugin-sdk';

/** What a device says of an order that it was given. */
export interface OrderAnswer {
  /** UUID of the order; null: the one that the message's correlation data names. */
  id: string | null;
  ok: boolean;
  /** For a person. */
  detail: string | undefined;
}

/** What a status message says. */
export interface StatusMessage {
  /** Null: nothing about the device. */
  state: DeviceState | null;
  answer: OrderAnswer | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_DETAIL = 200;

/**
 * Reads a status message: `online` or `offline`, or an object with any of `online`, `battery_percent`, `signal_dbm`,
 * `firmware`, and `ack` (`{"id", "ok", "detail"?}`) for an order. What it does not know or cannot read says nothing.
 * @param value - the payload: the value of its JSON, or else its text
 */
export function readStatus(value: unknown): StatusMessage {
  if (typeof value === 'string') {
    const word = value.trim();
    return { state: word === 'online' || word === 'offline' ? { online: word === 'online' } : null, answer: null };
  }
  if (typeof value !== 'object' || value === null) return { state: null, answer: null };
  const fields = value as Record<string, unknown>;
  return { state: stateOf(fields), answer: answerOf(fields['ack']) };
}

function stateOf(fields: Record<string, unknown>): DeviceState | null {
  const { online, battery_percent: battery, signal_dbm: signal, firmware } = fields;
  const state: DeviceState = {};
  if (typeof online === 'boolean') state.online = online;
  if (typeof battery === 'number' && battery >= 0 && battery <= 100) state.batteryPercent = battery;
  if (typeof signal === 'number' && signal >= -200 && signal <= 50) state.signalDbm = signal;
  if (typeof firmware === 'string' && firmware.length <= 64) state.firmware = firmware.replaceAll('\0', '');
  return Object.keys(state).length === 0 ? null : state;
}

function answerOf(ack: unknown): OrderAnswer | null {
  if (typeof ack !== 'object' || ack === null) return null;
  const { id, ok, detail } = ack as Record<string, unknown>;
  if (typeof ok !== 'boolean') return null;
  if (id !== undefined && (typeof id !== 'string' || !uuid.test(id))) return null;
  const text = typeof detail === 'string' ? detail.slice(0, MAX_DETAIL).replaceAll('\0', '') : undefined;
  return { id: id === undefined ? null : id.toLowerCase(), ok, detail: text };
}

/** @returns the id that correlation data of MQTT 5 is; null for other data */
export function orderOf(correlationData: Uint8Array | undefined): string | null {
  const text = correlationData === undefined ? '' : Buffer.from(correlationData).toString('latin1');
  return uuid.test(text) ? text.toLowerCase() : null;
}
