import type { Socket } from 'node:net';
import type { DeviceCommand, DeviceIdentity } from '@app/plugin-sdk';
import { BinaryDialect } from './binary-dialect';
import type { TcpConfig } from './config';
import { detectProfile } from './detect-profile';
import type { Dialect, Peer, Reply } from './dialect';
import { ByteQueue, type Step } from './framing';
import { LineDialect, refusal } from './line-dialect';
import type { Uplinked, Verdict } from './uplink';

/** What a connection needs of the gateway around it. */
export interface Surroundings {
  config: TcpConfig;
  now(): number;
  authenticate(deviceId: string, token: string): Promise<DeviceIdentity | null>;
  deliver(deviceId: string, message: Uplinked): Promise<Verdict>;
  refused(deviceId: string | null, reason: string): void;
  settle(deviceId: string, commandId: string, done: boolean, detail: string): Promise<boolean>;
  loggedIn(connection: Connection, identity: DeviceIdentity): void;
  closed(connection: Connection): void;
  /** Bytes of messages in hand, over all connections: the reading stops while there are too many. */
  readonly load: { bytes: number };
}

/** Until it has logged in, nobody may send more at a time. */
const MAX_LOGIN_BYTES = 2_048;
/** Broken frames in a row after which a connection is not worth mending. */
const MAX_FAULTS = 100;
/** A device that does not read its answers is cut off. */
const MAX_UNREAD_BYTES = 262_144;
const MAX_LOAD_BYTES = 67_108_864;
/** Longest time that what is in hand may take once a connection is being closed. */
const LEAVE_MS = 30_000;

/** One connection of a device: cuts the stream into frames, keeps the answers in order, and reads no faster than it can. */
export class Connection implements Peer {
  identity: DeviceIdentity | null = null;
  readonly openedAt: number;
  private readonly queue = new ByteQueue();
  private dialect: Dialect | null = null;
  private inFlight = 0;
  private ending = false;
  private atEnd = false;
  private faults = 0;
  private replies: Promise<void> = Promise.resolve();
  private heardAt: number;
  /** When the frame that is not whole yet began, and how much of it has come since; null: there is none. */
  private open: { since: number; bytes: number } | null = null;

