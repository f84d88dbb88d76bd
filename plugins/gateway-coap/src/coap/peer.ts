import type { DeviceIdentity } from '@app/plugin-sdk';
import type { CoapMessage } from './message';
import type { CoapOption } from './options';

/** The other end of a connection or of datagrams. */
export interface Peer {
  /** Tells it from all others: `udp 192.0.2.1:5683`. */
  readonly key: string;
  /** The device, where the transport has proven it by its key; null: whoever it says it is. */
  readonly identity: DeviceIdentity | null;
  /** Over a stream nothing is lost, and blocks may be larger. */
  readonly stream: boolean;
}

/** A request, whatever carried it. */
export interface CoapRequest {
  readonly message: CoapMessage;
  readonly peer: Peer;
  /** Names this very message among those of its sender; null where nothing does. */
  readonly exchange: string | null;
}

export interface CoapAnswer {
  code: number;
  options?: CoapOption[];
  payload?: Uint8Array;
  /** True: the request did or may have done something, and its repetition is answered from memory. */
  keep: boolean;
}

/** Deals with a response. One that asks for an acknowledgement gets it when this resolves. */
export type TakeResponse = (response: CoapMessage) => Promise<void>;

/** Carries requests to a device. */
export interface Requester {
  /** Resolves when the response has been taken. @throws {Error} when none comes in time, or as `take` does */
  request(peer: Peer, message: Omit<CoapMessage, 'token'>, token: Uint8Array, take: TakeResponse): Promise<void>;
}

/** What stands behind the messages. */
export interface CoapHandler {
  /** Answers a request; what it throws is answered by 5.00. */
  request(request: CoapRequest): Promise<CoapAnswer>;
  /** True: the response is a notification that is waited for. */
  expects(token: Uint8Array, peer: Peer): boolean;
  /** Takes a notification; it is acknowledged when this resolves, and comes again otherwise. */
  notification(notification: CoapRequest): Promise<void>;
}

/** Sends a datagram to a peer. */
export type Send = (peer: Peer, bytes: Buffer) => void;
