import { type MqttClient, connectAsync } from 'mqtt';
import { type Lane, type LaneDevice, type NumberedMessage, asJson, within } from '../lane';

const ACK_MS = 30_000;

/** MQTT with QoS 1 at the embedded broker: acknowledged by its PUBACK. */
export class MqttLane implements Lane {
  readonly perMessage = 50;
  readonly inFlight = 10;
  readonly stepMs = 10;
  private connection: Promise<{ client: MqttClient; broken: Promise<boolean> } | null> | null = null;

  constructor(
    private readonly port: number,
    private readonly device: LaneDevice,
  ) {}

  async deliver(message: NumberedMessage): Promise<boolean> {
    this.connection ??= this.connect();
    const connected = await this.connection;
    if (connected === null) return false;
    const { client, broken } = connected;
    const sent = client.publishAsync(`wm/v1/${this.device.id}/up`, asJson(message), { qos: 1 }).then(
      () => true,
      () => false,
    );
    return within(Promise.race([sent, broken]), ACK_MS);
  }

  async close(): Promise<void> {
    const connected = await this.connection;
    await connected?.client.endAsync(true);
  }

  private async connect(): Promise<{ client: MqttClient; broken: Promise<boolean> } | null> {
    const { id, token } = this.device;
    try {
      const client = await connectAsync(`mqtt://127.0.0.1:${this.port}`, {
        clientId: id,
        username: id,
        password: token,
        reconnectPeriod: 0,
        connectTimeout: 2_000,
      });
      client.on('error', () => undefined);
      const broken = new Promise<boolean>((resolve) => {
        client.once('close', () => {
          this.connection = null;
          resolve(false);
        });
      });
      return { client, broken };
    } catch {
      this.connection = null;
      return null;
    }
  }
}
