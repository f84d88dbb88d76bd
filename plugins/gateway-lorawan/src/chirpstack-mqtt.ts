import { setTimeout as delay } from 'node:timers/promises';
import { type GatewayContext, type MqttConnection, mqttAcknowledgement } from '@app/plugin-sdk';
import { type IPublishPacket, type MqttClient, connect } from 'mqtt';
import type { LorawanConfig } from './config';
import { EventFault } from './network-event';
import { type Outcome, PROTOCOL } from './uplinks';

const SESSION_EXPIRY_S = 7 * 86_400;
const CONNECT_TIMEOUT_MS = 15_000;
const SETTLE_MS = 3_000;
const FIRST_PAUSE_MS = 250;
const MOST_DOUBLINGS = 10;
const LONGEST_PAUSE_MS = 10_000;

/** Takes one event. @param devEui - as the topic has it */
export type TakeFrom = (name: string, devEui: string, body: Uint8Array) => Promise<Outcome>;

/**
 * Reads ChirpStack's MQTT integration in a session that outlives the process, sharing the work with other processes. An
 * event is acknowledged to the broker after its commit; what was not stored comes again with the next session.
 */
export class ChirpstackMqtt {
  private client: MqttClient | undefined;
  private subscribed = false;
  private handling = 0;
  /** Reading goes on by it: of the newest connection, as nothing further comes by an earlier one. */
  private paused: (() => void) | undefined;

  constructor(
    private readonly config: LorawanConfig & { mqttUrl: string },
    private readonly context: GatewayContext,
    private readonly take: TakeFrom,
  ) {}

  start(): Promise<void> {
    const { mqttUrl, mqttUser, mqttPassword, inFlight } = this.config;
    const client = connect(mqttUrl, {
      protocolVersion: 5,
      clientId: `hydrant-${this.context.broker.instance}-${this.context.instance.id}`.replaceAll(
        /[^A-Za-z0-9_-]/g,
        '-',
      ),
      clean: false,
      reconnectPeriod: 1_000,
      connectTimeout: 10_000,
      resubscribe: false,
      ...(mqttUser !== undefined && { username: mqttUser }),
      ...(mqttPassword !== undefined && { password: mqttPassword }),
      properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: Math.min(65_535, inFlight) },
    });
    this.client = client;
    client.handleMessage = (packet, done) => this.handle(packet, done, { stream: client.stream });
    client.on('error', (error) => this.context.logger.warn(`MQTT: ${error.message}`));
    client.on('close', () => (this.subscribed = false));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        client.end(true);
        reject(new Error("ChirpStack's MQTT broker does not answer"));
      }, CONNECT_TIMEOUT_MS);
      client.on('connect', () => {
        const topic = `$share/hydrant/${this.config.mqttPrefix}application/+/device/+/event/+`;
        client.subscribeAsync(topic, { qos: 1 }).then(
          () => {
            this.subscribed = true;
            clearTimeout(timer);
            resolve();
          },
          (error: unknown) => {
            // One that was lost meanwhile begins anew by itself.
            if (!client.connected) return;
            const refused = new Error(`MQTT subscription: ${String(error)}`);
            clearTimeout(timer);
            reject(refused);
            this.context.fail(refused);
          },
        );
      });
    });
  }

  async stop(): Promise<void> {
    const end = Date.now() + SETTLE_MS;
    while (this.handling > 0 && Date.now() < end) await delay(20);
    const { client } = this;
    this.client = undefined;
    // What is not acknowledged by now comes again.
    await Promise.race([client?.endAsync(this.handling > 0), delay(SETTLE_MS, undefined, { ref: false })]);
    client?.end(true);
  }

  /** Whether events are heard: the broker is there and has confirmed the subscription. */
  get connected(): boolean {
    return this.client?.connected === true && this.subscribed;
  }

  async publish(topic: string, payload: string): Promise<void> {
    if (this.client?.connected !== true) throw new Error("ChirpStack's MQTT broker does not answer");
    await this.client.publishAsync(topic, payload, { qos: 1 });
  }

  /** @param connection - that it came by */
  private handle(packet: IPublishPacket, done: (error?: Error) => void, connection: MqttConnection): void {
    this.handling += 1;
    this.event(packet, connection)
      .then(
        () => mqttAcknowledgement.send(connection, packet),
        (error: unknown) => this.context.logger.warn(`An event was not stored: ${String(error)}`),
      )
      .finally(() => this.ended());
    const goOn = () => mqttAcknowledgement.hold(packet, done);
    // Not going on stops reading from the broker.
    if (this.handling < this.config.inFlight) goOn();
    else this.paused = goOn;
  }

  private ended(): void {
    this.handling -= 1;
    const goOn = this.paused;
    this.paused = undefined;
    goOn?.();
  }

  private async event({ topic, payload, retain }: IPublishPacket, { stream }: MqttConnection): Promise<void> {
    const [, devEui, name] = /application\/[^/]+\/device\/([^/]+)\/event\/([^/]+)$/.exec(topic) ?? [];
    if (devEui === undefined || name === undefined || retain) return;
    const body = Buffer.from(payload);
    try {
      if (body.length > this.config.maxEventBytes) throw new EventFault('oversized', `${body.length} bytes`);
      for (let attempt = 0; ; attempt += 1) {
        const waitMs = await this.attempt(name, devEui.toLowerCase(), body, attempt);
        if (waitMs === 0) return;
        await delay(Math.min(waitMs, LONGEST_PAUSE_MS), undefined, { ref: false });
        if (this.client === undefined || stream.destroyed) throw new Error('the connection has ended');
      }
    } catch (error) {
      // What cannot be read will not be read the next time either.
      if (!(error instanceof EventFault)) throw error;
      this.context.telemetry.refused(null, PROTOCOL, error.reason);
    }
  }

  /**
   * What could not be stored is tried again here: the broker repeats it only in the next session, and stops sending when
   * too much of it is open.
   * @returns 0, or when to try again, ms @throws {EventFault}
   */
  private async attempt(name: string, devEui: string, body: Uint8Array, attempt: number): Promise<number> {
    try {
      const outcome = await this.take(name, devEui, body);
      return 'refused' in outcome ? outcome.waitMs : 0;
    } catch (error) {
      if (error instanceof EventFault) throw error;
      if (attempt === 0) this.context.logger.warn(`An event is not stored yet: ${String(error)}`);
      return FIRST_PAUSE_MS * 2 ** Math.min(attempt, MOST_DOUBLINGS);
    }
  }
}
