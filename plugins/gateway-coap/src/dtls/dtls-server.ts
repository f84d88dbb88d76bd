import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DeviceIdentity } from '@app/plugin-sdk';
import { type Address, DtlsSession, type KeyedDevice } from './dtls-session';
import {
  type ClientHello,
  HandshakeType,
  helloVerifyRequest,
  readClientHello,
  readFragments,
  writeHandshake,
} from './handshake';
import { suites } from './record-cipher';
import { DTLS_1_0, type DtlsRecord, RecordType, readRecords, writeRecord } from './records';

export interface DtlsOptions {
  clock: { now(): number };
  /** Sessions at a time; the one that was silent longest gives way. */
  maxSessions: number;
  /** Longest silence, ms. */
  idleMs: number;
  keyOf(identity: string): Promise<KeyedDevice | null>;
  send(datagram: Buffer, address: string, port: number): void;
  /** @param peer - tells the session's other end from all others, and its device from others at that address */
  received(bytes: Buffer, peer: DtlsPeer): void;
  refused(reason: string): void;
}

/** The other end of a session. */
export interface DtlsPeer {
  readonly key: string;
  readonly identity: DeviceIdentity;
  readonly stream: false;
}

const COOKIE_BYTES = 16;
const COOKIE_SPAN_MS = 60_000;
const MAX_HANDSHAKES = 2_000;
const HANDSHAKE_MS = 60_000;

/**
 * DTLS 1.2 for devices with pre-shared keys, over one UDP socket. Until an address has shown, by repeating a cookie, that
 * it hears what is sent to it, nothing is kept and less is sent to it than came from it. A session holds until a new
 * handshake from the same address has succeeded, or it was silent for long; with a connection id it follows the device.
 */
export class DtlsServer {
  private readonly secret = randomBytes(32);
  private readonly handshakes = new Map<string, DtlsSession>();
  /** By connection id, or by address where there is none; silent longest first. */
  private readonly sessions = new Map<string, DtlsSession>();

  constructor(private readonly options: DtlsOptions) {}

  get size(): number {
    return this.sessions.size;
  }

  /** Takes a datagram. Never throws. */
  receive(datagram: Buffer, address: string, port: number): void {
    const records = readRecords(datagram);
    if (records.length === 0) this.options.refused('bad-record');
    for (const record of records) {
      const hello = record.epoch === 0 && record.type === RecordType.handshake ? helloIn(record) : null;
      if (hello !== null) this.greet(hello, record, { address, port });
      else this.dispatch(record, { address, port });
    }
  }

  /** Sends to a peer whose session still stands. */
  send(key: string, bytes: Uint8Array): void {
    this.sessionOf(key)?.send(bytes);
  }

  has(key: string): boolean {
    return this.sessionOf(key) !== undefined;
  }

  /** Ends the sessions, and the handshakes, of credentials that no longer hold. */
  revoke(credentials: ReadonlySet<string>): void {
    for (const known of [this.sessions, this.handshakes]) {
      for (const [where, session] of known) {
        if (!credentials.has(session.credentialId ?? '')) continue;
        session.close();
        known.delete(where);
      }
    }
  }

  /** Forgets handshakes that were not finished and sessions that fell silent. */
  expire(): void {
    const now = this.options.clock.now();
    for (const [where, { touched }] of this.handshakes) {
      if (now - touched > HANDSHAKE_MS) this.handshakes.delete(where);
    }
    for (const [where, session] of this.sessions) {
      if (now - session.touched <= this.options.idleMs) break;
      session.close();
      this.sessions.delete(where);
    }
  }

  close(): void {
    for (const session of this.sessions.values()) session.close();
    this.sessions.clear();
    this.handshakes.clear();
  }

  private sessionOf(key: string): DtlsSession | undefined {
    const session = this.sessions.get(key.split(' ')[1] ?? '');
    return session !== undefined && keyOf(session) === key ? session : undefined;
  }

  private dispatch(record: DtlsRecord, from: Address): void {
    const where = placeOf(from);
    const handshake = this.handshakes.get(where);
    handshake?.receive(record, from);
    const named = record.type === RecordType.withConnectionId;
    const session = this.sessions.get(named ? record.connectionId.toString('hex') : where);
    if (session !== handshake) session?.receive(record, from);
  }

