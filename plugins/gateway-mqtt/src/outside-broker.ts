import { createHash } from 'node:crypto';
import type { Gateway, GatewayContext, PluginHealth, TelemetryReport } from '@app/plugin-sdk';
import { type IPublishPacket, type MqttClient, connect } from 'mqtt';
import type { MqttConfig } from './config';
import { downTopic, parseTopic } from './topics';
import { Uplink } from './uplink';

const SESSION_EXPIRY_S = 7 * 86_400;
const CONNECT_TIMEOUT_MS = 15_000;
const SETTLE_MS = 3_000;
const HELD = new Error('Acknowledged after the commit');

interface RawClient {
  _sendPacket(packet: { cmd: 'puback'; messageId: number; reasonCode: number }): void;
}

/**
 * Reads devices' messages from a broker of its own (Mosquitto, EMQX), in an MQTT 5 session that outlives the process,
 * sharing the work with other processes. The device is known by its topic: the broker's access rules must see to it that
 * a device publishes to its own topics only. The message is acknowledged to the broker after its commit; as the broker's
 * acknowledgement to the device promises nothing, the device gets one of ours on its `down` topic.
 */
export class OutsideBroker implements Gateway {
  private readonly uplink: Uplink;
  private client: MqttClient | undefined;
  private connection = 0;
  private handling = 0;
  private paused: (() => void)[] = [];

  constructor(
    private readonly config: MqttConfig & { url: string },
    private readonly context: GatewayContext,
  ) {
    this.uplink = new Uplink(config, context);
  }

  start(): Promise<void> {
    const client = connect(this.config.url, {
      protocolVersion: 5,
      clientId: this.config.clientId ?? nameOf(this.context.broker.instance),
      clean: false,
      reconnectPeriod: 1_000,
      connectTimeout: 10_000,
      resubscribe: false,
      properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: this.config.inFlight },
    });
    this.client = client;
    client.handleMessage = (packet, done) => this.handle(packet, done);
    client.on('error', (error) => this.context.logger.warn(`MQTT: ${error.message}`));
    client.on('close', () => (this.connection += 1));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        client.end(true);
        reject(new Error('The MQTT broker of MQTT_URL does not answer'));
      }, CONNECT_TIMEOUT_MS);
      client.on('connect', () => {
        this.subscribe(client).then(
          () => {
            clearTimeout(timer);
            resolve();
          },
          (error: unknown) => this.context.logger.error(`MQTT subscription: ${String(error)}`),
        );
      });
    });
  }

  async stop(): Promise<void> {
    await this.uplink.settle(SETTLE_MS);
    await this.client?.endAsync();
  }

  async health(): Promise<PluginHealth> {
    const details = { pending: this.uplink.pending };
    return this.client?.connected === true
      ? { status: 'up', details }
      : { status: 'down', reason: 'The MQTT broker of MQTT_URL does not answer', details };
  }

  private async subscribe(client: MqttClient): Promise<void> {
    const share = `$share/${this.config.group}`;
    await client.subscribeAsync([`${share}/wm/v1/+/up`, `${share}/wm/v1/+/status`], { qos: 1 });
  }

  /** The library would acknowledge when told "done": it is told so with an error, and the PUBACK is sent later. */
  private handle(packet: IPublishPacket, done: (error?: Error) => void): void {
    const { connection } = this;
    this.handling += 1;
    this.take(packet)
      .then(
        () => this.acknowledge(packet, connection),
        // Not acknowledged: the broker sends it again in the next session.
        (error: unknown) => this.context.logger.warn(`A message was not stored: ${String(error)}`),
      )
      .finally(() => {
        this.handling -= 1;
        this.paused.shift()?.();
      });
    const goOn = () => (packet.qos === 1 ? done(HELD) : done());
    // Not going on stops reading from the broker.
    if (this.handling < this.config.inFlight) goOn();
    else this.paused.push(goOn);
  }

  private async take(packet: IPublishPacket): Promise<void> {
    const target = parseTopic(packet.topic);
    // Retained messages are of an earlier time and have been read then.
    if (target === null || packet.retain) return;
    const payload = Buffer.from(packet.payload);
    if (!(await this.context.devices.isActive(target.device))) {
      this.context.metrics.count('mqtt_unknown_device_total', 'Messages of devices that are unknown or disabled');
      return;
    }
    if (target.channel === 'status') this.uplink.status(target.device, payload);
    else this.answer(target.device, payload, await this.uplink.readings(target.device, payload));
  }

  private acknowledge({ qos, messageId }: IPublishPacket, connection: number): void {
    // Numbers of messages belong to their connection.
    if (qos !== 1 || messageId === undefined || connection !== this.connection) return;
    // oxlint-disable-next-line no-underscore-dangle -- the name is the library's
    (this.client as unknown as RawClient)._sendPacket({ cmd: 'puback', messageId, reasonCode: 0 });
  }

  /** Tells the device, by the digest of what it sent, that its message is stored and need not be kept. */
  private answer(device: string, payload: Buffer, report: TelemetryReport): void {
    const { stored, duplicate, conflict, late, quarantined } = report;
    const sha256 = createHash('sha256').update(payload).digest('hex');
    const body = { type: 'ack', sha256, stored, duplicate, conflict, late, quarantined };
    this.client?.publish(downTopic(device), JSON.stringify(body), { qos: 1 }, () => undefined);
  }
}

/** A client id that stays the same as long as the process's own name does. */
function nameOf(instance: string): string {
  return `hydrant-${instance}`.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 64);
}
