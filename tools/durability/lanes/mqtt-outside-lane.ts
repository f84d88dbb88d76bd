import { createHash } from 'node:crypto';
import { type MqttClient, connectAsync } from 'mqtt';
import { type Lane, type LaneDevice, type NumberedMessage, asJson, within } from '../lane';

const ACK_MS = 10_000;

interface Acknowledgement {
  messages: { sha256: string; quarantined: number }[];
}

/** MQTT through a broker elsewhere, whose PUBACK promises nothing: acknowledged by the platform's answer on `down`. */
export class MqttOutsideLane implements Lane {
  readonly perMessage = 20;
  readonly inFlight = 5;
  readonly stepMs = 10;
  private connection: Promise<MqttClient | null> | null = null;
  private readonly waiting = new Map<string, (acknowledged: boolean) => void>();

  constructor(
    private readonly url: string,
    private readonly device: LaneDevice,
  ) {}

  async deliver(message: NumberedMessage): Promise<boolean> {
    this.connection ??= this.connect();
    const client = await this.connection;
    if (client === null) return false;
    const body = asJson(message);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const answered = new Promise<boolean>((resolve) => {
      this.waiting.set(sha256, resolve);
      client.publishAsync(`wm/v1/${this.device.id}/up`, body, { qos: 1 }).catch(() => resolve(false));
    });
    const acknowledged = await within(answered, ACK_MS);
    this.waiting.delete(sha256);
    return acknowledged;
  }

  async close(): Promise<void> {
    await (await this.connection)?.endAsync(true);
  }

  private async connect(): Promise<MqttClient | null> {
    try {
      const { id } = this.device;
      const client = await connectAsync(this.url, {
        clientId: id,
        protocolVersion: 5,
        reconnectPeriod: 0,
        connectTimeout: 2_000,
      });
      client.on('error', () => undefined);
      client.on('message', (_topic, payload) => this.heard(payload));
      client.once('close', () => {
        this.connection = null;
        for (const answer of this.waiting.values()) answer(false);
      });
      await client.subscribeAsync(`wm/v1/${id}/down`, { qos: 1 });
      return client;
    } catch {
      this.connection = null;
      return null;
    }
  }

  private heard(payload: Buffer): void {
    const { messages } = JSON.parse(payload.toString()) as Acknowledgement;
    for (const { sha256, quarantined } of messages) this.waiting.get(sha256)?.(quarantined === 0);
  }
}
