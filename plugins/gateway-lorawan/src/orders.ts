import { type DeviceCommand, type GatewayContext, OverloadedError, z } from '@app/plugin-sdk';
import type { LorawanConfig } from './config';
import type { Route } from './network-event';
import type { QueueItems } from './queue-items';
import type { Routes } from './routes';
import { CORRELATION } from './things-stack';

const AT_ONCE = 4;
const hexBytes = z.string().regex(/^([0-9a-fA-F]{2}){1,242}$/, 'must be 1 to 242 bytes, hex');
const fPort = z.int().min(1).max(223);

/** Payload of an order: bytes, or data for the codec of the device. */
const downlink = z.union([
  z.object({ fPort, hex: hexBytes, confirmed: z.boolean().default(true) }),
  z.object({
    data: z.record(z.string(), z.unknown()),
    fPort: fPort.optional(),
    confirmed: z.boolean().default(true),
  }),
]);

interface Downlink {
  id: string;
  bytes: Uint8Array;
  fPort: number;
  confirmed: boolean;
}

/** Sends to a broker. @throws when it is not connected */
export type Publish = (topic: string, payload: string) => Promise<void>;

/** Carries orders to the network server, for devices that were heard here. */
export class Orders {
  private end: (() => void) | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: LorawanConfig,
    private readonly context: GatewayContext,
    private readonly routes: Routes,
    private readonly items: QueueItems,
    private readonly publish: Publish | null,
  ) {}

  /** Orders can be sent only where there is a way to the network server. */
  get able(): boolean {
    const { network, apiUrl, apiKey, webhookId } = this.config;
    if (network === 'frames') return false;
    if (this.publish !== null) return true;
    return apiUrl !== undefined && apiKey !== undefined && (network === 'chirpstack' || webhookId !== undefined);
  }

  start(): void {
    if (!this.able) return;
    this.end = this.context.commands.onQueued((deviceIds) => {
      this.working = this.working
        .then(() => this.carry(deviceIds))
        .catch((error: unknown) => this.context.logger.warn(`Orders: ${String(error)}`));
    });
  }

  async stop(): Promise<void> {
    this.end?.();
    this.end = undefined;
    await this.working;
  }

  private async carry(deviceIds: readonly string[]): Promise<void> {
    const wanted = new Set(deviceIds);
    const names = await this.context.devices.identities('eui');
    for (const { name: devEui, deviceId } of names.filter((each) => wanted.has(each.deviceId))) {
      const route = await this.routes.of(devEui);
      // Another instance may know the device; until one has heard it, its orders wait.
      if (route === null) continue;
      for (const command of await this.context.commands.take(deviceId, AT_ONCE)) {
        if (!(await this.send(command, devEui, route))) return;
      }
    }
  }

  /** @returns false when the network server cannot be reached: the order is given again later */
  private async send(command: DeviceCommand, devEui: string, route: Route): Promise<boolean> {
    const { commands, logger } = this.context;
    let order: Downlink;
    try {
      order = await this.downlinkOf(command);
    } catch (error) {
      if (error instanceof OverloadedError) return false;
      await commands.settle(command.id, 'failed', (error as Error).message.slice(0, 300));
      return true;
    }
    try {
      const refusal = await this.hand(order, devEui, route);
      if (refusal === null) await commands.settle(command.id, 'sent', 'With the network server');
      else await commands.settle(command.id, 'failed', refusal);
      return true;
    } catch (error) {
      logger.warn(`An order could not be sent: ${(error as Error).message}`);
      return false;
    }
  }

  private async downlinkOf({ id, deviceId, payload }: DeviceCommand): Promise<Downlink> {
    const parsed = downlink.safeParse(payload);
    if (!parsed.success) {
      throw new Error(
        'The payload of an order must have fPort (1 to 223) and hex, or data for the codec of the device',
      );
    }
    const { data: order } = parsed;
    if ('hex' in order) {
      return { id, bytes: Buffer.from(order.hex, 'hex'), fPort: order.fPort, confirmed: order.confirmed };
    }
    const encoded = await this.context.codecs.encode(deviceId, order.data);
    return { id, bytes: encoded.bytes, fPort: order.fPort ?? encoded.fPort, confirmed: order.confirmed };
  }

  /** @returns why the network server refuses it, or null @throws when it cannot be reached */
  private async hand({ id, bytes, fPort: port, confirmed }: Downlink, devEui: string, route: Route) {
    const data = Buffer.from(bytes).toString('base64');
    if (this.publish !== null) {
      const topic = `${this.config.mqttPrefix}application/${route.application}/device/${devEui}/command/down`;
      await this.publish(topic, JSON.stringify({ id, devEui, confirmed, fPort: port, data }));
      return null;
    }
    const { apiUrl = '', apiKey = '', webhookId = '', network } = this.config;
    const base = apiUrl.replace(/\/+$/, '');
    const path = (text: string) => encodeURIComponent(text);
    const [url, body] =
      network === 'chirpstack'
        ? [`${base}/api/devices/${devEui}/queue`, { queueItem: { confirmed, fPort: port, data } }]
        : [
            `${base}/api/v3/as/applications/${path(route.application)}/webhooks/${path(webhookId)}/devices/${path(route.device)}/down/push`,
            {
              downlinks: [
                {
                  f_port: port,
                  frm_payload: data,
                  confirmed,
                  correlation_ids: [`${CORRELATION}${id}`],
                  priority: 'NORMAL',
                },
              ],
            },
          ];
    const bearer = `Bearer ${apiKey}`;
    const { status, body: answer } = await this.context.fetch.request({
      method: 'POST',
      url,
      // ChirpStack's REST API has a name of its own for it.
      headers: { 'content-type': 'application/json', authorization: bearer, 'grpc-metadata-authorization': bearer },
      body: JSON.stringify(body),
    });
    if (status >= 200 && status < 300) {
      if (network === 'chirpstack') await this.items.remember(id, answer);
      return null;
    }
    if (status >= 500 || status === 429) throw new Error(`The network server answered ${status}`);
    return `The network server refused it with status ${status}`;
  }
}
