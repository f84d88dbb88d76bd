import type { MountedRequest, MountedResponse } from '@app/plugin-sdk';
import type { SmsConfig } from '../config';
import type { SmsMessage, Taken } from '../intake';

/** A call whose caller is genuine. */
export interface Call {
  /** Null: it is about something else, such as the state of a message that was sent. */
  message: SmsMessage | null;
  /** How the provider wants to be answered once the message is safe. */
  answer(taken: Taken | null): MountedResponse;
}

/** A call as one of the providers' forms sees it. */
export interface IncomingCall {
  request: MountedRequest;
  body: Uint8Array;
  config: SmsConfig;
  secret: string;
  /** Address of the hook as the provider was given it, without query. */
  publicUrl: string;
  nowMs: number;
}

/** Thrown where the caller did not prove who it is, or what it sent cannot be read. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';

  constructor(
    /** For the ledger. */
    readonly reason: 'bad-signature' | 'bad-timestamp' | 'bad-secret' | 'bad-request' | 'foreign-address',
    readonly status: 400 | 401 | 403,
    detail: string,
  ) {
    super(detail);
  }
}

/** One value of a header; '' when it is missing. */
export function header(request: MountedRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
