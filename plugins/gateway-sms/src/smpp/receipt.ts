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

/**
 * How the answer to a submission may have written the id that a receipt names: centres write numbers in decimal in one
 * place and in hexadecimal in the other.
 */
export function spellingsOf(messageId: string): string[] {
  const spellings = [messageId];
  if (/^\d{1,40}$/.test(messageId)) {
    const hex = BigInt(messageId).toString(16);
    spellings.push(hex, hex.toUpperCase(), hex.toUpperCase().padStart(8, '0'));
  }
  if (/^[0-9A-Fa-f]{1,40}$/.test(messageId)) {
    const decimal = BigInt(`0x${messageId}`).toString();
    spellings.push(decimal, decimal.padStart(10, '0'));
  }
  return [...new Set(spellings)];
}
