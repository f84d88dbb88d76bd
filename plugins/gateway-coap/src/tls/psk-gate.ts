import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

const RECORD_HEADER = 5;
const HANDSHAKE = 22;
const CLIENT_KEY_EXCHANGE = 16;
const MAX_RECORD = 16_384 + 2_048;
const MAX_HANDSHAKE = 65_536;
const MAX_IDENTITY = 256;

/**
 * Stands between a socket and TLS 1.2. TLS asks for the key of an identity at once and cannot wait for an answer: the gate
 * reads along the handshake, which is not yet encrypted, up to the message that names the identity, and holds that message
 * back until its key is known. After it, bytes pass as they come.
 */
export class PskGate extends Duplex {
  private buffered: Buffer = Buffer.alloc(0);
  private handshake: Buffer = Buffer.alloc(0);
  private open = false;
  private busy = false;

  /** @param prepare - finds the key of an identity; TLS goes on when it resolves */
  constructor(
    private readonly socket: Socket,
    private readonly prepare: (identity: string) => Promise<void>,
  ) {
    super();
    socket.on('data', (chunk: Buffer) => this.arrived(chunk));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    if (!this.busy) this.socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  private arrived(chunk: Buffer): void {
    if (this.open) {
      if (!this.push(chunk)) this.socket.pause();
      return;
    }
    this.buffered = Buffer.concat([this.buffered, chunk]);
    if (!this.busy) void this.pass();
  }

  /** Hands on whole records, as long as nothing has to be waited for. */
  private async pass(): Promise<void> {
    this.busy = true;
    while (!this.open && !this.destroyed && this.buffered.length >= RECORD_HEADER) {
      const length = RECORD_HEADER + this.buffered.readUInt16BE(3);
      // What is no handshake is for TLS to refuse, and after the handshake nothing is left to wait for.
      if (this.buffered[0] !== HANDSHAKE || length > RECORD_HEADER + MAX_RECORD) {
        this.letThrough();
        return;
      }
      if (this.buffered.length < length) break;
      const record = this.buffered.subarray(0, length);
      this.buffered = this.buffered.subarray(length);
      const identity = this.identityIn(record.subarray(RECORD_HEADER));
      if (identity !== null) {
        this.socket.pause();
        await this.prepare(identity);
        if (this.destroyed) return;
      }
      this.push(record);
      if (identity !== null) this.letThrough();
    }
    this.busy = false;
    if (!this.destroyed) this.socket.resume();
  }

  private letThrough(): void {
    this.open = true;
    this.busy = false;
    if (this.buffered.length > 0) this.push(this.buffered);
    this.buffered = Buffer.alloc(0);
    this.handshake = Buffer.alloc(0);
    this.socket.resume();
  }

  /** The identity, once the message that names it is whole; '' for one that makes no sense. */
  private identityIn(fragment: Buffer): string | null {
    this.handshake = Buffer.concat([this.handshake, fragment]);
    if (this.handshake.length > MAX_HANDSHAKE) this.destroy(new Error('The handshake is too long'));
    while (this.handshake.length >= 4) {
      const end = 4 + this.handshake.readUIntBE(1, 3);
      if (this.handshake.length < end) return null;
      const message = this.handshake.subarray(0, end);
      this.handshake = this.handshake.subarray(end);
      if (message[0] === CLIENT_KEY_EXCHANGE) return readIdentity(message.subarray(4));
    }
    return null;
  }
}

/** The identity that a ClientKeyExchange begins with (RFC 4279, 2). @returns '' when there is none */
export function readIdentity(body: Uint8Array): string {
  const [high, low] = body;
  const length = high === undefined || low === undefined ? 0 : (high << 8) | low;
  if (length === 0 || length > MAX_IDENTITY || 2 + length > body.length) return '';
  return Buffer.from(body.subarray(2, 2 + length)).toString('utf8');
}
