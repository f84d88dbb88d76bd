import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CHANNEL } from './lanes/chirpstack-event';
import { CoapLane } from './lanes/coap-lane';
import { HttpLane } from './lanes/http-lane';
import { LorawanHookLane } from './lanes/lorawan-hook-lane';
import { LorawanMqttLane } from './lanes/lorawan-mqtt-lane';
import { MqttLane } from './lanes/mqtt-lane';
import { MqttOutsideLane } from './lanes/mqtt-outside-lane';
import { SmsLane } from './lanes/sms-lane';
import { TcpLane } from './lanes/tcp-lane';
import type { Lane, LaneDevice } from './lane';
import { type Sql, seedInstance, seedLane } from './seeding';

/** Where the lanes of a world lead to. */
export interface Entrances {
  sql: Sql;
  /** Of the devices. */
  tenantId: number;
  /** Of the process that takes readings over HTTP. */
  httpUrl: string;
  mqttPort: number;
  /** Broker elsewhere; left out: the embedded one on `mqttPort`. */
  mqttUrl?: string;
  tcpPort: number;
  coapPort: number;
  /** Broker of ChirpStack's MQTT integration. */
  chirpstackUrl: string;
}

export interface OpenLane {
  lane: Lane;
  device: LaneDevice;
}

const SENSORS = 4;
const KNOWN_MS = 20_000;

/** How each lane is opened: its device, what else the platform has to know, and the sender. */
export const openers = {
  async mqtt({ sql, tenantId, mqttPort, mqttUrl }: Entrances): Promise<OpenLane> {
    const device = await seedLane(sql, tenantId, 'mqtt', { protocol: 'mqtt', sensors: SENSORS });
    const lane = mqttUrl === undefined ? new MqttLane(mqttPort, device) : new MqttOutsideLane(mqttUrl, device);
    return { device, lane };
  },
  async http({ sql, tenantId, httpUrl }: Entrances): Promise<OpenLane> {
    const device = await seedLane(sql, tenantId, 'http', { protocol: 'http', sensors: SENSORS });
    return { device, lane: new HttpLane(httpUrl, device) };
  },
  async tcp({ sql, tenantId, tcpPort }: Entrances): Promise<OpenLane> {
    const device = await seedLane(sql, tenantId, 'tcp', { protocol: 'tcp', sensors: SENSORS });
    return { device, lane: new TcpLane(tcpPort, device) };
  },
  async coap({ sql, tenantId, coapPort }: Entrances): Promise<OpenLane> {
    const device = await seedLane(sql, tenantId, 'coap', { protocol: 'coap', sensors: SENSORS });
    return { device, lane: new CoapLane(coapPort, device) };
  },
  async 'lorawan-webhook'({ sql, tenantId, httpUrl }: Entrances): Promise<OpenLane> {
    const eui = randomBytes(8).toString('hex');
    const device = await seedLane(sql, tenantId, 'lorawan-webhook', named('lorawan', 'eui', eui));
    const secret = randomBytes(24).toString('base64url');
    const config = { network: 'chirpstack', decoder: 'network', secret, messagesPerMinute: 1_000_000 };
    const id = await seedInstance(sql, 'gateway-lorawan', 'webhook', config);
    return { device, lane: new LorawanHookLane(`${httpUrl}/api/v1/hooks/${id}`, secret, eui) };
  },
  async 'lorawan-mqtt'({ sql, tenantId, httpUrl, chirpstackUrl }: Entrances): Promise<OpenLane> {
    const eui = randomBytes(8).toString('hex');
    const device = await seedLane(sql, tenantId, 'lorawan-mqtt', named('lorawan', 'eui', eui));
    // Events of unknown devices are taken from the broker and count as refused.
    await untilKnown(httpUrl, device);
    const config = {
      network: 'chirpstack',
      decoder: 'network',
      mqttUrl: chirpstackUrl,
      messagesPerMinute: 1_000_000,
    };
    await seedInstance(sql, 'gateway-lorawan', 'broker', config);
    return { device, lane: new LorawanMqttLane(chirpstackUrl, eui) };
  },
  async sms({ sql, tenantId }: Entrances): Promise<OpenLane> {
    const phone = '+923001234567';
    const device = await seedLane(sql, tenantId, 'sms', named('sms', 'phone', phone));
    const lane = await SmsLane.open(phone);
    const config = {
      mode: 'smpp',
      host: '127.0.0.1',
      port: lane.port,
      systemId: 'hydrant',
      password: 'secret',
      messagesPerMinute: 6_000,
    };
    await seedInstance(sql, 'gateway-sms', 'centre', config);
    return { device, lane };
  },
} satisfies Record<string, (entrances: Entrances) => Promise<OpenLane>>;
export type LaneName = keyof typeof openers;
export const laneNames = Object.keys(openers) as LaneName[];

/** Waits until the process that takes readings has heard of a device. */
async function untilKnown(httpUrl: string, { id, token }: LaneDevice): Promise<void> {
  const deadline = Date.now() + KNOWN_MS;
  const headers = { authorization: `Bearer ${id}.${token}`, 'content-type': 'application/json' };
  while ((await fetch(`${httpUrl}/api/v1/telemetry`, { method: 'POST', headers, body: '[]' })).status === 401) {
    if (Date.now() > deadline) throw new Error('The platform does not get to know the device');
    await delay(50);
  }
}

function named(protocol: string, kind: string, name: string): Parameters<typeof seedLane>[3] {
  return { protocol, sensors: 1, channel: CHANNEL, name: { kind, name } };
}
