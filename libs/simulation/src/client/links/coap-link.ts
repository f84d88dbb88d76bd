import { randomBytes } from 'node:crypto';
import { type Socket, createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { backoffMs } from '../api-client';
import { type DeviceLink, type LinkReport, LinkRefused, type WireReading } from '../device-link';
import { type CoapMessage, coapOption, coapType, decodeCoap, encodeCoap, uintBytes } from './coap-message';
import type { LinkDevice } from './link-device';

const SENML_JSON = 110;
/** Blocks of 1024 bytes. */
const SZX = 6;
const BLOCK = 2 ** (SZX + 4);
const SMALL_SZX = 2;
const SMALL_BLOCK = 2 ** (SMALL_SZX + 4);
/** Most readings of one body, far below the longest that is taken. */
const PER_BODY = 500;
const POST = 0x02;
const CHANGED = 0x44;
const CONTINUE = 0x5f;
const UNAUTHORIZED = 0x81;
const INCOMPLETE = 0x88;
const TOO_MANY = 0x9d;
const none = Buffer.alloc(0);

/** A SenML pack (RFC 8428): names are channels, the time of the first record is the base. */
export function senmlPack(readings: readonly WireReading[], channels: ReadonlyMap<string, string>): string {
  const baseMs = Date.parse(readings[0]?.timestamp ?? '');
  const records = readings.map(({ sensor_id: code, value, timestamp }, index) => {
    const laterS = (Date.parse(timestamp) - baseMs) / 1_000;
    const name = channels.get(code) ?? code;
    return { ...(index === 0 && { bt: baseMs / 1_000 }), n: name, ...(laterS !== 0 && { t: laterS }), v: value };
  });
  return JSON.stringify(records);
}

/** An NB-IoT logger: confirmable CoAP posts of SenML, in blocks where a body is long, repeated as RFC 7252 has it. */
export class CoapLink implements DeviceLink {
  private socket: Socket | null = null;
  private messageId = randomBytes(2).readUInt16BE();
  private paused = false;
  private waiting: { token: Buffer; id: number; take: (message: CoapMessage) => void } | null = null;

  constructor(
    private readonly address: { readonly host: string; readonly port: number },
    private readonly device: LinkDevice,
  ) {}

  async send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport> {
    let accepted = 0;
    const reasons: string[] = [];
    for (let start = 0; start < readings.length; start += PER_BODY) {
      const part = readings.slice(start, start + PER_BODY);
      const reason = await this.sendBody(Buffer.from(senmlPack(part, this.device.channels)), signal);
      if (reason === null) accepted += part.length;
      else reasons.push(reason);
    }
    return { accepted, rejected: readings.length - accepted, reasons };
  }

  /** Sends the first block of a body, and not the others: datagrams come whole or not at all. */
  async half(readings: readonly WireReading[]): Promise<void> {
    const body = Buffer.from(senmlPack(readings, this.device.channels));
    if (this.paused || body.length <= SMALL_BLOCK) return;
    const first = body.subarray(0, SMALL_BLOCK);
    const bytes = encodeCoap(this.request(randomBytes(4), first, uintBytes(8 + SMALL_SZX)));
    await new Promise<void>((resolve) => {
      const { host, port } = this.address;
      this.open().send(bytes, port, host, () => resolve());
    });
  }

  async pause(): Promise<void> {
    this.paused = true;
    this.socket?.close();
    this.socket = null;
  }

  resume(): void {
    this.paused = false;
  }

  close(): Promise<void> {
    return this.pause();
  }

  /** @returns null when the body was stored, otherwise why it never will be */
  private async sendBody(body: Buffer, signal: AbortSignal): Promise<string | null> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = this.paused ? null : await this.sendBlocks(body, signal);
      signal.throwIfAborted();
      if (answer?.code === CHANGED) return null;
      if (answer?.code === UNAUTHORIZED) throw new LinkRefused(`The platform refuses device ${this.device.id} (4.01).`);
      const final = answer !== null && answer.code >> 5 === 4 && ![INCOMPLETE, TOO_MANY].includes(answer.code);
      if (final)
        return `${answer.code >> 5}.${String(answer.code & 31).padStart(2, '0')}: ${answer.payload.toString()}`;
      const maxAge = answer?.options.find(([number]) => number === coapOption.maxAge)?.[1];
      const seconds =
        maxAge === undefined || maxAge.length === 0 ? 0 : maxAge.readUIntBE(0, Math.min(6, maxAge.length));
      await wait(Math.max(backoffMs(attempt), Math.min(60, seconds) * 1_000), undefined, { signal });
    }
  }

  /** @returns the answer to the last block, or the first that is no 2.31; null: none came */
  private async sendBlocks(body: Buffer, signal: AbortSignal): Promise<CoapMessage | null> {
    const blocks = Math.ceil(body.length / BLOCK);
    if (blocks <= 1) return this.ask(body, none, signal);
    for (let number = 0; number < blocks; number += 1) {
      const more = number < blocks - 1;
      const part = body.subarray(number * BLOCK, (number + 1) * BLOCK);
      const answer = await this.ask(part, uintBytes(number * 16 + (more ? 8 : 0) + SZX), signal);
      if (!more || answer?.code !== CONTINUE) return answer;
    }
    return null;
  }

  /** One exchange: the message is repeated up to four times until it is acknowledged. */
  private async ask(body: Buffer, block: Buffer, signal: AbortSignal): Promise<CoapMessage | null> {
    const message = this.request(randomBytes(4), body, block);
    const bytes = encodeCoap(message);
    const { host, port } = this.address;
    let acknowledged = false;
    const answer = new Promise<CoapMessage>((resolve) => {
      this.waiting = {
        token: message.token,
        id: message.id,
        take: (reply) => {
          // An empty acknowledgement: the answer comes later, in a message of its own.
          if (reply.code === 0 && reply.type === coapType.ack) acknowledged = true;
          else resolve(reply);
        },
      };
    });
    let pauseMs = 2_000 * (1 + Math.random() / 2);
    for (let turn = 0; turn < 5 && !signal.aborted && !this.paused; turn += 1) {
      if (!acknowledged) this.open().send(bytes, port, host, () => undefined);
      const ending = new AbortController();
      const late = wait(pauseMs, null, { signal: AbortSignal.any([signal, ending.signal]) }).catch(() => null);
      const reply = await Promise.race([answer, late]);
      ending.abort();
      if (reply !== null) {
        this.waiting = null;
        return reply.type === coapType.rst ? null : reply;
      }
      pauseMs *= 2;
    }
    this.waiting = null;
    return null;
  }

  private request(token: Buffer, payload: Buffer, block: Buffer): CoapMessage {
    this.messageId = (this.messageId + 1) & 0xffff;
    const { id, token: secret } = this.device;
    return {
      type: coapType.con,
      code: POST,
      id: this.messageId,
      token,
      options: [
        [coapOption.uriPath, Buffer.from('s')],
        [coapOption.uriPath, Buffer.from(`${id}.${secret}`)],
        [coapOption.contentFormat, uintBytes(SENML_JSON)],
        ...(block.length > 0 ? [[coapOption.block1, block] as const] : []),
      ],
      payload,
    };
  }

  private open(): Socket {
    if (this.socket !== null) return this.socket;
    const socket = createSocket(isIPv6(this.address.host) ? 'udp6' : 'udp4');
    socket.on('error', () => undefined);
    socket.on('message', (bytes) => this.read(socket, bytes));
    this.socket = socket;
    return socket;
  }

  private read(socket: Socket, bytes: Buffer): void {
    const message = decodeCoap(bytes);
    if (message === null) return;
    const { type, id, token } = message;
    if (type === coapType.con) {
      const { host, port } = this.address;
      const receipt = { type: coapType.ack, code: 0, id, token: none, options: [], payload: none };
      socket.send(encodeCoap(receipt), port, host, () => undefined);
    }
    const { waiting } = this;
    if (waiting === null) return;
    const empty = message.code === 0 && id === waiting.id;
    if (empty || (message.code !== 0 && token.equals(waiting.token))) waiting.take(message);
  }
}
