import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { malformed } from '../../plugins/gateway-coap/test/malformed';
import type { Entrances } from '../../tools/durability/open-lanes';
import { seedLane } from '../../tools/durability/seeding';
import type { Driver, Rng, Seen } from './driver';

/** So many datagrams, then a ping that is answered once they have been read. */
const BURST = 40;
const PING_MS = 2_000;
const PINGS = 5;

/** A datagram for each input, all from one port. */
export async function coapDriver({ sql, tenantId, coapPort }: Entrances): Promise<Driver> {
  const { id, token } = await seedLane(sql, tenantId, 'malformed-coap', { protocol: 'coap', sensors: 1 });
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let answers = 0;
  let ponged: (() => void) | null = null;
  let pingId = 0;
  socket.on('message', (bytes) => {
    if (ponged !== null && bytes.length === 4 && bytes[0] === 0x70 && bytes.readUInt16BE(2) === pingId) ponged();
    else answers += 1;
  });
  const post = (bytes: Buffer) =>
    new Promise<void>((resolve) => socket.send(bytes, coapPort, '127.0.0.1', () => resolve()));
  const ping = async (): Promise<void> => {
    for (let n = 0; n < PINGS; n += 1) {
      pingId = (pingId + 1) & 0xffff;
      const ponging = new Promise<boolean>((resolve) => {
        const late = setTimeout(() => resolve(false), PING_MS);
        ponged = () => {
          clearTimeout(late);
          resolve(true);
        };
      });
      await post(Buffer.from([0x40, 0, pingId >> 8, pingId & 0xff]));
      if (await ponging) return;
    }
    throw new Error('coap: a ping is not answered any more');
  };
  return {
    protocol: 'coap',
    async send(count: number, rng: Rng): Promise<Seen> {
      const before = answers;
      for (let sent = 0; sent < count; sent += BURST) {
        for (let n = 0; n < Math.min(BURST, count - sent); n += 1) await post(malformed(rng, { deviceId: id, token }));
        await ping();
      }
      const answered = Math.min(count, answers - before);
      return { answered, refused: 0, silent: count - answered };
    },
    async close() {
      socket.close();
    },
  };
}
