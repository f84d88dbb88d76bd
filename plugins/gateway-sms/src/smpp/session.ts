import type { Socket } from 'node:net';
import { commands, status } from './codes';
import { FieldWriter, type Pdu, PduError, PduFramer, encodePdu } from './pdu';

/** Most bytes that wait for a peer that does not read. */
const MAX_UNSENT = 1_048_576;
const MAX_REQUESTS = 100;
const RESPONSE = 0x80000000;

export interface SessionOptions {
  /** Deliveries that are answered at the same time; the peer waits with more. */
  window: number;
  /** Time between two questions whether the peer is there, ms. */
  enquireMs: number;
  /** How long an answer may take, ms. */
  responseMs: number;
}

export interface SessionHandlers {
  /** Deals with deliver_sm or data_sm. @returns status of the answer; a fault asks the centre to repeat */
  deliver(pdu: Pdu): Promise<number>;
  /** Something came that is not as the standard says. */
  broken(reason: 'bad-frame' | 'unknown-command' | 'not-bound'): void;
}

export interface BindOptions {
  bind: 'transceiver' | 'receiver';
  systemId: string;
  password: string;
  systemType: string;
  addressRange: string;
}

/** The centre has refused. */
export class SmppRefusal extends Error {
  override readonly name = 'SmppRefusal';

  constructor(
    readonly status: number,
    what: string,
  ) {
    super(`${what} was refused with status 0x${status.toString(16).padStart(2, '0')}`);
  }
}

interface Waiting {
  resolve(pdu: Pdu): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** One connection to an SMS centre. */
export class SmppSession {
  /** Resolves, with the cause, when the connection has ended. */
  readonly closed: Promise<string>;
  private readonly framer = new PduFramer();
  private readonly waiting = new Map<number, Waiting>();
  private readonly backlog: Pdu[] = [];
  private readonly timer: NodeJS.Timeout;
  private sequence = 0;
  private underWay = 0;
  private bound = false;
  private ended: string | null = null;
  private resolveClosed: (cause: string) => void;

  constructor(
    private readonly socket: Socket,
    private readonly options: SessionOptions,
    private readonly handlers: SessionHandlers,
  ) {
    this.closed = new Promise((resolve) => {
      this.resolveClosed = resolve;
    });
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', (error) => this.end(error.message));
    socket.on('close', () => this.end('The SMS centre closed the connection'));
    this.timer = setInterval(() => this.enquire(), options.enquireMs);
    this.timer.unref();
  }

  /** @throws {SmppRefusal} {Error} */
  async bind({ bind, systemId, password, systemType, addressRange }: BindOptions): Promise<void> {
    const body = new FieldWriter().text(systemId).text(password).text(systemType);
    // Interface version 3.4; type and plan of the address range: unknown.
    body.byte(0x34, 0, 0).text(addressRange);
    const answer = await this.request(commands[`bind_${bind}`], body.bytes(), () => {
      this.bound = true;
    });
    if (answer.status !== status.ok) throw new SmppRefusal(answer.status, 'The bind');
  }