  private greet(
    { hello, sequence, body }: { hello: ClientHello; sequence: number; body: Buffer },
    record: DtlsRecord,
    from: Address,
  ): void {
    const { address, port } = from;
    const where = placeOf(from);
    if (!this.isCookie(hello, where)) {
      const message = {
        type: HandshakeType.helloVerifyRequest,
        sequence: 0,
        body: helloVerifyRequest(this.cookie(hello, where, 0)),
      };
      this.options.send(
        writeRecord(RecordType.handshake, record.counter, writeHandshake(message), { version: DTLS_1_0 }),
        address,
        port,
      );
      return;
    }
    const before = this.handshakes.get(where);
    if (before?.isOf(hello) === true) {
      before.sendHello();
      return;
    }
    // The same ClientHello once more, after its handshake: it was held up on its way.
    if (this.sessions.get(where)?.isOf(hello) === true) return;
    const suite = suites.find(({ id }) => hello.suites.includes(id));
    if (suite === undefined) {
      this.options.refused('no-common-suite');
      this.options.send(writeRecord(RecordType.alert, record.counter, Uint8Array.of(2, 40)), address, port);
      return;
    }
    this.makeRoom();
    const session: DtlsSession = new DtlsSession(
      from,
      hello,
      { type: HandshakeType.clientHello, sequence, body: Buffer.from(body) },
      record.sequence,
      suite,
      {
        send: (datagram) => this.options.send(datagram, session.from.address, session.from.port),
        keyOf: (identity) => this.options.keyOf(identity),
        established: () => this.established(where, session),
        failed: () => {
          this.options.refused('dtls-handshake');
          this.forget(where, session);
        },
        data: (bytes) => this.data(bytes, session),
        closed: () => this.forget(where, session),
      },
    );
    session.touched = this.options.clock.now();
    this.handshakes.set(where, session);
    session.sendHello();
  }

  private established(where: string, session: DtlsSession): void {
    this.handshakes.delete(where);
    // No good-bye to the one before: the device has begun anew and would take it for the new one's.
    this.touch(session);
  }

  private data(bytes: Buffer, session: DtlsSession): void {
    if (session.identity === null || this.sessions.get(nameOf(session)) !== session) return;
    this.touch(session);
    this.options.received(bytes, { key: keyOf(session), identity: session.identity, stream: false });
  }

  private touch(session: DtlsSession): void {
    const name = nameOf(session);
    session.touched = this.options.clock.now();
    this.sessions.delete(name);
    this.sessions.set(name, session);
    if (this.sessions.size <= this.options.maxSessions) return;
    const [oldest] = this.sessions.keys();
    if (oldest !== undefined) this.sessions.delete(oldest);
  }

  private forget(where: string, session: DtlsSession): void {
    if (this.handshakes.get(where) === session) this.handshakes.delete(where);
    const name = nameOf(session);
    if (this.sessions.get(name) === session) this.sessions.delete(name);
  }

  private makeRoom(): void {
    if (this.handshakes.size < MAX_HANDSHAKES) return;
    this.expire();
    const [oldest] = this.handshakes.keys();
    if (this.handshakes.size >= MAX_HANDSHAKES && oldest !== undefined) this.handshakes.delete(oldest);
  }

  private isCookie(hello: ClientHello, where: string): boolean {
    const { cookie } = hello;
    if (cookie.length !== COOKIE_BYTES) return false;
    return [0, 1].some((back) => timingSafeEqual(cookie, this.cookie(hello, where, back)));
  }

  /** Bound to the address, to what the client said, and to a span of time. @param back - spans ago */
  private cookie({ fixed }: ClientHello, where: string, back: number): Buffer {
    const span = Math.floor(this.options.clock.now() / COOKIE_SPAN_MS) - back;
    const hmac = createHmac('sha256', this.secret).update(`${where} ${span} `).update(fixed);
    return hmac.digest().subarray(0, COOKIE_BYTES);
  }
}

/** A ClientHello, which must come in one piece: before the cookie nothing can be kept. */
function helloIn({ fragment }: DtlsRecord): { hello: ClientHello; sequence: number; body: Buffer } | null {
  const [first] = readFragments(fragment);
  if (first === undefined || first.type !== HandshakeType.clientHello || first.part.length !== first.length)
    return null;
  const hello = readClientHello(first.part);
  return hello === null ? null : { hello, sequence: first.sequence, body: first.part };
}

function placeOf({ address, port }: Address): string {
  return `${address}:${port}`;
}

/** By which a session is found: its connection id, which holds wherever the device goes, or where it is. */
function nameOf({ connectionId, from }: DtlsSession): string {
  return connectionId === null ? placeOf(from) : connectionId.toString('hex');
}

function keyOf(session: DtlsSession): string {
  return `dtls ${nameOf(session)} ${session.identity?.deviceId ?? ''} ${session.mark}`;
}
