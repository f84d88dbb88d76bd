import {
  type Json,
  countIn,
  euiIn,
  heardAt,
  numberIn,
  objectIn,
  objectsIn,
  orderIn,
  payloadIn,
  percentIn,
  strongest,
  textIn,
  timeIn,
} from './json';
import { type NetworkEvent, type Route, EventFault } from './network-event';

/** What our orders carry, so that later events name them. */
export const CORRELATION = 'hydrant:order:';

const orders: Record<string, { progress: 'sent' | 'acknowledged' | 'failed'; detail: string }> = {
  downlink_queued: { progress: 'sent', detail: 'Queued by the network server' },
  downlink_sent: { progress: 'sent', detail: 'Sent by a gateway' },
  downlink_nack: { progress: 'sent', detail: 'Not acknowledged yet' },
  downlink_ack: { progress: 'acknowledged', detail: 'Acknowledged by the device' },
  downlink_failed: { progress: 'failed', detail: 'The network server could not send it' },
};

/** Fields of every message, beside the one that says what it is. */
const common = new Set(['end_device_ids', 'correlation_ids', 'received_at']);

/**
 * Reads a message of a webhook of The Things Stack 3; what it is, its fields tell.
 * @throws {EventFault}
 */
export function readThingsStack(event: Json): NetworkEvent {
  // Made by a person in the console: no measurement.
  if (event.simulated === true) return { kind: 'other', what: 'simulated' };
  const up = objectIn(event.uplink_message);
  if (up !== null) return uplink(event, up);
  if (objectIn(event.join_accept) !== null) {
    return { kind: 'state', ...deviceOf(event), batteryPercent: null, rssi: null };
  }
  for (const [field, { progress, detail }] of Object.entries(orders)) {
    const down = objectIn(event[field]);
    if (down !== null) {
      const error = textIn(objectIn(down.error)?.message_format);
      return { kind: 'order', orderId: orderOf(event, down), progress, detail: error ?? detail };
    }
  }
  // Of other messages about a device, known and to come, nothing is wanted: `location_solved`, `uplink_normalized`.
  const what = Object.keys(event).find((field) => !common.has(field));
  if (what === undefined || objectIn(event.end_device_ids) === null) {
    throw new EventFault('unknown-event', 'It is no message about a device');
  }
  return { kind: 'other', what };
}

function uplink(event: Json, up: Json): NetworkEvent {
  const { devEui, route } = deviceOf(event);
  const heard = objectsIn(up.rx_metadata);
  const rssi = strongest(heard.map(({ rssi: each, channel_rssi: channel }) => numberIn(each) ?? numberIn(channel)));
  const batteryPercent = percentIn(objectIn(up.last_battery_percentage)?.value);
  const payload = payloadIn(up.frm_payload);
  const fPort = countIn(up.f_port);
  if (payload === null || fPort === 0 || fPort > 255) return { kind: 'state', devEui, route, batteryPercent, rssi };
  const serverTime = timeIn(up.received_at);
  const gatewayTime = heardAt(
    heard.map(({ time }) => timeIn(time)),
    serverTime,
  );
  const mark = `${textIn(up.session_key_id) ?? ''}:${countIn(up.f_cnt)}`;
  const receivedAt = textIn(up.received_at);
  return {
    kind: 'uplink',
    devEui,
    route,
    fPort,
    payload,
    object: objectIn(up.decoded_payload),
    mark,
    markAnew: receivedAt === null ? null : `${mark}:${receivedAt}`,
    time: [gatewayTime, serverTime, timeIn(event.received_at)].find((time) => !Number.isNaN(time)) ?? Number.NaN,
    rssi,
    batteryPercent,
    encrypted: objectIn(up.app_s_key) !== null,
  };
}

function deviceOf(event: Json): { devEui: string; route: Route | null } {
  const ids = objectIn(event.end_device_ids);
  if (ids === null) throw new EventFault('unreadable', 'The message has no end_device_ids');
  const application = textIn(objectIn(ids.application_ids)?.application_id);
  const device = textIn(ids.device_id);
  const route = application !== null && device !== null ? { application, device } : null;
  return { devEui: euiIn(ids.dev_eui), route };
}

function orderOf(event: Json, down: Json): string | null {
  const ids = [event, down, objectIn(down.downlink) ?? {}].flatMap(({ correlation_ids: each }) =>
    Array.isArray(each) ? (each as unknown[]) : [],
  );
  for (const id of ids) {
    if (typeof id === 'string' && id.startsWith(CORRELATION)) return orderIn(id.slice(CORRELATION.length));
  }
  return null;
}
