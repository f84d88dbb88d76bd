import type { Gateway, GatewayContext, KeptFrame, PluginHealth, TelemetryColumns } from '@app/plugin-sdk';
import type { ModbusConfig, Target } from './config';
import { ModbusClient } from './modbus-client';
import { readKeptPoll } from './poll-readings';
import { TargetLoop } from './target-loop';
import { TargetPoller } from './target-poller';

const MAX_NAMED = 5;

/** Polls Modbus devices, each at its own pace. Units behind one address take turns on one connection. */
export class ModbusGateway implements Gateway {
  private readonly clients = new Map<string, ModbusClient>();
  private loops: TargetLoop[] = [];
  private running = false;

  constructor(
    private readonly config: ModbusConfig,
    private readonly context: GatewayContext,
  ) {}

  async start(): Promise<void> {
    const { targets, maxBackOffS } = this.config;
    this.loops = targets.map((target) => {
      const poller = new TargetPoller(target, this.clientOf(target));
      return new TargetLoop(poller, this.context, maxBackOffS);
    });
    // Not all in the same moment.
    this.loops.forEach((loop, index) => loop.start((index / targets.length) * Math.min(loop.pollS, 10)));
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
    for (const loop of this.loops) loop.stop();
    for (const client of this.clients.values()) client.close();
    await Promise.all(this.loops.map((loop) => loop.ended()));
    this.clients.clear();
  }

  async health(): Promise<PluginHealth> {
    if (!this.running) return { status: 'down', reason: 'Nothing is polled' };
    const faults = this.loops.map(({ fault }) => fault).filter((fault) => fault !== null);
    const details = { targets: this.loops.length, failing: faults.length };
    if (faults.length === 0) return { status: 'up', details };
    const more = faults.length > MAX_NAMED ? `; and ${faults.length - MAX_NAMED} more` : '';
    return { status: 'degraded', reason: faults.slice(0, MAX_NAMED).join('; ') + more, details };
  }

  async decode({ raw, deviceId }: KeptFrame): Promise<TelemetryColumns> {
    return readKeptPoll(raw, this.config.targets, deviceId);
  }

  private clientOf({ host, port }: Target): ModbusClient {
    const address = `${host}:${port}`;
    const known = this.clients.get(address);
    if (known !== undefined) return known;
    const client = new ModbusClient(host, port);
    this.clients.set(address, client);
    return client;
  }
}
