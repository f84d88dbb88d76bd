import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { DeviceIdentity } from '@app/plugin-sdk';
import { readIdentity } from '../tls/psk-gate';
import {
  type ClientHello,
  type HandshakeMessage,
  HandshakeType,
  Reassembler,
  readFragments,
  serverHello,
  writeHandshake,
} from './handshake';
import { masterSecret, sha256, verifyData, writeKeys } from './key-schedule';
import { RecordCipher, type Suite } from './record-cipher';
import { CONNECTION_ID_BYTES, type DtlsRecord, RecordType, ReplayWindow, counterOf, writeRecord } from './records';

/** A device and the key that it shares with the platform. */
export type KeyedDevice = DeviceIdentity & { secret: Uint8Array };

export interface Address {
  address: string;
  port: number;
}

/** What a session does to the world. */
export interface SessionHost {
  send(datagram: Buffer): void;
  /** @returns null: there is no such identity */
  keyOf(identity: string): Promise<KeyedDevice | null>;
  /** The handshake is over: the other end has the key. */
  established(): void;
  /** The handshake has failed: the other end has another key, or breaks the rules. */
  failed(): void;
  data(bytes: Buffer): void;
  /** The other end has ended the session. */
  closed(): void;
}

const KEY_BYTES = 32;
/** Records that wait while a key is looked up. */
const MAX_WAITING = 16;
const MAX_SEQUENCE = 2 ** 48 - 1;
const FATAL = 2;
const WARNING = 1;
const CLOSE_NOTIFY = 0;
const DECRYPT_ERROR = 51;

/**
 * The server's side of one DTLS 1.2 session with a pre-shared key (RFC 6347, RFC 4279), from the ClientHello whose cookie
 * was right. What the network loses, the client repeats, and its repetition has the server's answer repeated.
 */
export class DtlsSession {
  identity: DeviceIdentity | null = null;
  /** Tells it from the sessions of the device before and after: message ids begin anew with each. */
  readonly mark = randomBytes(4).toString('hex');
  /** Unix ms; set by who owns the session. */
  touched = 0;
  /** What the client puts into its records, so that it is known under another address; null: it does not. */
  readonly connectionId: Buffer | null;
  private readonly random = randomBytes(32);
  private readonly reassembler: Reassembler;
  private transcript: Buffer[] = [];
  private flight: HandshakeMessage[] = [];
  private finished: HandshakeMessage | undefined;
  private master: Buffer = Buffer.alloc(0);
  private keyed: KeyedDevice | null = null;
  private opener: RecordCipher | undefined;
  private sealer: RecordCipher | undefined;
  private readonly window = new ReplayWindow();
  private plainSequence: number;
  private sealedSequence = 0;
  private over = false;
  private waiting = 0;
  private queue: Promise<void> = Promise.resolve();

  /**
   * @param message - the ClientHello
   * @param sequence - of its record: the server's own go on from there
   */
  constructor(
    /** Where the client was heard last. */
    public from: Address,
    private readonly hello: ClientHello,
    message: HandshakeMessage,
    sequence: number,
    private readonly suite: Suite,
    private readonly host: SessionHost,
  ) {
    this.connectionId = hello.connectionId === null ? null : randomBytes(CONNECTION_ID_BYTES);
    this.reassembler = new Reassembler(message.sequence + 1);
    this.plainSequence = sequence;
    this.transcript.push(writeHandshake(message));
    this.flight = [
      {
        type: HandshakeType.serverHello,
        sequence: message.sequence,
        body: serverHello(this.random, suite.id, hello, this.connectionId),
      },
      { type: HandshakeType.serverHelloDone, sequence: message.sequence + 1, body: Buffer.alloc(0) },
    ];
    this.transcript.push(...this.flight.map(writeHandshake));
  }

  /** Of the key that the session stands on, or will; undefined: not known yet. */
  get credentialId(): string | undefined {
    return (this.identity ?? this.keyed)?.credentialId;
  }

  /** Whether this ClientHello is the one that the session began with, come again. */
  isOf({ random }: ClientHello): boolean {
    return random.equals(this.hello.random);
  }

  /** Sends the server's part of the handshake, also once more. */
  sendHello(): void {
    this.host.send(
      Buffer.concat(this.flight.map((message) => this.plain(RecordType.handshake, writeHandshake(message)))),
    );
  }

  /** Takes a record; one after the other, as keys are looked up in between. */
  receive(record: DtlsRecord, from: Address): void {
    if (this.over || this.waiting >= MAX_WAITING) return;
    if (this.waiting === 0 && this.identity !== null) {
      this.handle(record, from).catch(() => this.fail());
      return;
    }
    this.waiting += 1;
    this.queue = this.queue
      .then(() => this.handle(record, from))
      .catch(() => this.fail())
      .finally(() => (this.waiting -= 1));
  }

  /** Sends a message of CoAP. */
  send(bytes: Uint8Array): void {
    if (!this.over && this.identity !== null) this.host.send(this.sealed(RecordType.data, bytes));
  }

  /** Says good-bye. */
  close(): void {
    if (!this.over && this.identity !== null) {
      this.host.send(this.sealed(RecordType.alert, Uint8Array.of(WARNING, CLOSE_NOTIFY)));
    }
    this.over = true;
  }

