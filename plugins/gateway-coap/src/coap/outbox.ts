import { randomInt } from 'node:crypto';
import { Code } from './codes';
import { type Datagram, Type, serialiseDatagram } from './datagram';
import type { CoapMessage } from './message';
import type { Peer, Send, TakeResponse } from './peer';

const ACK_TIMEOUT_MS = 2_000;
const ACK_RANDOM_FACTOR = 1.5;
const MAX_RETRANSMIT = 4;
/** A response that does not come with the acknowledgement has so long to follow. */
const SEPARATE_MS = 60_000;
/** Messages of ours that wait for an acknowledgement, and requests that wait for a response. */
const CAPACITY = 20_000;

/** A confirmable message of ours. */
interface Outgoing {
  timer: NodeJS.Timeout;
  /** Token of a request; null: a response. */
  token: string | null;
}

/** A request of ours. */
interface Asked {
  take: TakeResponse;
  fail(error: Error): void;
}

/** Confirmable messages that go to devices: repeated until they are acknowledged (RFC 7252, 4.2), matched with responses. */
export class Outbox {
  private readonly outgoing = new Map<string, Outgoing>();
  private readonly requests = new Map<string, Asked>();
  /** One counter for all: no peer sees an id twice within its lifetime unless 65,536 messages leave in it. */
  private id = randomInt(65_536);

  constructor(private readonly send: Send) {}

  nextId(): number {
    this.id = (this.id + 1) & 0xffff;
    return this.id;
  }

  /** Sends a message until it is acknowledged or given up. @param write - its bytes, for the id it gets */
  confirmable(peer: Peer, write: (id: number) => Buffer, token: string | null = null): void {
    if (this.outgoing.size >= CAPACITY) return this.fail(peer, token, 'Too many messages wait to be acknowledged');
    const id = this.nextId();
    const key = `${peer.key}#${id}`;
    const bytes = write(id);
    let timeout = ACK_TIMEOUT_MS * (1 + Math.random() * (ACK_RANDOM_FACTOR - 1));
    let tries = 0;
    const transmit = (): void => {
      if (tries > MAX_RETRANSMIT) {
        this.outgoing.delete(key);
        this.fail(peer, token, 'The device does not answer');
        return;
      }
      this.send(peer, bytes);
      tries += 1;
      this.outgoing.set(key, { token, timer: setTimeout(transmit, timeout).unref() });
      timeout *= 2;
    };
    transmit();
  }

  request(peer: Peer, message: CoapMessage, take: TakeResponse): Promise<void> {
    const token = Buffer.from(message.token).toString('hex');
    if (this.requests.size >= CAPACITY) return Promise.reject(new Error('Too many requests wait for answers'));
    return new Promise((resolve, reject) => {
      this.requests.set(`${peer.key} ${token}`, {
        take: (response) => {
          const taken = take(response);
          taken.then(resolve, reject);
          return taken;
        },
        fail: reject,
      });
      this.confirmable(peer, (id) => serialiseDatagram({ type: Type.con, id, ...message }), token);
    });
  }

  /** Takes an acknowledgement or a reset. */
  answered(peer: Peer, datagram: Datagram): void {
    const key = `${peer.key}#${datagram.id}`;
    const outgoing = this.outgoing.get(key);
    if (outgoing === undefined) return;
    clearTimeout(outgoing.timer);
    this.outgoing.delete(key);
    if (outgoing.token === null) return;
    if (datagram.type === Type.rst) this.fail(peer, outgoing.token, 'The device knows nothing of it');
    else if (datagram.code !== Code.empty) {
      const taken = this.responded(peer, datagram);
      // Whoever asked is told of what went wrong.
      if (taken !== null) taken.catch(() => undefined);
      else this.fail(peer, outgoing.token, 'The response bears another token');
    } else {
      const { token } = outgoing;
      setTimeout(() => this.fail(peer, token, 'The device does not answer'), SEPARATE_MS).unref();
    }
  }

  /** @returns what resolves when it has been taken; null: nobody waits for it */
  responded(peer: Peer, response: CoapMessage): Promise<void> | null {
    const key = `${peer.key} ${Buffer.from(response.token).toString('hex')}`;
    const asked = this.requests.get(key);
    if (asked === undefined) return null;
    this.requests.delete(key);
    return asked.take(response);
  }

  stop(): void {
    for (const { timer } of this.outgoing.values()) clearTimeout(timer);
    this.outgoing.clear();
    for (const asked of this.requests.values()) asked.fail(new Error('The gateway stops'));
    this.requests.clear();
  }

  private fail(peer: Peer, token: string | null, reason: string): void {
    if (token === null) return;
    const key = `${peer.key} ${token}`;
    const asked = this.requests.get(key);
    this.requests.delete(key);
    asked?.fail(new Error(reason));
  }
}
