import type { DeviceCommand, DeviceIdentity } from '@app/plugin-sdk';
import type { Framer } from './framing';
import type { Uplinked, Verdict } from './uplink';

/** What goes back for one frame. */
export interface Reply {
  bytes: Buffer | null;
  /** The connection is closed once they are written. */
  close?: boolean;
}

/** What a dialect asks of the connection that it is spoken on. */
export interface Peer {
  /** Who is logged in. */
  readonly identity: DeviceIdentity | null;
  /** Resolves to false for a credential that does not hold. */
  login(deviceId: string, token: string): Promise<boolean>;
  deliver(message: Uplinked): Promise<Verdict>;
  /** Counts what is turned away at this level. */
  refused(reason: string): void;
  /** How the device says that an order fared. Resolves to false when it was never given that order. */
  settle(commandId: string, done: boolean, detail: string): Promise<boolean>;
  /** Unix ms. */
  now(): number;
}

/** One of the languages that devices speak over TCP. */
export interface Dialect<Frame = unknown> {
  readonly framer: Framer<Frame>;
  /** Called in the order of the frames; what it answers is written in that order, too. */
  handle(frame: Frame): Promise<Reply>;
  /** Bytes that take an order to the device. */
  command(command: DeviceCommand): Buffer;
  /** Bytes for a connection that is ended, or whose frame was broken, for a reason; null: say nothing. */
  complaint(reason: string): Buffer | null;
}
