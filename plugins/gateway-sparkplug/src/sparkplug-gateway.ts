import {
  type Gateway,
  type GatewayContext,
  type KeptFrame,
  MAX_READINGS,
  type PluginHealth,
  RateLimiter,
  type TelemetryColumns,
  unreadable,
} from '@app/plugin-sdk';
import type { SparkplugConfig } from './config';
import { commandPayload, rebirthPayload } from './commands';
import { EdgeNode, type Effect } from './edge-node';
import { HostClient } from './host-client';
import { KnownNames } from './known-names';
import { type Metric, type Payload, decodePayload, encodePayload } from './payload';
import { columnsOfMetrics, isReading } from './readings';
import { type Source, commandTopic, parseTopic } from './topics';

const PROTOCOL = 'sparkplug';
const TICK_MS = 250;
/** Requests for births, of all nodes: after a restart they would all come at once. */
const REBIRTHS_PER_MINUTE = 600;
const COMMANDS_AT_A_TIME = 10;

type Store = Extract<Effect, { do: 'store' }>;

/** Host application of a Sparkplug B network: listens to edge nodes over their broker. Their data is QoS 0 and unconfirmed. */
export class SparkplugGateway implements Gateway {
  private readonly nodes = new Map<string, EdgeNode>();
  private readonly names: KnownNames;
  private readonly client: HostClient;
  private readonly perNode: RateLimiter;
  private readonly rebirths = new RateLimiter(REBIRTHS_PER_MINUTE);
  private readonly askedAt = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private endListening: () => void = () => undefined;

  constructor(
    private readonly config: SparkplugConfig,
    private readonly context: GatewayContext,
  ) {
    this.names = new KnownNames(context.devices);
    this.client = new HostClient(
      config,
      context,
      (topic, payload) => this.received(topic, payload),
      () => this.distrustAll(),
    );
    this.perNode = new RateLimiter(config.messagesPerMinute);
  }

