import { connect } from 'node:net';
import { malformed as malformedMqtt } from '../../plugins/gateway-mqtt/test/malformed';
import { malformed as malformedTcp } from '../../plugins/gateway-tcp/test/malformed';
import { type Entrances } from '../../tools/durability/open-lanes';
import { seedLane } from '../../tools/durability/seeding';
import { type Driver, type Rng, type Seen, inTurns } from './driver';

const AT_A_TIME = 24;
/** Longest that a connection may stay once its client has ended its side. */
const LINGER_MS = 15_000;

interface KnownDevice {
  deviceId: string;
  token: string;
}

/**
 * A connection for each input, which its client ends behind it. MQTT knows no other refusal than the end of the
 * connection; the TCP gateway counts what it is not answered.
 */
class StreamDriver implements Driver {
  constructor(
    readonly protocol: string,
    private readonly port: number,
    readonly make: (rng: Rng, device: KnownDevice) => Buffer,
    private readonly device: KnownDevice,
  ) {}

  send(count: number, rng: Rng): Promise<Seen> {
    return inTurns(count, AT_A_TIME, () => this.one(this.make(rng, this.device)));
  }

  async close(): Promise<void> {
    // Each connection has been ended.
  }

  private one(input: Buffer): Promise<keyof Seen> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.port, host: '127.0.0.1' });
      let answered = false;
      let broken = false;
      const late = setTimeout(() => {
        socket.destroy();
        reject(new Error(`${this.protocol}: a connection stayed open after ${input.toString('hex').slice(0, 400)}`));
      }, LINGER_MS);
      socket.on('data', () => (answered = true));
      socket.on('error', () => (broken = true));
      socket.once('close', () => {
        clearTimeout(late);
        const refused = broken || input.length === 0 || this.protocol === 'mqtt';
        resolve(answered ? 'answered' : refused ? 'refused' : 'silent');
      });
      socket.end(input);
    });
  }
}

async function streamDriver(
  protocol: 'mqtt' | 'tcp',
  port: number,
  make: StreamDriver['make'],
  { sql, tenantId }: Entrances,
): Promise<Driver> {
  const { id, token } = await seedLane(sql, tenantId, `malformed-${protocol}`, { protocol, sensors: 1 });
  return new StreamDriver(protocol, port, make, { deviceId: id, token });
}

export const tcpDriver = (entrances: Entrances) => streamDriver('tcp', entrances.tcpPort, malformedTcp, entrances);
export const mqttDriver = (entrances: Entrances) => streamDriver('mqtt', entrances.mqttPort, malformedMqtt, entrances);
