import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayContext } from '@app/plugin-sdk';
import { type IClientOptions, type IPublishPacket, type MqttClient, connect } from 'mqtt';
import type { SparkplugConfig } from './config';
import { stateTopic, subscriptions } from './topics';

const CONNECT_TIMEOUT_MS = 15_000;
const SETTLE_MS = 3_000;
const RECONNECT_MS = 1_000;

/**
 * The connection of a host application: a clean session, its state as retained message and as will with the same time,
 * and the messages of edge nodes one after the other. Stops reading while too much is being stored.
 */
export class HostClient {
  private readonly inFlight = new Set<Promise<void>>();
  private readonly paused: (() => void)[] = [];
  private client: MqttClient | undefined;
  private state: { online: string; offline: string };

  constructor(
    private readonly config: SparkplugConfig,
    private readonly context: GatewayContext,
    private readonly received: (topic: string, payload: Uint8Array) => Promise<void>,
    /** The connection is gone: what is said until the next one is not heard. */
    private readonly lost: () => void,
  ) {
    this.state = this.stateNow();
  }

  /** @throws when the broker does not answer */
  start(): Promise<void> {
    const client = connect(this.config.url, this.options());
    this.client = client;
    client.handleMessage = (packet, done) => this.handle(packet, done);
    client.on('error', (error) => this.context.logger.warn(`MQTT: ${error.message}`));
    client.on('close', () => this.lost());
    client.on('reconnect', () => this.renewWill(client));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        client.end(true);
        reject(new Error('The broker does not answer'));
      }, CONNECT_TIMEOUT_MS);
      client.on('connect', () => {
        this.announce(client).then(
          () => {
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
    const { client } = this;
    if (client === undefined) return;
    this.client = undefined;
    await Promise.race([Promise.allSettled(this.inFlight), delay(SETTLE_MS, undefined, { ref: false })]);
    if (client.connected && this.config.announceState) {
      const said = client.publishAsync(stateTopic(this.config.hostId), this.state.offline, { qos: 1, retain: true });
      await Promise.race([said.catch(() => undefined), delay(SETTLE_MS, undefined, { ref: false })]);
    }
    await client.endAsync(true);
  }

  get connected(): boolean {
    return this.client?.connected === true;
  }

  /** Messages that are not stored yet. */
  get pending(): number {
    return this.inFlight.size;
  }

  /** @throws when there is no connection */
  async publish(topic: string, payload: Uint8Array): Promise<void> {
    if (this.client?.connected !== true) throw new Error('The broker does not answer');
    await this.client.publishAsync(topic, Buffer.from(payload), { qos: 0 });
  }

  private options(): IClientOptions {
    const { username, password, ca, clientId, hostId, announceState } = this.config;
    return {
      protocolVersion: 4,
      clean: true,
      // Other processes may run the same instance: under one id they would throw each other off.
      clientId: clientId ?? `hydrant-${randomBytes(8).toString('hex')}`,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(ca !== undefined && { ca }),
      ...(announceState && {
        will: { topic: stateTopic(hostId), payload: Buffer.from(this.state.offline), qos: 1, retain: true },
      }),
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: 10_000,
      resubscribe: false,
    };
  }

  /** Will and birth of a connection carry the same time, so that a late will is told apart. */
  private stateNow(): { online: string; offline: string } {
    const timestamp = this.context.clock.now();
    return {
      online: JSON.stringify({ online: true, timestamp }),
      offline: JSON.stringify({ online: false, timestamp }),
    };
  }

  private renewWill({ options }: MqttClient): void {
    this.state = this.stateNow();
    options.reconnectPeriod = RECONNECT_MS * (1 + Math.random());
    if (options.will !== undefined) options.will.payload = Buffer.from(this.state.offline);
  }

  private async announce(client: MqttClient): Promise<void> {
    const { announceState, hostId, group } = this.config;
    const own = announceState ? [stateTopic(hostId)] : [];
    await client.subscribeAsync([...own, ...subscriptions(group)], { qos: 1 });
    if (announceState) await client.publishAsync(stateTopic(hostId), this.state.online, { qos: 1, retain: true });
  }

  private handle(packet: IPublishPacket, done: () => void): void {
    if (packet.topic === stateTopic(this.config.hostId)) {
      this.correct(packet);
      done();
      return;
    }
    const running = this.received(packet.topic, Buffer.from(packet.payload)).catch((error: unknown) =>
      this.context.logger.warn(`A message was not stored: ${String(error)}`),
    );
    this.inFlight.add(running);
    void running.finally(() => {
      this.inFlight.delete(running);
      this.paused.shift()?.();
    });
    // Not going on stops reading from the broker.
    if (this.inFlight.size < this.config.inFlight) done();
    else this.paused.push(done);
  }

  /** A late will of an earlier connection must not stand. */
  private correct({ topic, payload }: IPublishPacket): void {
    if (this.client?.connected !== true || payload.toString() === this.state.online) return;
    if (!payload.toString().includes('false')) return;
    this.client.publish(topic, this.state.online, { qos: 1, retain: true }, () => undefined);
  }
}
