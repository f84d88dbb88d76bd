import { type AddressInfo, type Socket, createServer } from 'node:net';
import { number, packet, text } from './malformed';

const CONNECT = 0x10;
const PUBLISH = 0x32;
const PUBACK = 0x40;
const SUBSCRIBE = 0x82;
const UNSUBSCRIBE = 0xa2;
const PINGREQ = 0xc0;

/** A broker of MQTT 5 that does what a test tells it to, and nothing by itself but let clients in and grant what they ask for. */
export interface BareBroker {
  port: number;
  /** Connections that were let in so far. */
  readonly connections: number;
  /** Numbers of the messages that the client has acknowledged over its newest connection. */
  readonly acknowledged: readonly number[];
  /** How many messages the client has published. */
  readonly published: number;
  /** How often the client has asked whether it is there. */
  readonly pings: number;
  /** False: the client gets no answer when it asks. */
  answersPings: boolean;
  answerPing(): void;
  /** True: it takes everything in and says nothing. */
  silent: boolean;
  /** Sends messages of QoS 1, in one piece, over the newest connection. */
  send(...messages: { id: number; topic: string; body: string }[]): void;
  /** Breaks the newest connection. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startBareBroker(): Promise<BareBroker> {
  let newest: Socket | undefined;
  let connections = 0;
  let published = 0;
  let pings = 0;
  let acknowledged: number[] = [];
  const take = (socket: Socket, first: number, body: Buffer): void => {
    if (broker.silent) return;
    if (first === CONNECT) {
      socket.write(Buffer.from([0x20, 3, 0, 0, 0]));
      newest = socket;
      connections += 1;
      acknowledged = [];
    } else if (first === SUBSCRIBE) socket.write(packet(0x90, body.subarray(0, 2), Buffer.from([0, 1])));
    else if (first === UNSUBSCRIBE) socket.write(packet(0xb0, body.subarray(0, 2), Buffer.from([0, 0])));
    else if (first === PINGREQ) {
      pings += 1;
      if (broker.answersPings) broker.answerPing();
    } else if (first === PUBACK && socket === newest) acknowledged.push(body.readUInt16BE(0));
    else if (first === PUBLISH) published += 1;
  };
  const server = createServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let next = cutPacket(rest); next !== null; next = cutPacket(rest)) {
        take(socket, rest[0] as number, next.body);
        rest = rest.subarray(next.size);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const broker: BareBroker = {
    port: (server.address() as AddressInfo).port,
    answersPings: true,
    silent: false,
    get connections() {
      return connections;
    },
    get acknowledged() {
      return acknowledged;
    },
    get published() {
      return published;
    },
    get pings() {
      return pings;
    },
    answerPing: () => void newest?.write(Buffer.from([0xd0, 0])),
    send(...messages) {
      const packets = messages.map(({ id, topic, body }) =>
        packet(PUBLISH, text(topic), number(id), Buffer.from([0]), Buffer.from(body)),
      );
      newest?.write(Buffer.concat(packets));
    },
    cut: () => newest?.destroy(),
    async stop() {
      newest?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return broker;
}

/** The first packet of what has come, once it is whole. */
function cutPacket(bytes: Buffer): { body: Buffer; size: number } | null {
  let length = 0;
  for (let at = 1, scale = 1; at < bytes.length; at += 1, scale *= 128) {
    const byte = bytes[at] as number;
    length += (byte & 0x7f) * scale;
    if (byte >= 0x80) continue;
    const size = at + 1 + length;
    return bytes.length < size ? null : { body: bytes.subarray(at + 1, size), size };
  }
  return null;
}
