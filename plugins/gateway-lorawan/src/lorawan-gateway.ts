import type { Gateway, GatewayContext, KeptFrame, PluginHealth, TelemetryColumns } from '@app/plugin-sdk';
import { isChirpstackEvent, readChirpstack } from './chirpstack';
import { ChirpstackMqtt } from './chirpstack-mqtt';
import type { LorawanConfig } from './config';
import { Frames } from './frames';
import { Hook } from './hook';
import { type Json, parseEvent } from './json';
import { EventFault, type NetworkEvent } from './network-event';
import { Orders } from './orders';
import { QueueItems } from './queue-items';
import { Routes } from './routes';
import { readThingsStack } from './things-stack';
import { type Outcome, Uplinks } from './uplinks';

/** Events of a LoRaWAN network server, by webhook or from its MQTT broker; or raw frames. */
export class LorawanGateway implements Gateway {
  private readonly uplinks: Uplinks;
  private readonly routes: Routes;
  private readonly frames: Frames;
  private readonly orders: Orders;
  private readonly items: QueueItems;
  private readonly mqtt: ChirpstackMqtt | null;
  private running = false;
  private address = '';

  constructor(
    private readonly config: LorawanConfig,
    private readonly context: GatewayContext,
  ) {
    this.routes = new Routes(context);
    this.uplinks = new Uplinks(config, context, this.routes);
    this.frames = new Frames(context);
    this.items = new QueueItems(context);
    const { mqttUrl } = config;
    this.mqtt =
      mqttUrl === undefined
        ? null
        : new ChirpstackMqtt({ ...config, mqttUrl }, context, (name, devEui, body) => this.take(name, body, devEui));
    const { mqtt } = this;
    const publish = mqtt === null ? null : (topic: string, payload: string) => mqtt.publish(topic, payload);
    this.orders = new Orders(config, context, this.routes, this.items, publish);
  }

  async start(): Promise<void> {
    const { secret, basicPassword, maxEventBytes } = this.config;
    if (secret !== undefined || basicPassword !== undefined) {
      const hook = new Hook(this.config, this.context, (name, body) => this.take(name, body));
      this.address = this.context.http.hook(maxEventBytes, (request) => hook.answer(request));
    }
    await this.mqtt?.start();
    this.orders.start();
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.orders.stop();
    await this.mqtt?.stop();
  }

  async health(): Promise<PluginHealth> {
    const details = {
      network: this.config.network,
      ...(this.address !== '' && { address: this.address }),
      orders: this.orders.able,
    };
    if (!this.running) return { status: 'down', reason: 'stopped', details };
    if (this.mqtt !== null && !this.mqtt.connected) {
      const reason = "ChirpStack's MQTT broker does not answer, or has not confirmed the subscription";
      return { status: 'down', reason, details };
    }
    return { status: 'up', details };
  }

  async decode({ deviceId, raw, receivedAt }: KeptFrame): Promise<TelemetryColumns> {
    const event = parseEvent(raw);
    const read = await this.readKept(event);
    if (read.kind !== 'uplink') throw new EventFault('no-uplink', 'The kept event is no uplink');
    return this.uplinks.columnsAgain(deviceId, read, receivedAt);
  }

  /** Another instance, of another network, may have kept it. */
  private async readKept(event: Json): Promise<NetworkEvent> {
    if ('phyPayload' in event) return this.frames.readKept(event);
    return 'end_device_ids' in event ? readThingsStack(event) : readChirpstack('up', event);
  }

  /** @param expected - DevEUI that the event must be of */
  private async take(name: string, body: Uint8Array, expected?: string): Promise<Outcome> {
    const { network } = this.config;
    if (network === 'chirpstack' && !isChirpstackEvent(name)) {
      throw new EventFault('unknown-event', 'Name the event: ?event=up');
    }
    const event = parseEvent(body);
    if (network === 'frames') {
      const { event: read, remember } = await this.frames.read(event);
      const outcome = await this.carryOut(read, body);
      if (!('refused' in outcome)) await remember();
      return outcome;
    }
    const read =
      isChirpstackEvent(name) && network === 'chirpstack' ? readChirpstack(name, event) : readThingsStack(event);
    if (expected !== undefined && 'devEui' in read && read.devEui !== expected) {
      throw new EventFault('foreign-eui', 'The event is of another device than its topic');
    }
    return this.carryOut(read, body);
  }

  private async carryOut(event: NetworkEvent, body: Uint8Array): Promise<Outcome> {
    switch (event.kind) {
      case 'uplink':
        return this.uplinks.take(event, body);
      case 'state':
        return this.uplinks.state(event);
      case 'order': {
        const { orderId, progress, detail } = event;
        if (orderId !== null) {
          await this.context.commands.settle(await this.items.orderOf(orderId), progress, detail);
        }
        return { report: null };
      }
      default:
        this.context.metrics.count('events_ignored_total', 'Events of network servers that tell nothing of interest');
        return { report: null };
    }
  }
}