  constructor(
    private readonly socket: Socket,
    readonly address: string,
    private readonly around: Surroundings,
  ) {
    this.openedAt = around.now();
    this.heardAt = this.openedAt;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (chunk) => this.heard(chunk));
    socket.on('error', () => socket.destroy());
    // Some loggers end their side once they have sent all, and wait for the answers.
    socket.on('end', () => this.heardAll());
    socket.once('close', () => this.closed());
  }

  /** Ends it when it is too slow, too quiet or has not logged in. Called every second or so. */
  inspect(now: number): void {
    const { loginTimeoutS, idleTimeoutS, minBytesPerS, slowGraceS } = this.around.config;
    if (this.socket.writableLength > MAX_UNREAD_BYTES) return this.cut('answers-unread');
    if (this.inFlight > 0) {
      this.heardAt = now;
      if (this.open !== null) this.open = { since: now, bytes: 0 };
      return this.read();
    }
    if (this.identity === null && now - this.openedAt > loginTimeoutS * 1_000) return this.cut('login-timeout');
    if (now - this.heardAt > idleTimeoutS * 1_000) return this.cut('idle');
    if (this.open === null || this.identity === null) return this.read();
    const openS = (now - this.open.since) / 1_000;
    if (openS > slowGraceS && this.open.bytes < openS * minBytesPerS) return this.cut('too-slow');
    return this.read();
  }

  async login(deviceId: string, token: string): Promise<boolean> {
    const identity = await this.around.authenticate(deviceId, token);
    if (identity === null || this.ending) return false;
    this.identity = identity;
    this.around.loggedIn(this, identity);
    return true;
  }

  deliver(message: Uplinked): Promise<Verdict> {
    const { identity } = this;
    if (identity === null) throw new Error('Nobody has logged in');
    return this.around.deliver(identity.deviceId, message);
  }

  refused(reason: string): void {
    this.around.refused(this.identity?.deviceId ?? null, reason);
  }

  async settle(commandId: string, done: boolean, detail: string): Promise<boolean> {
    const { identity } = this;
    return identity !== null && this.around.settle(identity.deviceId, commandId, done, detail);
  }

  now(): number {
    return this.around.now();
  }

  /** Takes an order to the device. @returns false when it is too late for that */
  command(command: DeviceCommand): boolean {
    if (this.dialect === null || this.ending || !this.socket.writable) return false;
    this.write(this.dialect.command(command));
    return true;
  }

  /** Ends it with a word of why. */
  cut(reason: string): void {
    if (this.ending) return;
    this.refused(reason);
    this.leave(reason);
  }

  /** Takes nothing more; resolves when what is in hand has been answered. */
  async finish(): Promise<void> {
    this.ending = true;
    this.socket.pause();
    await this.replies;
    this.socket.end();
  }

  destroy(): void {
    this.ending = true;
    this.socket.destroy();
  }

  private heard(chunk: Buffer): void {
    if (this.ending) return;
    this.heardAt = this.around.now();
    this.queue.push(chunk);
    if (this.open !== null) this.open.bytes += chunk.length;
    this.read();
  }

  /** Takes frames from what has arrived until more is needed, or as many are in hand as may be. */
  private read(): void {
    while (!this.ending && this.mayTake()) {
      const step = this.dialect === null ? this.detect() : this.nextFrame(this.dialect);
      if (step.kind === 'incomplete') break;
      if (step.kind === 'fatal') return this.cut(step.reason);
      this.queue.drop(step.used);
      this.open = null;
      if (step.kind === 'resync') this.skipped(step.reason);
      else if (this.dialect !== null && step.frame !== undefined) this.take(this.dialect, step.frame, step.used);
    }
    if (this.ending) return;
    if (this.queue.length > 0) this.open ??= { since: this.heardAt, bytes: this.queue.length };
    if (this.atEnd && this.inFlight === 0) return this.leave(null);
    if (this.mayTake()) this.socket.resume();
    else this.socket.pause();
  }

  private heardAll(): void {
    this.atEnd = true;
    this.read();
  }

  private closed(): void {
    if (!this.ending && this.queue.length > 0) this.refused('truncated');
    this.ending = true;
    this.around.closed(this);
  }

  /** One at a time until the login is through: what follows may be sent with it, but is not to be trusted yet. */
  private mayTake(): boolean {
    const most = this.identity === null ? 1 : this.around.config.maxInFlight;
    return this.inFlight < most && (this.inFlight === 0 || this.around.load.bytes < MAX_LOAD_BYTES);
  }

  private detect(): Step<undefined> {
    const step = detectProfile(this.queue.view, MAX_LOGIN_BYTES);
    if (step.kind !== 'frame') return step;
    this.dialect = step.frame === 'line' ? new LineDialect(this, this.around.config.models) : new BinaryDialect(this);
    return { ...step, frame: undefined };
  }

  private nextFrame(dialect: Dialect): Step<unknown> {
    const { maxFrameBytes } = this.around.config;
    return dialect.framer(this.queue.view, this.identity === null ? MAX_LOGIN_BYTES : maxFrameBytes);
  }

  /** What was skipped is counted once, though it be skipped in pieces. */
  private skipped(reason: string | null): void {
    if (reason === null) return;
    const first = this.faults === 0 || reason !== 'noise';
    this.faults += 1;
    if (first) {
      this.refused(reason);
      if (reason !== 'noise') this.write(this.dialect?.complaint(reason) ?? null);
    }
    if (this.faults > MAX_FAULTS) this.cut('too-many-faults');
  }

  private take(dialect: Dialect, frame: unknown, size: number): void {
    const { load } = this.around;
    this.faults = 0;
    this.inFlight += 1;
    load.bytes += size;
    const working = dialect.handle(frame).catch((): Reply => ({ bytes: dialect.complaint('not-stored') }));
    this.replies = this.replies.then(async () => {
      const { bytes, close } = await working;
      this.inFlight -= 1;
      load.bytes -= size;
      this.write(bytes);
      if (close === true) this.leave(null);
      else this.read();
    });
  }

  private write(bytes: Buffer | null): void {
    if (bytes !== null && this.socket.writable) this.socket.write(bytes);
  }

  private leave(reason: string | null): void {
    if (this.ending) return;
    if (this.atEnd && this.queue.length > 0) this.refused('truncated');
    this.ending = true;
    this.socket.resume();
    const destroyAfter = (ms: number) => setTimeout(() => this.socket.destroy(), ms).unref();
    destroyAfter(LEAVE_MS);
    void this.replies.then(() => {
      // Whoever has said nothing that could be read is most likely a person who tries it by hand.
      if (reason !== null) this.write(this.dialect === null ? refusal(reason) : this.dialect.complaint(reason));
      this.socket.end();
      destroyAfter(1_000);
    });
  }
}