  async start(): Promise<void> {
    await this.names.refresh();
    this.endListening = this.context.commands.onQueued((deviceIds) => void this.carry(deviceIds));
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
    try {
      await this.client.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.endListening();
    await this.client.stop();
  }

  async health(): Promise<PluginHealth> {
    const details = { nodes: this.nodes.size, pending: this.client.pending };
    return this.client.connected
      ? { status: 'up', details }
      : { status: 'down', reason: 'The broker does not answer', details };
  }

  /** A kept message has its names and types in it; see {@link store}. */
  async decode({ raw }: KeptFrame): Promise<TelemetryColumns> {
    const { metrics, timestamp } = decodePayload(raw, MAX_READINGS);
    return columnsOfMetrics(metrics, timestamp);
  }

  /** Resolves once all of the message is stored. What the node says about itself is taken in at once, in order. */
  private async received(topic: string, bytes: Uint8Array): Promise<void> {
    const source = parseTopic(topic);
    if (source === null) return this.refuse(null, 'foreign-topic');
    if (!this.names.serves(source.node)) return this.refuse(null, 'unknown-sender');
    const now = this.context.clock.now();
    if (this.perNode.tryTake(source.node, now) > 0) return this.refuseAt(source, 'too-many-messages');
    if (bytes.length > this.config.maxPayloadBytes) return this.refuseAt(source, 'too-large');
    const payload = this.decoded(bytes);
    if (payload === null) return this.keepUnreadable(source, bytes);
    return this.perform(source.node, this.nodeOf(source.node).take({ source, payload }, now));
  }

  private decoded(bytes: Uint8Array): Payload | null {
    try {
      return decodePayload(bytes, this.config.maxMetrics);
    } catch (error) {
      this.context.logger.debug(String(error));
      return null;
    }
  }

  private nodeOf(name: string): EdgeNode {
    let node = this.nodes.get(name);
    if (node === undefined) {
      node = new EdgeNode(this.config);
      this.nodes.set(name, node);
    }
    return node;
  }

  private tick(): void {
    const now = this.context.clock.now();
    for (const [name, node] of this.nodes) {
      if (!this.names.serves(name)) this.forget(name);
      else this.perform(name, node.expire(now)).catch((error: unknown) => this.notStored(error));
    }
    this.names.refreshWhenOld(now);
  }

  /** Births, and much of the sequence, may have been missed: a node that is where it should be would be so by chance. */
  private distrustAll(): void {
    this.nodes.clear();
    this.askedAt.clear();
  }

  private forget(node: string): void {
    this.nodes.delete(node);
    this.askedAt.delete(node);
  }

  private async perform(node: string, effects: readonly Effect[]): Promise<void> {
    const stores: Promise<void>[] = [];
    for (const effect of effects) {
      if (effect.do === 'rebirth') this.askForBirth(node, effect.why);
      else if (effect.do === 'store') stores.push(this.store(node, effect));
      else if (effect.do === 'presence') this.notePresence(node, effect.device, effect.online);
      else await this.refuseAt({ node, device: effect.device }, effect.reason, effect.count);
    }
    await Promise.all(stores);
  }

  /**
   * Data names its metrics by numbers that only the birth explains, so it is handed in with the names and types filled
   * in: what is kept aside can be read by itself later.
   */
  private async store(node: string, { device, metrics, time }: Store): Promise<void> {
    const readings = metrics.filter(isReading);
    if (readings.length === 0) return;
    const identity = await this.context.devices.byIdentity(PROTOCOL, nameOf(node, device));
    if (identity === null) return this.refuse(null, 'unknown-sender');
    for (let from = 0; from < readings.length; from += MAX_READINGS) {
      await this.submit(identity.deviceId, readings.slice(from, from + MAX_READINGS), time);
    }
  }

  private async submit(deviceId: string, metrics: Metric[], time: number | null): Promise<void> {
    const raw = encodePayload({ timestamp: time, seq: null, metrics });
    await this.context.telemetry.submit(
      {
        deviceId,
        protocol: PROTOCOL,
        receivedAt: this.context.clock.now(),
        columns: columnsOfMetrics(metrics, time),
        raw,
        format: 'opaque',
      },
      { whenBusy: 'wait' },
    );
  }

  private async keepUnreadable({ node, device }: Source, raw: Uint8Array): Promise<void> {
    const identity = await this.context.devices.byIdentity(PROTOCOL, nameOf(node, device));
    if (identity === null) return this.refuse(null, 'unreadable');
    const columns = unreadable('unreadable', 'The message is no Sparkplug B payload');
    const receivedAt = this.context.clock.now();
    await this.context.telemetry.submit(
      { deviceId: identity.deviceId, protocol: PROTOCOL, receivedAt, columns, raw, format: 'opaque' },
      { whenBusy: 'wait' },
    );
  }

  /** A node takes its devices along, also those whose births were never heard. */
  private notePresence(node: string, device: string | null, online: boolean): void {
    const gone = device === null && !online ? this.names.behind(node) : [];
    for (const each of [device, ...gone]) void this.report(node, each, online);
  }

  private async report(node: string, device: string | null, online: boolean): Promise<void> {
    const identity = await this.context.devices.byIdentity(PROTOCOL, nameOf(node, device)).catch(() => null);
    if (identity === null) return;
    this.context.devices.report(identity.deviceId, { online });
    if (online) await this.carry([identity.deviceId]);
  }

  /** Seldom enough for the node, and for the network as a whole. */
  private askForBirth(node: string, why: string): void {
    const now = this.context.clock.now();
    const asked = this.askedAt.get(node) ?? Number.NEGATIVE_INFINITY;
    if (now - asked < this.config.rebirthIntervalS * 1_000 || this.rebirths.tryTake('', now) > 0) return;
    this.askedAt.set(node, now);
    this.context.logger.log(`${node} is asked for its birth: ${why}`);
    this.context.metrics.count('sparkplug_rebirths_total', 'Births that edge nodes were asked for');
    this.client.publish(commandTopic(node), rebirthPayload(now)).catch(() => this.askedAt.delete(node));
  }

  /** Carries the orders that wait for devices; what cannot be carried now comes again later. */
  private async carry(deviceIds: readonly string[]): Promise<void> {
    for (const deviceId of deviceIds) {
      const name = this.names.nameOf(deviceId);
      if (name === undefined || !this.client.connected || !this.hears(name)) continue;
      try {
        for (const command of await this.context.commands.take(deviceId, COMMANDS_AT_A_TIME)) {
          await this.carryOne(name, command);
        }
      } catch (error) {
        this.context.logger.warn(`An order was not carried: ${String(error)}`);
      }
    }
  }

  /**
   * Whether orders can reach a node or device over this broker: another instance may have another one. A node that has not
   * been heard is asked for its birth; when that comes, orders are looked for again.
   */
  private hears(name: string): boolean {
    const [group, id, device = null] = name.split('/');
    const node = `${group}/${id}`;
    const known = this.nodes.get(node);
    if (known?.hasBorn(null) === true) return known.hasBorn(device);
    if (this.config.group === '+' || this.config.group === group) this.askForBirth(node, 'an order waits');
    return false;
  }

  private async carryOne(name: string, command: Parameters<typeof commandPayload>[0]): Promise<void> {
    const [group, node, device = null] = name.split('/');
    const known = this.nodes.get(`${group}/${node}`) ?? null;
    let payload: Uint8Array;
    try {
      payload = commandPayload(command, known, device, this.context.clock.now());
    } catch (error) {
      await this.context.commands.settle(command.id, 'failed', (error as Error).message);
      return;
    }
    const target = command.name === 'rebirth' ? `${group}/${node}` : name;
    await this.client.publish(commandTopic(target), payload);
    await this.context.commands.settle(command.id, 'sent', 'Sparkplug devices do not confirm orders');
  }

  private async refuseAt(place: { node: string; device: string | null }, reason: string, count = 1): Promise<void> {
    const identity =
      (await this.context.devices.byIdentity(PROTOCOL, nameOf(place.node, place.device))) ??
      (await this.context.devices.byIdentity(PROTOCOL, place.node));
    this.refuse(identity?.deviceId ?? null, reason, count);
  }

  private refuse(deviceId: string | null, reason: string, count = 1): void {
    this.context.telemetry.refused(deviceId, PROTOCOL, reason, count);
  }

  private notStored(error: unknown): void {
    this.context.logger.warn(`A message was not stored: ${String(error)}`);
  }
}

function nameOf(node: string, device: string | null): string {
  return device === null ? node : `${node}/${device}`;
}