  /**
   * Sends a request and waits for its answer, whatever its status.
   * @param onAccepted - is called at once when the answer has come with status 0, before what follows it is read
   */
  request(command: number, body: Uint8Array, onAccepted?: () => void): Promise<Pdu> {
    if (this.ended !== null) return Promise.reject(new Error(this.ended));
    if (this.waiting.size >= MAX_REQUESTS) return Promise.reject(new Error('Too many requests wait for their answers'));
    this.sequence = this.sequence >= 0x7fffffff ? 1 : this.sequence + 1;
    const sequence = this.sequence;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(sequence);
        reject(new Error('The SMS centre did not answer in time'));
      }, this.options.responseMs);
      timer.unref();
      const accept = (pdu: Pdu): void => {
        if (pdu.status === status.ok) onAccepted?.();
        resolve(pdu);
      };
      this.waiting.set(sequence, { resolve: accept, reject, timer });
      this.write({ command, status: status.ok, sequence, body });
    });
  }

  /** Says goodbye, waits for the answer and for deliveries under way, for at most a while. */
  async unbind(patienceMs: number): Promise<void> {
    if (this.ended === null && this.bound) {
      this.bound = false;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patienceMs);
      });
      const goodbye = this.request(commands.unbind, new Uint8Array(0)).then(
        () => undefined,
        () => undefined,
      );
      await Promise.race([Promise.all([goodbye, this.idle()]), patience]);
      clearTimeout(timer);
    }
    this.end('The gateway stops');
  }

  /** Ends the connection at once. */
  end(cause: string): void {
    if (this.ended !== null) return;
    this.ended = cause;
    clearInterval(this.timer);
    this.backlog.length = 0;
    this.socket.destroy();
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(new Error(cause));
    }
    this.waiting.clear();
    this.resolveClosed(cause);
  }

  private async idle(): Promise<void> {
    while (this.underWay > 0 && this.ended === null) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  private read(chunk: Buffer): void {
    if (this.ended !== null) return;
    try {
      for (const pdu of this.framer.push(chunk)) this.handle(pdu);
    } catch (error) {
      if (!(error instanceof PduError)) throw error;
      this.handlers.broken('bad-frame');
      this.write({ command: commands.generic_nack, status: status.invalidCommandLength, sequence: 0, body: none });
      this.socket.end();
      this.end(`The SMS centre sent no SMPP: ${error.message}`);
    }
  }

  private handle(pdu: Pdu): void {
    if (this.ended !== null) return;
    const { command, sequence } = pdu;
    switch (command) {
      case commands.deliver_sm:
      case commands.data_sm:
        if (!this.bound) {
          this.handlers.broken('not-bound');
          return this.answer(pdu, 0x04);
        }
        this.backlog.push(pdu);
        return this.work();
      case commands.enquire_link:
        return this.answer(pdu, status.ok);
      case commands.unbind:
        this.answer(pdu, status.ok);
        this.socket.end();
        return this.end('The SMS centre ended the session');
      case commands.alert_notification:
        return undefined;
      default:
        break;
    }
    if (command >= RESPONSE) return this.response(pdu);
    this.handlers.broken('unknown-command');
    return this.write({ command: commands.generic_nack, status: status.invalidCommandId, sequence, body: none });
  }

  private response(pdu: Pdu): void {
    const waiting = this.waiting.get(pdu.sequence);
    if (waiting === undefined) return;
    this.waiting.delete(pdu.sequence);
    clearTimeout(waiting.timer);
    waiting.resolve(pdu);
  }

  /** Deals with as many deliveries as the window allows, and reads on only when there is room. */
  private work(): void {
    while (this.underWay < this.options.window) {
      const pdu = this.backlog.shift();
      if (pdu === undefined) break;
      this.underWay += 1;
      const finish = (code: number): void => {
        this.underWay -= 1;
        this.answer(pdu, code);
        this.work();
      };
      this.handlers.deliver(pdu).then(finish, () => finish(status.temporaryError));
    }
    if (this.backlog.length > 0) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  private answer({ command, sequence }: Pdu, code: number): void {
    // deliver_sm_resp and data_sm_resp carry a message id that is not used; not so after an error.
    const body = code === status.ok && (command === commands.deliver_sm || command === commands.data_sm) ? nul : none;
    this.write({ command: (command | RESPONSE) >>> 0, status: code, sequence, body });
  }

  private write(pdu: Pdu): void {
    if (this.ended !== null || !this.socket.writable) return;
    this.socket.write(encodePdu(pdu));
    if (this.socket.writableLength > MAX_UNSENT) this.end('The SMS centre does not read what it is sent');
  }

  private enquire(): void {
    // While the window is full nothing is read, so no answer could be seen.
    if (!this.bound || this.socket.isPaused()) return;
    this.request(commands.enquire_link, none).catch((error: unknown) => {
      if (!this.socket.isPaused()) this.end(error instanceof Error ? error.message : String(error));
    });
  }
}

const none = new Uint8Array(0);
const nul = Uint8Array.of(0);
