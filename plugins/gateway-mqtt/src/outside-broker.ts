import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DeviceCommand,
  type Gateway,
  type GatewayContext,
  type MqttConnection,
  type PluginHealth,
  mqttAcknowledgement,
} from '@app/plugin-sdk';
import { type IClientOptions, type IPublishPacket, type MqttClient, type Packet, connect } from 'mqtt';
import { Answers } from './answers';
import type { MqttConfig } from './config';
import { Orders } from './orders';
import { type Counts, NotTakenError } from './single-readings-group';
import { downTopic, senderOf, statusTopic } from './topics';
import { Uplink } from './uplink';

const SESSION_EXPIRY_S = 7 * 86_400;
const CONNECT_TIMEOUT_MS = 15_000;
const RECONNECT_MS = 1_000;
const MAX_RECONNECT_MS = 30_000;
const SETTLE_MS = 3_000;
/** A broker that does not confirm what it was sent is not waited for longer at the end. */
const END_MS = 1_000;
const LOOK_MS = 20;
/** A device that is away longer need not be told that a message arrived, s. */
const ANSWER_EXPIRY_S = 86_400;
/** A message that could not be stored is tried again, after longer and longer pauses, ms. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;
/** Payloads that are handled at a time, bytes: nothing further is read from the broker meanwhile. */
const MOST_HELD_BYTES = 64 * 1_048_576;
/** Reason of a PUBACK: the broker has nobody to give the message to. */
const NO_SUBSCRIBER = 0x10;

/**
 * Reads devices' messages from a broker of its own (Mosquitto, EMQX), in an MQTT 5 session that outlives the process,
 * sharing the work with other processes. The device is known by its topic: the broker's access rules must see to it that
 * a device publishes to its own topics only. The message is acknowledged to the broker after its commit; as the broker's
 * acknowledgement to the device promises nothing, the device gets one of ours on its `down` topic.
 */
export class OutsideBroker implements Gateway {
  private readonly uplink: Uplink;
  private readonly orders: Orders;
  private client: MqttClient | undefined;
  private readonly stopping = new AbortController();
  private subscribed = false;
  private failures = 0;
  private handling = 0;
  private handlingBytes = 0;
  private received = 0;
  /** Messages of this connection that were left to the next one. */
  private withheld = 0;
  /** Makes the client read on; that of an earlier connection has nothing left to read. */
  private paused: (() => void) | undefined;
  private readonly answers = new Answers((device, text) => this.tell(device, text));
  /** Orders that the broker has not acknowledged, and those that it had nobody to give to, by number of message. */
  private readonly underWay = new Set<number>();
  private readonly unheard = new Set<number>();

  constructor(
    private readonly config: MqttConfig & { url: string },
    private readonly context: GatewayContext,
  ) {
    this.uplink = new Uplink(config, context);
    this.orders = new Orders(
      context,
      () => this.client?.connected === true,
      (command, text) => this.order(command, text),
    );
  }

