import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { goodAnswer, malformed } from '../../plugins/gateway-modbus/test/malformed';
import type { Entrances } from '../../tools/durability/open-lanes';
import { seedInstance, seedLane } from '../../tools/durability/seeding';
import type { Driver, Rng, Seen } from './driver';
import { hasReadingSince } from './stored-since';
import { untilQuiet } from './watch';

const TARGETS = 200;
const REQUEST_BYTES = 12;
const POLL_S = 0.2;
const ASKED_MS = 60_000;
/** Targets that got no answer ask nothing more for so long, ms. */
const TIMEOUT_MS = 10_000;

/**
 * Modbus devices gone mad, each with an address of its own: the platform asks, and they answer. An input is an answer; the
 * platform tells nobody what it makes of it, so that each must show in its figures.
 */
export async function modbusDriver({ sql, tenantId, httpUrl }: Entrances): Promise<Driver> {
  const { id: deviceId, sensors } = await seedLane(sql, tenantId, 'malformed-modbus', {
    protocol: 'modbus',
    sensors: 1,
  });
  const channel = sensors[0] as string;
  let answer: (request: Buffer, socket: Socket) => void = (request, socket) => void socket.write(good(request));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      for (; received.length >= REQUEST_BYTES; received = received.subarray(REQUEST_BYTES)) {
        answer(received.subarray(0, REQUEST_BYTES), socket);
      }
    });
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const types = ['uint16', 'float32', 'float64', 'bit'] as const;
  const targets = Array.from({ length: TARGETS }, (_, n) => ({
    name: `Mad ${n}`,
    host: `127.0.1.${n + 1}`,
    port,
    deviceId,
    pollS: POLL_S,
    timeoutMs: TIMEOUT_MS,
    retries: 0,
    points: [{ channel, address: n, type: types[n % types.length], unit: 'kPa' }],
  }));
  const name = `malformed ${randomUUID()}`;
  const instance = await seedInstance(sql, 'gateway-modbus', name, { targets, maxBackOffS: 1 });
  return {
    protocol: 'modbus',
    async send(count: number, rng: Rng): Promise<Seen> {
      let sent = 0;
      let lastAsked = Date.now();
      const allSent = () => sent >= count;
      answer = (request, socket) => {
        if (allSent()) return;
        sent += 1;
        lastAsked = Date.now();
        const { bytes, ends } = malformed(rng, request);
        if (ends) socket.end(bytes);
        else socket.write(bytes);
      };
      while (!allSent()) {
        if (Date.now() - lastAsked > ASKED_MS) throw new Error('modbus: the platform does not ask any more');
        await delay(20);
      }
      await untilQuiet(httpUrl, 'modbus');
      return { answered: 0, refused: 0, silent: count };
    },
    goodPasses() {
      answer = (request, socket) => void socket.write(good(request));
      // Those that wait for an answer shall not wait until time is up.
      for (const socket of sockets) socket.destroy();
      return hasReadingSince(sql, channel, Date.now());
    },
    async close() {
      await sql('update plugin_instances set enabled = false where id = $1', [instance]);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function good(request: Buffer): Buffer {
  return goodAnswer(request, (length) => Buffer.alloc(length));
}
