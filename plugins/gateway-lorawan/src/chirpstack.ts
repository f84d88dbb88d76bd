import {
  type Json,
  countIn,
  earliest,
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

/** Events of ChirpStack 4, as `?event=` and the last part of the topic name them. */
export const chirpstackEvents = ['up', 'join', 'status', 'ack', 'txack', 'log', 'location', 'integration'] as const;
export type ChirpstackEvent = (typeof chirpstackEvents)[number];

export function isChirpstackEvent(name: string): name is ChirpstackEvent {
  return (chirpstackEvents as readonly string[]).includes(name);
}

/**
 * Reads an event of ChirpStack 4 in JSON, which leaves out what is false, 0 or empty.
 * @throws {EventFault}
 */
export function readChirpstack(name: ChirpstackEvent, event: Json): NetworkEvent {
  switch (name) {
    case 'up':
      return uplink(event);
    case 'join':
      return { kind: 'state', ...deviceOf(event), batteryPercent: null, rssi: null };
    case 'status': {
      const unknown = event.batteryLevelUnavailable === true || event.externalPowerSource === true;
      const batteryPercent = unknown ? null : percentIn(event.batteryLevel ?? 0);
      return { kind: 'state', ...deviceOf(event), batteryPercent, rssi: null };
    }
    case 'txack':
      return { kind: 'order', orderId: orderIn(event.queueItemId), progress: 'sent', detail: 'Sent by a gateway' };
    case 'ack': {
      const acknowledged = event.acknowledged === true;
      return {
        kind: 'order',
        orderId: orderIn(event.queueItemId),
        progress: acknowledged ? 'acknowledged' : 'failed',
        detail: acknowledged ? 'Acknowledged by the device' : 'The device has not acknowledged it',
      };
    }
    case 'log':
      return log(event);
    default:
      return { kind: 'other', what: name };
  }
}

function uplink(event: Json): NetworkEvent {
  const { devEui, route } = deviceOf(event);
  const heard = objectsIn(event.rxInfo);
  const rssi = strongest(heard.map(({ rssi: each }) => numberIn(each)));
  const payload = payloadIn(event.data);
  const fPort = countIn(event.fPort);
  // Without port or payload it carried only what the network itself needs.
  if (payload === null || fPort === 0 || fPort > 255)
    return { kind: 'state', devEui, route, batteryPercent: null, rssi };
  const serverTime = timeIn(event.time);
  const gatewayTime = heardAt(
    heard.map(({ gwTime, time }) => earliest([timeIn(gwTime), timeIn(time)])),
    serverTime,
  );
  const mark = textIn(event.deduplicationId) ?? `${textIn(event.devAddr) ?? ''}:${countIn(event.fCnt)}`;
  return {
    kind: 'uplink',
    devEui,
    route,
    fPort,
    payload,
    object: objectIn(event.object),
    mark,
    // The network makes a mark of its own for each.
    markAnew: null,
    time: Number.isNaN(gatewayTime) ? serverTime : gatewayTime,
    rssi,
    batteryPercent: null,
    encrypted: objectIn(event.joinServerContext) !== null,
  };
}

function deviceOf(event: Json): { devEui: string; route: Route | null } {
  const device = objectIn(event.deviceInfo);
  if (device === null) throw new EventFault('unreadable', 'The event has no deviceInfo');
  const devEui = euiIn(device.devEui);
  const application = textIn(device.applicationId);
  return { devEui, route: application === null ? null : { application, device: devEui } };
}

/** Errors on the way down name the order. */
function log(event: Json): NetworkEvent {
  const orderId = orderIn(objectIn(event.context)?.queue_item_id);
  const what = `${textIn(event.level) ?? 'INFO'} ${textIn(event.code) ?? 'UNKNOWN'}`;
  if (orderId === null || event.level !== 'ERROR') return { kind: 'other', what: `log ${what}` };
  return { kind: 'order', orderId, progress: 'failed', detail: textIn(event.description) ?? what };
}
