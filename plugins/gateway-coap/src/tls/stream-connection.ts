import type { Duplex } from 'node:stream';
import type { DeviceIdentity } from '@app/plugin-sdk';
import { Code, groupOf } from '../coap/codes';
import { type CoapMessage, FormatError, NOTHING } from '../coap/message';
import { numberOption } from '../coap/options';
import type { CoapHandler, CoapRequest, Peer, Requester, TakeResponse } from '../coap/peer';
import { readStreamFrame, writeStreamFrame } from '../coap/stream-frame';

const CSM_MAX_MESSAGE_SIZE = 2;
const CSM_BLOCK_WISE = 4;
/** Beside the body: token and options. */
const HEADROOM = 1_152;
const MAX_IN_FLIGHT = 32;
/** Answers that a device does not read, bytes. */
const MAX_UNREAD = 262_144;
const REQUEST_TIMEOUT_MS = 60_000;
const MAX_REQUESTS = 256;

interface StreamOptions {
  maxBodyBytes: number;
  refused(reason: string): void;
}

/** CoAP over a stream (RFC 8323): no acknowledgements, no repeats; messages of capabilities come first. */
export class StreamConnection implements Requester {
  readonly peer: Peer;
  private buffered: Buffer = Buffer.alloc(0);
  private ready = false;
  private ending = false;
  private inFlight = 0;
  private readonly waiting = new Map<string, (response: CoapMessage | Error) => void>();

  constructor(
    private readonly socket: Duplex,
    identity: DeviceIdentity,
    key: string,
    private readonly handler: CoapHandler,
    private readonly options: StreamOptions,
  ) {
    this.peer = { key, identity, stream: true };
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('close', () => this.fail());
    this.write({
      code: Code.csm,
      token: NOTHING,
      options: [
        numberOption(CSM_MAX_MESSAGE_SIZE, options.maxBodyBytes + HEADROOM),
        { number: CSM_BLOCK_WISE, value: NOTHING },
      ],
      payload: NOTHING,
    });
  }

  /** Messages that are being handled. */
  get pending(): number {
    return this.inFlight;
  }

  /** Says that it goes, and goes when what is under way has been answered. */
  release(): void {
    this.ending = true;
    this.signal(Code.release);
    this.endIfIdle();
  }

  destroy(): void {
    this.socket.destroy();
  }

  async request(
    _peer: Peer,
    message: Omit<CoapMessage, 'token'>,
    token: Uint8Array,
    take: TakeResponse,
  ): Promise<void> {
    await take(await this.responseTo(message, token));
  }

  private responseTo(message: Omit<CoapMessage, 'token'>, token: Uint8Array): Promise<CoapMessage> {
    if (this.ending || this.waiting.size >= MAX_REQUESTS) return Promise.reject(new Error('The connection is busy'));
    const name = Buffer.from(token).toString('hex');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error('The device does not answer')), REQUEST_TIMEOUT_MS).unref();
      const settle = (response: CoapMessage | Error): void => {
        clearTimeout(timer);
        this.waiting.delete(name);
        if (response instanceof Error) reject(response);
        else resolve(response);
      };
      this.waiting.set(name, settle);
      this.write({ ...message, token });
    });
  }

  private take(chunk: Buffer): void {
    this.buffered = this.buffered.length === 0 ? chunk : Buffer.concat([this.buffered, chunk]);
    try {
      this.readAll();
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.abort('bad-format');
    }
  }

  /** Reads messages until there is none left, or too many are being handled. */
  private readAll(): void {
    const { maxBodyBytes } = this.options;
    while (!this.ending && this.inFlight < MAX_IN_FLIGHT) {
      const frame = readStreamFrame(this.buffered, maxBodyBytes + HEADROOM);
      if (frame.state === 'incomplete') break;
      this.buffered = this.buffered.subarray(frame.length);
      this.handle(frame.message);
    }
    // Not reading is what slows the device down.
    if (this.ending) this.buffered = Buffer.alloc(0);
    else if (this.inFlight >= MAX_IN_FLIGHT) this.socket.pause();
  }

  private handle(message: CoapMessage): void {
    const group = groupOf(message.code);
    if (message.code === Code.empty) return;
    if (group === 7) this.signalled(message);
    else if (!this.ready) this.abort('no-capabilities');
    else if (group === 0) this.work(() => this.answer(message));
    else if (group === 1 || group === 6) this.abort('bad-format');
    else this.responded(message);
  }

  private signalled({ code, options, token }: CoapMessage): void {
    const unknown = options.some(({ number }) => (number & 1) === 1);
    if (unknown) this.abort('bad-option');
    else if (code === Code.csm) this.ready = true;
    else if (code === Code.ping) this.write({ code: Code.pong, token, options: [], payload: NOTHING });
    else if (code === Code.abort) this.socket.destroy();
    else if (code === Code.release) {
      this.ending = true;
      this.endIfIdle();
    }
  }

  private async answer(message: CoapMessage): Promise<void> {
    const { token } = message;
    try {
      const { code, options = [], payload = NOTHING } = await this.handler.request(this.requestOf(message));
      this.write({ code, token, options, payload });
    } catch {
      this.write({ code: Code.internalError, token, options: [], payload: NOTHING });
    }
  }

  private responded(message: CoapMessage): void {
    const settle = this.waiting.get(Buffer.from(message.token).toString('hex'));
    if (settle !== undefined) settle(message);
    else if (this.handler.expects(message.token, this.peer)) {
      // Over a stream nothing is acknowledged, and nothing comes again.
      this.work(() => this.handler.notification(this.requestOf(message)));
    }
  }

  private work(task: () => Promise<void>): void {
    this.inFlight += 1;
    void task()
      .catch(() => undefined)
      .finally(() => {
        this.inFlight -= 1;
        if (this.socket.destroyed) return;
        this.endIfIdle();
        this.socket.resume();
        this.take(Buffer.alloc(0));
      });
  }

  private requestOf(message: CoapMessage): CoapRequest {
    return { message, peer: this.peer, exchange: null };
  }

  private abort(reason: string): void {
    this.options.refused(reason);
    this.signal(Code.abort);
    this.ending = true;
    this.buffered = Buffer.alloc(0);
    this.socket.pause();
    this.socket.end(() => this.socket.destroy());
  }

  private signal(code: number): void {
    this.write({ code, token: NOTHING, options: [], payload: NOTHING });
  }

  private write(message: CoapMessage): void {
    if (this.socket.destroyed || !this.socket.writable) return;
    this.socket.write(writeStreamFrame(message));
    if (this.socket.writableLength > MAX_UNREAD) this.socket.destroy();
  }

  private endIfIdle(): void {
    if (this.ending && this.inFlight === 0) this.socket.end();
  }

  private fail(): void {
    for (const settle of this.waiting.values()) settle(new Error('The connection has ended'));
  }
}
