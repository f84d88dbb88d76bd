import { ServerMqtt } from '@nestjs/microservices';
import type { ConsumerDeserializer, IncomingEvent } from '@nestjs/microservices';
import { type IClientOptions, type MqttClient, connect } from 'mqtt';
import type { ControlAccess } from './control-access';

/** A session at an outside broker outlives a restart of the process by so much, s. */
const SESSION_EXPIRY_S = 3_600;
/** Retained messages only where the session is new: in one that was kept they would come after what is newer. */
const SUBSCRIPTION = { qos: 1, rh: 1 } as const;
const RECONNECT_MS = 1_000;
const MAX_RECONNECT_MS = 15_000;

/** A topic is the pattern and its payload the data: what devices write is never taken for a call to be answered. */
class TopicDeserializer implements ConsumerDeserializer {
  deserialize(value: unknown, options?: Record<string, unknown>): IncomingEvent {
    return { pattern: options?.['channel'], data: value };
  }
}

/** Where the broker is. */
interface Place {
  /** Outside broker, with user and password; undefined: the one of this process. */
  url: string | undefined;
  /** Certificate of the authority that signed the outside broker, PEM. */
  ca: string | undefined;
  /** Stable name of this process. */
  process: string;
}

/**
 * Nest's MQTT transport on the control topics. At an outside broker it has a session of its own, which collects what is
 * said while the process is away; in the broker of this process it is a client like any other, with rights of its own.
 * Never gives up: the broker may come later, go and come back.
 */
export class ControlServer extends ServerMqtt {
  private client: MqttClient | undefined;
  private closed = false;
  private endListening: (() => void) | undefined;

  constructor(
    private readonly access: ControlAccess,
    private readonly place: Place,
  ) {
    super({ deserializer: new TopicDeserializer(), subscribeOptions: SUBSCRIPTION });
  }

  /** Whether the broker answers. */
  get connected(): boolean {
    return this.client?.connected === true;
  }

  override async createMqttClient(): Promise<MqttClient> {
    const { url } = this.place;
    const client = url === undefined ? await this.inProcess() : connect(url, this.outside());
    this.client = client;
    let failures = 0;
    client.on('connect', () => (failures = 0));
    client.on('close', () => {
      failures += 1;
      const pause = Math.min(MAX_RECONNECT_MS, RECONNECT_MS * 2 ** Math.min(failures - 1, 10));
      // Processes that lost the same broker do not come back in step.
      client.options.reconnectPeriod = pause * (0.5 + Math.random());
    });
    if (this.closed) client.end(true);
    return client;
  }

  override close(): void {
    this.closed = true;
    this.endListening?.();
    this.client?.end(true);
  }

  private outside(): IClientOptions {
    const { ca, process } = this.place;
    return {
      protocolVersion: 5,
      clientId: `hydrant-control-${process}`.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 64),
      clean: false,
      properties: { sessionExpiryInterval: SESSION_EXPIRY_S },
      reconnectPeriod: RECONNECT_MS,
      ...(ca !== undefined && { ca }),
    };
  }

  /** Waits until the broker listens. */
  private inProcess(): Promise<MqttClient> {
    const { username, password } = this.access;
    return new Promise((resolve) => {
      let client: MqttClient | undefined;
      const end = this.access.onListening((port) => {
        client ??= connect({
          host: '127.0.0.1',
          port,
          clientId: username,
          username,
          password,
          clean: true,
          reconnectPeriod: RECONNECT_MS,
        });
        client.options.port = port;
        resolve(client);
      });
      this.endListening = end;
    });
  }
}
