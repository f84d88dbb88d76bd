import { createHash } from 'node:crypto';
import { Code, groupOf } from './codes';
import { type Datagram, type MessageType, Type, emptyMessage, parseDatagram, serialiseDatagram } from './datagram';
import { type Exchange, ExchangeCache } from './exchange-cache';
import { type CoapMessage, NOTHING } from './message';
import { Outbox } from './outbox';
import type { CoapAnswer, CoapHandler, CoapRequest, Peer, Requester, Send, TakeResponse } from './peer';

/** EXCHANGE_LIFETIME of RFC 7252, 4.8.2. */
const EXCHANGE_LIFETIME_MS = 247_000;

export interface LayerOptions {
  clock: { now(): number };
  /** An answer that takes longer is announced by an empty acknowledgement, ms. */
  separateAfterMs: number;
  /** Messages handled at a time. */
  maxInFlight: number;
  /** Messages that are remembered. */
  maxExchanges: number;
  /** Is told of what could not be read or handled. */
  refused(reason: string): void;
}

/**
 * The message layer of RFC 7252, 4, over any datagrams: reliability, repeated messages, pings and resets, piggybacked and
 * separate responses. A message is acknowledged after it was handled, which for readings is after their commit.
 */
export class MessageLayer implements Requester {
  private readonly exchanges: ExchangeCache;
  private readonly outbox: Outbox;
  private inFlight = 0;
  private stopped = false;

  constructor(
    private readonly handler: CoapHandler,
    private readonly send: Send,
    private readonly options: LayerOptions,
  ) {
    this.exchanges = new ExchangeCache(EXCHANGE_LIFETIME_MS, options.maxExchanges);
    this.outbox = new Outbox(send);
  }

  /** Messages that are being handled. */
  get pending(): number {
    return this.inFlight;
  }

  receive(bytes: Uint8Array, peer: Peer): void {
    if (this.stopped) return;
    const parsed = parseDatagram(bytes);
    if (!parsed.ok) {
      this.options.refused('bad-format');
      if (parsed.reset !== null) this.send(peer, emptyMessage(Type.rst, parsed.reset));
      return;
    }
    const { datagram } = parsed;
    if (datagram.type === Type.ack || datagram.type === Type.rst) this.outbox.answered(peer, datagram);
    else if (datagram.code === Code.empty) this.send(peer, emptyMessage(Type.rst, datagram.id));
    else this.take(datagram, bytes, peer);
  }

  request(peer: Peer, message: Omit<CoapMessage, 'token'>, token: Uint8Array, take: TakeResponse): Promise<void> {
    if (this.stopped) return Promise.reject(new Error('The gateway stops'));
    return this.outbox.request(peer, { ...message, token }, take);
  }

  /** Takes nothing new. */
  stop(): void {
    this.stopped = true;
    this.outbox.stop();
  }

  /** A request, or a response in a message of its own. */
  private take(datagram: Datagram, bytes: Uint8Array, peer: Peer): void {
    const now = this.options.clock.now();
    const key = `${peer.key}#${datagram.id}`;
    const mark = createHash('sha256').update(bytes).digest('base64');
    const before = this.exchanges.find(key, mark, now);
    if (before !== undefined) {
      for (const reply of before.replies) this.send(peer, reply);
      return;
    }
    const isRequest = groupOf(datagram.code) === 0;
    const response = isRequest ? null : this.outbox.responded(peer, datagram);
    if (response !== null) {
      this.work(this.taken(response, datagram, peer, key, this.exchanges.begin(key, mark, now)));
      return;
    }
    if (!isRequest && !this.handler.expects(datagram.token, peer)) {
      this.send(peer, emptyMessage(Type.rst, datagram.id));
      return;
    }
    if (this.inFlight >= this.options.maxInFlight) {
      // No memory is spent on it: the device repeats it, later and later.
      this.options.refused('too-many-in-flight');
      return;
    }
    const exchange = this.exchanges.begin(key, mark, now);
    if (isRequest) this.work(this.answer(datagram, peer, key, exchange));
    else this.work(this.taken(this.handler.notification(requestOf(datagram, peer)), datagram, peer, key, exchange));
  }

  /** @param task - never rejects */
  private work(task: Promise<void>): void {
    this.inFlight += 1;
    void task.finally(() => (this.inFlight -= 1));
  }

  private async answer(datagram: Datagram, peer: Peer, key: string, exchange: Exchange): Promise<void> {
    const confirmable = datagram.type === Type.con;
    let separate = false;
    const timer = setTimeout(() => {
      if (!confirmable) return;
      separate = true;
      this.reply(peer, exchange, emptyMessage(Type.ack, datagram.id));
    }, this.options.separateAfterMs);
    let answer: CoapAnswer;
    try {
      answer = await this.handler.request(requestOf(datagram, peer));
    } catch {
      answer = { code: Code.internalError, keep: false };
    }
    clearTimeout(timer);
    if (!answer.keep) this.exchanges.forget(key, exchange);
    const { code, options = [], payload = NOTHING } = answer;
    const response = (type: MessageType, id: number): Buffer =>
      serialiseDatagram({ type, id, code, token: datagram.token, options, payload });
    if (confirmable && separate) {
      if (!this.stopped) this.outbox.confirmable(peer, (id) => response(Type.con, id));
    } else if (confirmable) this.reply(peer, exchange, response(Type.ack, datagram.id));
    else this.reply(peer, exchange, response(Type.non, this.outbox.nextId()));
  }

  /** Acknowledges a notification or a response once it has been dealt with. */
  private async taken(
    task: Promise<void>,
    datagram: Datagram,
    peer: Peer,
    key: string,
    exchange: Exchange,
  ): Promise<void> {
    try {
      await task;
      this.confirm(datagram, peer, exchange);
    } catch {
      // Not acknowledged: a confirmable one comes again, and is then handled anew.
      this.exchanges.forget(key, exchange);
    }
  }

  private confirm({ type, id }: Datagram, peer: Peer, exchange: Exchange): void {
    if (type !== Type.con) return;
    this.reply(peer, exchange, emptyMessage(Type.ack, id));
  }

  private reply(peer: Peer, exchange: Exchange, bytes: Buffer): void {
    exchange.replies.push(bytes);
    this.send(peer, bytes);
  }
}

function requestOf({ code, token, options, payload, type, id }: Datagram, peer: Peer): CoapRequest {
  const exchange = type === Type.con ? `${peer.key}#${id}#${Buffer.from(token).toString('hex')}` : null;
  return { message: { code, token, options, payload }, peer, exchange };
}
