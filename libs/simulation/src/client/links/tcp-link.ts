import { randomBytes } from 'node:crypto';
import { type Socket, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { backoffMs } from '../api-client';
import { type DeviceIdentity, type DeviceLink, type LinkReport, LinkRefused, type WireReading } from '../device-link';
import { type Frame, decodeFrames, encodeFrame, frameType } from './tcp-frame';

/** Longest payload of a frame, bytes, and most readings that fit whatever their codes are. */
const PER_FRAME = 200;
const ANSWER_MS = 30_000;
/** Refusals after which the same frame may be sent again. */
const passing = new Set(['busy', 'not-stored', 'broken-frame', 'idle', 'too-slow', 'superseded', 'sequence-reused']);
const forGood = new Set(['bad-credential', 'bad-login', 'login-first']);

/** A data logger that dials in over TCP: a login frame, then data frames, each acknowledged after the commit. */
export class TcpLink implements DeviceLink {
  private readonly boot = randomBytes(6).toString('hex');
  private socket: Socket | null = null;
  private rest: Buffer = Buffer.alloc(0);
  private waiting: { sequence: number; settle: (frame: Frame | null) => void } | null = null;
  private sequence = 0;
  private paused = false;

  constructor(
    private readonly address: { readonly host: string; readonly port: number },
    private readonly identity: DeviceIdentity,
  ) {}

  async send(readings: readonly WireReading[], signal: AbortSignal): Promise<LinkReport> {
    let accepted = 0;
    const reasons: string[] = [];
    for (let start = 0; start < readings.length; start += PER_FRAME) {
      const part = readings.slice(start, start + PER_FRAME);
      const payload = Buffer.from(JSON.stringify(part));
      const reason = await this.sendFrame(payload, signal);
      if (typeof reason === 'string') reasons.push(reason);
      accepted += typeof reason === 'string' ? 0 : part.length - reason.quarantined;
    }
    return { accepted, rejected: readings.length - accepted, reasons };
  }

  /** Breaks the connection in the middle of a frame. */
  async half(readings: readonly WireReading[]): Promise<void> {
    if (!(await this.open().catch(() => false))) return;
    const payload = Buffer.from(JSON.stringify(readings.slice(0, PER_FRAME)));
    const bytes = encodeFrame({ type: frameType.json, sequence: this.nextSequence(), payload });
    const { socket } = this;
    await new Promise<void>((resolve) => {
      if (socket === null) return resolve();
      socket.write(bytes.subarray(0, bytes.length >> 1), () => resolve());
    });
    this.drop();
  }

  async pause(): Promise<void> {
    this.paused = true;
    this.drop();
  }

  resume(): void {
    this.paused = false;
  }

  close(): Promise<void> {
    return this.pause();
  }

  /** @returns what was not taken, or why nothing was */
  private async sendFrame(payload: Buffer, signal: AbortSignal): Promise<{ quarantined: number } | string> {
    let sequence = this.nextSequence();
    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted();
      const answer = (await this.open().catch(rethrowRefusal))
        ? await this.ask(frameType.json, sequence, payload, signal)
        : null;
      signal.throwIfAborted();
      if (answer?.type === frameType.ack && answer.payload.length >= 4) {
        return { quarantined: answer.payload.readUInt16BE(2) };
      }
      const reason = answer === null ? 'lost' : answer.payload.toString();
      if (answer !== null && forGood.has(reason))
        throw new LinkRefused(`The platform refuses device ${this.identity.id} (${reason}).`);
      if (answer !== null && !passing.has(reason)) return reason;
      if (reason === 'sequence-reused') sequence = this.nextSequence();
      await wait(backoffMs(attempt), undefined, { signal });
    }
  }

  /** Connects and logs in, if need be. @returns false when that is not possible now */
  private async open(): Promise<boolean> {
    if (this.paused) return false;
    if (this.socket !== null) return true;
    const socket = connect({ ...this.address, noDelay: true });
    const reached = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!reached || this.paused) {
      socket.destroy();
      return false;
    }
    this.socket = socket;
    this.rest = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => this.read(socket, chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.socket === socket) this.drop();
    });
    const { id: device, token } = this.identity;
    const login = Buffer.from(JSON.stringify({ device, token, boot: this.boot }));
    const answer = await this.ask(frameType.login, this.nextSequence(), login, null);
    if (answer?.type === frameType.ack) return true;
    const reason = answer?.payload.toString() ?? '';
    this.drop();
    if (forGood.has(reason)) throw new LinkRefused(`The platform refuses device ${device} (${reason}).`);
    return false;
  }

  /** @returns null when the connection was lost, or nothing came in time */
  private ask(type: number, sequence: number, payload: Buffer, signal: AbortSignal | null): Promise<Frame | null> {
    const { socket } = this;
    if (socket === null) return Promise.resolve(null);
    return new Promise((resolve) => {
      const stop = (): void => this.drop();
      const timer = setTimeout(stop, ANSWER_MS);
      signal?.addEventListener('abort', stop, { once: true });
      const settle = (frame: Frame | null): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        this.waiting = null;
        resolve(frame);
      };
      this.waiting = { sequence, settle };
      socket.write(encodeFrame({ type, sequence, payload }));
    });
  }

  private read(socket: Socket, chunk: Buffer): void {
    if (this.socket !== socket) return;
    try {
      const { frames, rest } = decodeFrames(Buffer.concat([this.rest, chunk]));
      this.rest = rest;
      for (const frame of frames) {
        if (frame.type === frameType.order) this.obey(socket, frame);
        else if (frame.sequence === this.waiting?.sequence) this.waiting.settle(frame);
        else if (frame.sequence === 0) this.waiting?.settle({ ...frame, payload: Buffer.from('broken-frame') });
      }
    } catch {
      this.drop();
    }
  }

  /** Does what it is told, and says so. */
  private obey(socket: Socket, { sequence, payload }: Frame): void {
    const { id } = JSON.parse(payload.toString()) as { id: string };
    const result = Buffer.from(JSON.stringify({ id, done: true, detail: '' }));
    socket.write(encodeFrame({ type: frameType.result, sequence, payload: result }));
  }

  private drop(): void {
    this.socket?.destroy();
    this.socket = null;
    this.waiting?.settle(null);
  }

  private nextSequence(): number {
    this.sequence = (this.sequence + 1) >>> 0;
    return this.sequence;
  }
}

function rethrowRefusal(error: unknown): false {
  if (error instanceof LinkRefused) throw error;
  return false;
}