  private async handle(record: DtlsRecord, from: Address): Promise<void> {
    if (this.over) return;
    if (record.epoch === 0) {
      // Of what is not protected, nothing counts once there are keys.
      if (record.type === RecordType.handshake && this.opener === undefined) await this.handshake(record.fragment);
      return;
    }
    if (record.epoch !== 1 || this.opener === undefined || this.window.isRepeated(record.sequence)) return;
    const opened = this.open(record, this.opener);
    if (opened === null) {
      // Another key, before the handshake is over; a forgery or an old session, after it.
      if (this.identity === null && this.isOwn(record)) this.fail();
      return;
    }
    const { type, plain } = opened;
    // The address of an old record may be one that the device has left.
    if (this.window.note(record.sequence) && this.connectionId !== null) this.from = from;
    if (type === RecordType.handshake) await this.handshake(plain);
    else if (this.identity === null) return;
    else if (type === RecordType.data) this.host.data(plain);
    else if (type === RecordType.alert && (plain[0] === FATAL || plain[1] === CLOSE_NOTIFY)) {
      this.close();
      this.host.closed();
    }
  }

  /** Whether a record is of this handshake, and not of a session that the device had before. */
  private isOwn({ type, connectionId }: DtlsRecord): boolean {
    if (this.connectionId === null) return type === RecordType.handshake;
    return type === RecordType.withConnectionId && connectionId.equals(this.connectionId);
  }

  /** What is in a record; null: it is not authentic, or not in the form that was agreed on. */
  private open(record: DtlsRecord, opener: RecordCipher): { type: number; plain: Buffer } | null {
    const { type, counter, fragment, connectionId } = record;
    if (this.connectionId === null) {
      const plain = type === RecordType.withConnectionId ? null : opener.open(type, counter, fragment);
      return plain === null ? null : { type, plain };
    }
    if (type !== RecordType.withConnectionId || !connectionId.equals(this.connectionId)) return null;
    const inner = opener.open(type, counter, fragment, connectionId);
    // The type stands behind the content, and zeros may follow it.
    let end = inner === null ? 0 : inner.length;
    while (end > 0 && inner?.[end - 1] === 0) end -= 1;
    return inner === null || end === 0 ? null : { type: inner[end - 1] as number, plain: inner.subarray(0, end - 1) };
  }

  private async handshake(bytes: Buffer): Promise<void> {
    for (const fragment of readFragments(bytes)) {
      const repeated = fragment.sequence < this.reassembler.next;
      if (repeated && fragment.type === HandshakeType.finished && this.finished !== undefined) this.sendFinished();
      const message = this.reassembler.add(fragment);
      if (message === null) continue;
      if (message.type === HandshakeType.clientKeyExchange && this.opener === undefined)
        await this.exchangeKeys(message);
      else if (message.type === HandshakeType.finished && this.opener !== undefined) this.finish(message);
      else if (this.identity === null) this.fail();
    }
  }

  private async exchangeKeys(message: HandshakeMessage): Promise<void> {
    const identity = readIdentity(message.body);
    this.keyed = identity === '' ? null : await this.host.keyOf(identity);
    this.transcript.push(writeHandshake(message));
    // An unknown identity fails where a wrong key does: nobody learns which ones there are.
    const secret = this.keyed?.secret ?? randomBytes(KEY_BYTES);
    const { random } = this.hello;
    const hash = this.hello.extendedMasterSecret ? sha256(Buffer.concat(this.transcript)) : null;
    this.master = masterSecret(secret, random, this.random, hash);
    const keys = writeKeys(this.master, random, this.random);
    this.opener = new RecordCipher(this.suite, keys.client);
    this.sealer = new RecordCipher(this.suite, keys.server);
  }

  private finish(message: HandshakeMessage): void {
    const expected = verifyData(this.master, 'client', sha256(Buffer.concat(this.transcript)));
    const right = message.body.length === expected.length && timingSafeEqual(message.body, expected);
    if (!right || this.keyed === null) {
      this.fail();
      return;
    }
    this.transcript.push(writeHandshake(message));
    const body = verifyData(this.master, 'server', sha256(Buffer.concat(this.transcript)));
    const [, last] = this.flight;
    this.finished = { type: HandshakeType.finished, sequence: (last?.sequence ?? 0) + 1, body };
    const { deviceId, credentialId } = this.keyed;
    this.identity = { deviceId, credentialId };
    this.transcript = [];
    this.flight = [];
    this.keyed = null;
    this.sendFinished();
    this.host.established();
  }

  private sendFinished(): void {
    if (this.finished === undefined) return;
    this.host.send(
      Buffer.concat([
        this.plain(RecordType.changeCipherSpec, Uint8Array.of(1)),
        this.sealed(RecordType.handshake, writeHandshake(this.finished)),
      ]),
    );
  }

  private fail(): void {
    if (this.over) return;
    this.over = true;
    this.host.send(this.plain(RecordType.alert, Uint8Array.of(FATAL, DECRYPT_ERROR)));
    this.host.failed();
  }

  private plain(type: number, fragment: Uint8Array): Buffer {
    const counter = counterOf(0, this.plainSequence);
    this.plainSequence += 1;
    return writeRecord(type, counter, fragment);
  }

  private sealed(type: number, plain: Uint8Array): Buffer {
    if (this.sealedSequence >= MAX_SEQUENCE) throw new Error('The session has sent all it may');
    const counter = counterOf(1, this.sealedSequence);
    this.sealedSequence += 1;
    const sealer = this.sealer as RecordCipher;
    const { connectionId } = this.hello;
    if (connectionId === null || connectionId.length === 0)
      return writeRecord(type, counter, sealer.seal(type, counter, plain));
    const outer = RecordType.withConnectionId;
    const inner = Buffer.concat([plain, Uint8Array.of(type)]);
    return writeRecord(outer, counter, sealer.seal(outer, counter, inner, connectionId), { connectionId });
  }
}
