import { DTLS_1_0, DTLS_1_2 } from './records';

/** Kinds of handshake messages (RFC 6347, 4.3.2). */
export const HandshakeType = {
  clientHello: 1,
  serverHello: 2,
  helloVerifyRequest: 3,
  serverHelloDone: 14,
  clientKeyExchange: 16,
  finished: 20,
} as const;

const HEADER = 12;
/** None of the messages that a client with a pre-shared key sends is longer. */
const MAX_MESSAGE = 4_096;
const EXTENDED_MASTER_SECRET = 23;
/** RFC 9146 */
const CONNECTION_ID = 54;
const RENEGOTIATION_INFO = 0xff01;
/** Stands among the suites and says the same as the extension (RFC 5746). */
const RENEGOTIATION_SCSV = 0x00ff;

export interface HandshakeMessage {
  type: number;
  sequence: number;
  body: Buffer;
}

/** A part of a handshake message, or all of it. */
export interface HandshakeFragment {
  type: number;
  sequence: number;
  /** Of the whole message. */
  length: number;
  offset: number;
  part: Buffer;
}

/** The fragments in a record; what cannot be read ends them. */
export function readFragments(bytes: Buffer): HandshakeFragment[] {
  const fragments: HandshakeFragment[] = [];
  let at = 0;
  while (at + HEADER <= bytes.length) {
    const length = bytes.readUIntBE(at + 1, 3);
    const offset = bytes.readUIntBE(at + 6, 3);
    const size = bytes.readUIntBE(at + 9, 3);
    const end = at + HEADER + size;
    if (length > MAX_MESSAGE || offset + size > length || end > bytes.length) break;
    fragments.push({
      type: bytes[at] as number,
      sequence: bytes.readUInt16BE(at + 4),
      length,
      offset,
      part: bytes.subarray(at + HEADER, end),
    });
    at = end;
  }
  return fragments;
}

/** A message in one piece; also the form in which it counts for the hash of the handshake. */
export function writeHandshake({ type, sequence, body }: HandshakeMessage): Buffer {
  const header = Buffer.alloc(HEADER);
  header[0] = type;
  header.writeUIntBE(body.length, 1, 3);
  header.writeUInt16BE(sequence, 4);
  header.writeUIntBE(body.length, 9, 3);
  return Buffer.concat([header, body]);
}

/** Puts the message that is expected next together. */
export class Reassembler {
  private message: { type: number; body: Buffer; have: Uint8Array; missing: number } | undefined;

  /** @param next - number of the message that is expected */
  constructor(public next: number) {}

  /** @returns the message, once it is whole */
  add({ type, sequence, length, offset, part }: HandshakeFragment): HandshakeMessage | null {
    if (sequence !== this.next) return null;
    if (this.message === undefined || this.message.type !== type || this.message.body.length !== length) {
      this.message = { type, body: Buffer.alloc(length), have: new Uint8Array(length), missing: length };
    }
    const { body, have } = this.message;
    for (let i = 0; i < part.length; i += 1) {
      if (have[offset + i] === 0) this.message.missing -= 1;
      have[offset + i] = 1;
    }
    part.copy(body, offset);
    if (this.message.missing > 0) return null;
    this.message = undefined;
    this.next += 1;
    return { type, sequence, body };
  }
}

export interface ClientHello {
  random: Buffer;
  cookie: Buffer;
  suites: number[];
  extendedMasterSecret: boolean;
  renegotiationInfo: boolean;
  /** What the client wants to be called by, perhaps nothing; null: it knows no connection ids. */
  connectionId: Buffer | null;
  /** What must stay the same when the client repeats it with a cookie. */
  fixed: Buffer;
}

/** @returns null: it is none that this server can answer */
export function readClientHello(body: Buffer): ClientHello | null {
  try {
    return parseClientHello(body);
  } catch (error) {
    // Reading beyond the end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parseClientHello(body: Buffer): ClientHello | null {
  let at = 0;
  const take = (size: number): Buffer => {
    if (at + size > body.length) throw new RangeError('The message ends too early');
    at += size;
    return body.subarray(at - size, at);
  };
  const version = take(2).readUInt16BE();
  // Versions of DTLS count downwards.
  if (version > DTLS_1_2 || version < 0xfe00) return null;
  const random = take(32);
  take(take(1).readUInt8());
  const beforeCookie = body.subarray(0, at);
  const cookie = take(take(1).readUInt8());
  const afterCookie = at;
  const list = take(take(2).readUInt16BE());
  const suites = Array.from({ length: list.length >> 1 }, (_, i) => list.readUInt16BE(2 * i));
  if (!take(take(1).readUInt8()).includes(0)) return null;
  const fixed = Buffer.concat([beforeCookie, body.subarray(afterCookie, at)]);
  const extensions = at === body.length ? new Map<number, Buffer>() : extensionsIn(take(take(2).readUInt16BE()));
  return {
    random,
    cookie,
    suites,
    fixed,
    extendedMasterSecret: extensions.has(EXTENDED_MASTER_SECRET),
    connectionId: connectionIdIn(extensions.get(CONNECTION_ID)),
    renegotiationInfo: extensions.has(RENEGOTIATION_INFO) || suites.includes(RENEGOTIATION_SCSV),
  };
}

/** The extensions in a list, by number. @throws {RangeError} when the list ends too early */
function extensionsIn(list: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at < list.length; at += 4 + list.readUInt16BE(at + 2)) {
    found.set(list.readUInt16BE(at), list.subarray(at + 4, at + 4 + list.readUInt16BE(at + 2)));
  }
  return found;
}

function connectionIdIn(extension: Buffer | undefined): Buffer | null {
  return extension !== undefined && extension[0] === extension.length - 1 ? Buffer.from(extension.subarray(1)) : null;
}

export function helloVerifyRequest(cookie: Buffer): Buffer {
  return Buffer.concat([Uint8Array.of(DTLS_1_0 >> 8, DTLS_1_0 & 0xff, cookie.length), cookie]);
}

/** @param connectionId - what the client is to put into its records; null: nothing */
export function serverHello(random: Buffer, suite: number, hello: ClientHello, connectionId: Buffer | null): Buffer {
  const extensions = [
    ...(hello.renegotiationInfo ? [Uint8Array.of(RENEGOTIATION_INFO >> 8, RENEGOTIATION_INFO & 0xff, 0, 1, 0)] : []),
    ...(hello.extendedMasterSecret ? [Uint8Array.of(0, EXTENDED_MASTER_SECRET, 0, 0)] : []),
    ...(connectionId === null
      ? []
      : [Uint8Array.of(0, CONNECTION_ID, 0, connectionId.length + 1, connectionId.length), connectionId]),
  ];
  const list = Buffer.concat(extensions);
  const length = Uint8Array.of(list.length >> 8, list.length & 0xff);
  return Buffer.concat([
    Uint8Array.of(DTLS_1_2 >> 8, DTLS_1_2 & 0xff),
    random,
    // No session id, the suite, no compression.
    Uint8Array.of(0, suite >> 8, suite & 0xff, 0),
    ...(list.length > 0 ? [length, list] : []),
  ]);
}
