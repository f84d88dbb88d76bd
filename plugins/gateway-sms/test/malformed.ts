import { commands, tags } from '../src/smpp/codes';
import { encodePdu } from '../src/smpp/pdu';
import { deliverSm, partOfText } from './deliver-sm';

/** Numbers from 0 up to, not with, 1. */
export type Rng = () => number;

/** One hostile input: bytes on a session with an SMS centre, or a call of the hook. */
export type Malformed =
  | { kind: 'smpp'; bytes: Buffer }
  | {
      kind: 'call';
      method: 'GET' | 'POST';
      query: string;
      headers: Record<string, string>;
      body: Buffer;
    };

export interface Target {
  /** A number that is bound to a device. */
  phone: string;
  /** Secret of an instance in Kannel's form, so that half of the calls get as far as their text. */
  secret: string;
}

const words = [
  'H1',
  'H2',
  'K',
  '-',
  '2026-11-21T10:15Z',
  '2026-11-21T10:15',
  '2026-02-30T10:15Z/15m',
  '1970-01-01T00:00Z',
  '9999-12-31T23:59Z',
  '+15m',
  '-999999d',
  'L=1m',
  'L=',
  'L=NaN',
  'L=1e400',
  'L=-1e-320m',
  'L=1,2,3m',
  `L=${'9'.repeat(400)}`,
  '__proto__=1',
  'constructor=1',
  'B=87%',
  'B=-5%',
  'S=-300dBm',
  'FW=../../etc',
  '*0000',
  '*ZZZZ',
  'P=3.1furlong',
  '=',
  '==',
  '\u0000',
  '\ud800',
  '€',
  '💧',
  "';drop table readings;--",
];

/** A text: a good one that was changed, or words in any order. */
export function malformedText(rng: Rng): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rng() * list.length)] as T;
  const count = 1 + Math.floor(rng() * 12);
  const text = Array.from({ length: count }, () => pick(words)).join(pick([' ', ' ', ' ', '\n', '\t', '']));
  return rng() < 0.6 ? `H1 K ${text}` : text;
}

/** Endless hostile inputs for the gateway: units of SMPP, texts, calls. Those with the same seed are the same. */
export function malformed(rng: Rng, { phone, secret }: Target): Malformed {
  return rng() < 0.5 ? { kind: 'smpp', bytes: malformedUnit(rng, phone) } : malformedCall(rng, phone, secret);
}

/** A unit of SMPP; three in four have a true length, so that the session outlives them. */
export function malformedUnit(rng: Rng, phone: string): Buffer {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rng() * list.length)] as T;
  const text = malformedText(rng);
  const dataCoding = pick([0, 0, 1, 3, 4, 8, 0xf5, 255]);
  const message = Buffer.from(text, dataCoding === 8 ? 'utf16le' : 'latin1').subarray(0, 254);
  const parameters: [number, Uint8Array][] =
    rng() < 0.3 ? [[pick(Object.values(tags)), message.subarray(0, Math.floor(rng() * 20))]] : [];
  const isPart = rng() < 0.3;
  const body = deliverSm({
    source: rng() < 0.85 ? phone.slice(1) : pick(['', 'BANK', '0', '9'.repeat(20)]),
    sourceTon: pick([0, 1, 1, 1, 2, 5, 255]),
    esmClass: isPart ? 0x40 : pick([0, 0, 0, 4, 8, 0x40, 0xff]),
    dataCoding,
    message: isPart
      ? partOfText(Math.floor(rng() * 4), Math.floor(rng() * 5), Math.floor(rng() * 6), message.subarray(0, 100))
      : message,
    parameters,
  });
  const command = rng() < 0.8 ? commands.deliver_sm : pick([...Object.values(commands), 0, 0x7fffffff, 0xffffffff]);
  // Answers and goodbyes that nobody waits for are left to other tests: they would end the session.
  const harmless = command === commands.unbind || command === commands.generic_nack ? commands.data_sm : command;
  const unit = encodePdu({
    command: harmless,
    status: rng() < 0.9 ? 0 : Math.floor(rng() * 0xffff),
    sequence: 1 + Math.floor(rng() * 0x7ffffffe),
    body: rng() < 0.3 ? body.subarray(0, Math.floor(rng() * body.length)) : body,
  });
  if (rng() < 0.4) return scramble(unit, rng, 16);
  if (rng() < 0.002) return scramble(unit, rng, 0);
  return unit;
}

function malformedCall(rng: Rng, phone: string, secret: string): Malformed {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rng() * list.length)] as T;
  const query = new URLSearchParams({
    secret: rng() < 0.85 ? secret : pick(['', 'wrong', secret.slice(1)]),
    from: rng() < 0.85 ? phone : pick(['', 'BANK', '+', '%00', '9'.repeat(100)]),
    text: malformedText(rng).slice(0, 2_000),
    ts: rng() < 0.85 ? '1795256100' : pick(['', '-1', 'NaN', '99999999999', '0']),
    id: pick(['a', '', 'x'.repeat(90), '\u0000']) + String(Math.floor(rng() * 1e9)),
  });
  for (const name of ['secret', 'from', 'text', 'ts', 'id']) if (rng() < 0.04) query.delete(name);
  const text = query.toString();
  return {
    kind: 'call',
    method: rng() < 0.7 ? 'GET' : 'POST',
    query:
      rng() < 0.1
        ? scramble(Buffer.from(text), rng, 0)
            .toString('latin1')
            .replaceAll(/[^\x21-\x7e]|#/g, '%')
        : text,
    headers: pick<Record<string, string>>([
      {},
      { 'content-type': 'application/json' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-encoding': 'gzip' },
    ]),
    body: rng() < 0.5 ? Buffer.alloc(0) : scramble(Buffer.from(malformedText(rng)), rng, 0),
  };
}

/** Changes a few bytes. @param from - the first one that may change */
function scramble(bytes: Buffer, rng: Rng, from: number): Buffer {
  const changed = Buffer.from(bytes);
  for (let i = 1 + Math.floor(rng() * 4); i > 0 && changed.length > from; i -= 1) {
    changed[from + Math.floor(rng() * (changed.length - from))] = Math.floor(rng() * 256);
  }
  return changed;
}