  start(): Promise<void> {
    const client = connect(this.config.url, this.options());
    this.client = client;
    client.handleMessage = (packet, done) => this.handle(packet, done, { stream: client.stream });
    client.on('error', (error) => this.context.logger.warn(`MQTT: ${error.message}`));
    client.on('close', () => this.lost(client));
    client.on('packetreceive', (packet) => this.noteUnheard(packet));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        client.end(true);
        reject(new Error('The MQTT broker of MQTT_URL does not answer'));
      }, CONNECT_TIMEOUT_MS);
      client.on('connect', () => {
        this.failures = 0;
        this.subscribe(client).then(
          () => {
            this.subscribed = true;
            clearTimeout(timer);
            resolve();
          },
          (error: unknown) => this.notSubscribed(client, error),
        );
      });
      this.orders.start();
    });
  }

  async stop(): Promise<void> {
    this.orders.stop();
    this.stopping.abort();
    const { client } = this;
    const left = client !== undefined && this.config.leaveOnStop && (await this.leave(client));
    await this.uplink.settle(SETTLE_MS);
    // A client that is ending takes no more publications.
    this.answers.flush();
    if (client !== undefined) await this.end(client, left);
  }

  /** @param forget - the broker need not keep the session */
  private async end(client: MqttClient, forget: boolean): Promise<void> {
    const ended = client.endAsync(!client.connected, forget ? { properties: { sessionExpiryInterval: 0 } } : {});
    await Promise.race([ended.catch(() => undefined), delay(END_MS, undefined, { ref: false })]);
    // Asked to end by force after that, the library would do nothing.
    client.stream.destroy();
  }

  /**
   * Gives up this process's share: a broker would go on laying messages aside for it. What lies there already is taken.
   * @returns true when nothing is left, so that the session may be forgotten
   */
  private async leave(client: MqttClient): Promise<boolean> {
    if (!client.connected) return false;
    const until = this.context.clock.now() + SETTLE_MS;
    const left = () => until - this.context.clock.now();
    const inTime = (answer: Promise<boolean>) => Promise.race([answer, delay(left(), false, { ref: false })]);
    const gone = client.unsubscribeAsync(this.share).then(
      () => true,
      () => false,
    );
    if (!(await inTime(gone))) return false;
    while (left() > 0) {
      await delay(LOOK_MS);
      if (this.handling > 0) continue;
      const before = this.received;
      const answered = await inTime(answerOf(client));
      if (answered && this.received === before && this.handling === 0) return this.withheld === 0;
    }
    return false;
  }

  private get share(): string {
    return `$share/${this.config.group}/wm/v1/+/up`;
  }

  /** Up once the broker has confirmed the subscription: before that, it may give what devices publish to nobody. */
  async health(): Promise<PluginHealth> {
    const details = { pending: this.uplink.pending };
    if (this.client?.connected !== true)
      return { status: 'down', reason: 'The MQTT broker of MQTT_URL does not answer', details };
    if (!this.subscribed)
      return { status: 'down', reason: 'The MQTT broker of MQTT_URL has not confirmed the subscription', details };
    return { status: 'up', details };
  }

  private options(): IClientOptions {
    const { ca, clientId, inFlight } = this.config;
    return {
      protocolVersion: 5,
      clientId: clientId ?? nameOf(this.context.broker.instance),
      clean: false,
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: 10_000,
      resubscribe: false,
      properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: inFlight },
      // Its notes on each packet cost more than reading the packet.
      log: () => undefined,
      ...(ca !== undefined && { ca: readFileSync(ca) }),
    };
  }

  /** Each attempt after a longer pause, and processes that lost the same broker do not come back in step. */
  private lost({ options }: MqttClient): void {
    this.subscribed = false;
    this.withheld = 0;
    const pause = Math.min(MAX_RECONNECT_MS, RECONNECT_MS * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    options.reconnectPeriod = pause * (0.5 + Math.random());
  }

  /** A connection that was lost meanwhile subscribes again when it is back; a broker that refuses is tried from the beginning. */
  private notSubscribed(client: MqttClient, error: unknown): void {
    const message = `MQTT subscription: ${String(error)}`;
    this.context.logger.warn(message);
    if (client.connected) this.context.fail(new Error(message));
  }

  /** Also where the broker has kept the session: the subscription may have been made under another group. */
  private async subscribe(client: MqttClient): Promise<void> {
    await client.subscribeAsync(this.share, { qos: 1 });
  }

  /** @param connection - that it came by */
  private handle(packet: IPublishPacket, done: (error?: Error) => void, connection: MqttConnection): void {
    const { topic, retain, payload } = packet;
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
    const device = senderOf(topic);
    this.handling += 1;
    this.handlingBytes += bytes.length;
    this.received += 1;
    if (device === null || retain) void this.takeLater(packet, bytes, connection, null);
    else {
      this.uplink.take(device, bytes, (error, counts) => {
        if (error !== null || counts === undefined) {
          // A device that is not known may have been made just now.
          const failure = error instanceof NotTakenError ? null : error;
          void this.takeLater(packet, bytes, connection, failure);
          return;
        }
        this.answers.add(device, bytes, counts);
        mqttAcknowledgement.send(connection, packet);
        this.ended(bytes);
      });
    }
    const goOn = () => mqttAcknowledgement.hold(packet, done);
    // Not going on stops reading from the broker.
    if (this.isFull) this.paused = goOn;
    else goOn();
  }

  private get isFull(): boolean {
    return this.handling >= this.config.inFlight || this.handlingBytes >= MOST_HELD_BYTES;
  }

  private ended({ length }: Uint8Array): void {
    this.handling -= 1;
    this.handlingBytes -= length;
    if (this.isFull) return;
    const goOn = this.paused;
    this.paused = undefined;
    goOn?.();
  }

  private async takeLater(...given: Parameters<OutsideBroker['takeAtLast']>): Promise<void> {
    await this.takeAtLast(...given);
    this.ended(given[1]);
  }

  /**
   * Tries until it is stored: the broker would send it again in the next session only, and keeps a place for it until
   * then. Over an ended connection, and when this process stops, it is left to the next one. Never throws.
   * @param failure - why it was not stored at first; null: it was not tried
   */
  private async takeAtLast(
    packet: IPublishPacket,
    bytes: Buffer,
    connection: MqttConnection,
    failure: Error | null,
  ): Promise<void> {
    const { signal } = this.stopping;
    let error = failure;
    for (let pauseMs = RETRY_MS; ; pauseMs = Math.min(MAX_RETRY_MS, pauseMs * 2)) {
      if (error !== null) {
        this.context.logger.warn(`A message was not stored: ${String(error)}`);
        await delay(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
        const { destroyed } = connection.stream;
        if (signal.aborted || destroyed || packet.qos === 0) {
          if (!destroyed) this.withheld += 1;
          return;
        }
      }
      try {
        await this.take(packet, bytes);
        mqttAcknowledgement.send(connection, packet);
        return;
      } catch (reason) {
        error = reason as Error;
      }
    }
  }

  private async take({ topic, retain }: IPublishPacket, bytes: Buffer): Promise<void> {
    const device = senderOf(topic);
    if (device === null) return;
    if (!(await this.context.devices.isActive(device))) {
      this.uplink.turnedAway(null, 'unknown-device');
      return;
    }
    if (retain) {
      // Of an earlier time, and it has been read then.
      this.uplink.turnedAway(device, 'retained');
      return;
    }
    const counts = await new Promise<Counts>((resolve, reject) =>
      this.uplink.take(device, bytes, (error, given) => (given === undefined ? reject(error) : resolve(given))),
    );
    this.answers.add(device, bytes, counts);
  }

  /** Tells the device, by digests of what it sent, that its messages are stored and need not be kept. */
  private tell(device: string, text: string): void {
    const properties = { messageExpiryInterval: ANSWER_EXPIRY_S };
    this.client?.publish(downTopic(device), text, { qos: 1, properties }, () => undefined);
  }

  /** The broker keeps it for a device with a session that is away; without one it has nobody to give it to. */
  private order({ id, deviceId, expiresAt }: DeviceCommand, text: string): Promise<boolean> {
    const { client } = this;
    if (client?.connected !== true) return Promise.resolve(false);
    const properties = {
      messageExpiryInterval: Math.max(1, Math.floor((expiresAt - this.context.clock.now()) / 1_000)),
      correlationData: Buffer.from(id),
      responseTopic: statusTopic(deviceId),
    };
    return new Promise((resolve, reject) => {
      client.publish(downTopic(deviceId), text, { qos: 1, properties }, (error) => {
        this.underWay.delete(messageId);
        if (error instanceof Error) reject(error);
        else resolve(!this.unheard.delete(messageId));
      });
      const messageId = client.getLastMessageId();
      this.underWay.add(messageId);
    });
  }

  /** The library does not tell of this reason. */
  private noteUnheard(packet: Packet): void {
    if (packet.cmd !== 'puback' || packet.reasonCode !== NO_SUBSCRIBER || packet.messageId === undefined) return;
    if (this.underWay.has(packet.messageId)) this.unheard.add(packet.messageId);
  }
}

/** Resolves to true when the broker has done all that it was told before: it answers, and sends, in order. */
function answerOf(client: MqttClient): Promise<true> {
  return new Promise((resolve) => {
    const heard = ({ cmd }: Packet): void => {
      if (cmd !== 'pingresp') return;
      client.off('packetreceive', heard);
      resolve(true);
    };
    client.on('packetreceive', heard);
    client.sendPing();
  });
}

/** A client id that stays the same as long as the process's own name does. */
function nameOf(instance: string): string {
  return `hydrant-${instance}`.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 64);
}
