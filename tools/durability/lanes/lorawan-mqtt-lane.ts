import { setTimeout as delay } from 'node:timers/promises';
import { type MqttClient, connectAsync } from 'mqtt';
import { type Lane, type NumberedMessage, within } from '../lane';
import { APPLICATION, uplinkEvent } from './chirpstack-event';

const ACK_MS = 10_000;
const NOBODY = 0x10;
const PACE_MS = 10;

/**
 * ChirpStack's MQTT integration: the broker has it and keeps it for the platform's session. Acknowledged by a PUBACK of the
 * broker that names a subscriber; so it holds for a broker that lives.
 */
export class LorawanMqttLane implements Lane {
  readonly perMessage = 1;
  readonly inFlight = 1;
  readonly stepMs = 20;
  readonly behindBroker = true;
  private connection: Promise<MqttClient | null> | null = null;
  private unheard = false;

  constructor(
    private readonly url: string,
    private readonly eui: string,
  ) {}

  async deliver(message: NumberedMessage): Promise<boolean> {
    this.connection ??= connectAsync(this.url, { protocolVersion: 5, reconnectPeriod: 0 }).then(
      (client) => {
        client.on('error', () => undefined);
        client.once('close', () => (this.connection = null));
        // The library does not tell it with the answer to a publication.
        client.on('packetreceive', ({ cmd, ...answer }) => {
          if (cmd === 'puback' && (answer as { reasonCode?: number }).reasonCode === NOBODY) this.unheard = true;
        });
        return client;
      },
      () => (this.connection = null),
    );
    const client = await this.connection;
    if (client === null) return false;
    // Not more than the platform reads: the broker would keep it, and the trial wait for it.
    await delay(PACE_MS);
    const topic = `application/${APPLICATION}/device/${this.eui}/event/up`;
    this.unheard = false;
    const sent = client.publishAsync(topic, uplinkEvent(this.eui, message), { qos: 1 }).then(
      () => !this.unheard,
      () => false,
    );
    return within(sent, ACK_MS);
  }

  async close(): Promise<void> {
    await (await this.connection)?.endAsync(true);
  }
}
