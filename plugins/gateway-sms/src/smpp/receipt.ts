import { fromSeptets } from '../text/gsm-alphabet';
import { tags } from './codes';
import { type Delivered, textOf } from './short-message';

/** What became of a message that we sent. */
export interface Receipt {
  messageId: string;
  /** `waiting`: not final yet. */
  outcome: 'delivered' | 'failed' | 'waiting';
  /** Word of the centre: `DELIVRD`, `EXPIRED`. */
  state: string;
}

/** By `message_state` (SMPP 3.4, 5.2.28). */
const states = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];
const failures = new Set(['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD']);

/**
 * Reads a delivery receipt: its optional parameters, else the usual text `id:... stat:DELIVRD err:000`.
 * @returns null when it does not say which message it is about
 */
export function readReceipt(delivered: Delivered): Receipt | null {
  const text = fromSeptets(delivered.bytes.subarray(0, 512));
  const id = delivered.parameters.get(tags.receiptedMessageId);
  const messageId = (id === undefined ? '' : textOf(id)) || (/\bid:\s*([^\s]{1,64})/i.exec(text)?.[1] ?? '');
  if (messageId === '') return null;
  const number = delivered.parameters.get(tags.messageState)?.[0];
  const state = states[number ?? 0] || (/\bstat:\s*([A-Za-z]{1,10})/i.exec(text)?.[1] ?? 'UNKNOWN').toUpperCase();
  const outcome = state === 'DELIVRD' ? 'delivered' : failures.has(state) ? 'failed' : 'waiting';
  return { messageId, outcome, state };
}

/** Centres write the number of a message in decimal in one place and in hexadecimal in the other. */
export function sameMessageId(a: string, b: string): boolean {
  return a === b || (number(a, 16) !== null && (number(a, 16) === number(b, 10) || number(a, 10) === number(b, 16)));
}

function number(text: string, base: 10 | 16): bigint | null {
  const digits = base === 10 ? /^\d{1,40}$/ : /^[0-9A-Fa-f]{1,40}$/;
  return digits.test(text) ? BigInt(base === 10 ? text : `0x${text}`) : null;
}
