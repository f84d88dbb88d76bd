import { type Socket, connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { PluginLogger } from '@app/plugin-sdk';
import { type BindOptions, type SessionHandlers, type SessionOptions, SmppSession } from './session';

export interface LinkOptions extends SessionOptions, BindOptions {
  host: string;
  port: number;
  tls: boolean;
  /** Shortest and longest pause before another attempt, ms. */
  pauseMs: { least: number; most: number };
}

/** Keeps one bound session with an SMS centre, and makes a new one after each that ended. */
export class SmppLink {
  private current: SmppSession | null = null;
  private opening: Socket | null = null;
  private running = false;
  private done: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private cause = 'not connected yet';
  private bindings = 0;

  constructor(
    private readonly options: LinkOptions,
    private readonly handlers: SessionHandlers,
    private readonly logger: PluginLogger,
    private readonly onBound: (session: SmppSession) => void,
  ) {}

  /** The bound session; null: there is none now. */
  get session(): SmppSession | null {
    return this.current;
  }

  /** Why there is no session. */
  get reason(): string {
    return this.cause;
  }

  /** How often a bind has succeeded. */
  get binds(): number {
    return this.bindings;
  }

  /** Resolves after the first attempt, however it ended. */
  start(): Promise<void> {
    this.running = true;
    return new Promise((resolve) => {
      this.done = this.run(resolve);
    });
  }

  async stop(): Promise<void> {
    this.running = false;
    this.wake();
    this.opening?.destroy();
    await this.current?.unbind(5_000);
    await this.done;
  }

  private async run(afterFirst: () => void): Promise<void> {
    let failures = 0;
    while (this.running) {
      try {
        const session = await this.open();
        failures = 0;
        this.bindings += 1;
        this.current = session;
        this.logger.log(`Bound to the SMS centre ${this.options.host}:${this.options.port}`);
        afterFirst();
        this.onBound(session);
        this.cause = await session.closed;
      } catch (error) {
        this.cause = error instanceof Error ? error.message : String(error);
      }
      this.current = null;
      afterFirst();
      if (!this.running) break;
      if (failures === 0) this.logger.warn(`No session with the SMS centre: ${this.cause}`);
      await this.pause(failures);
      failures += 1;
    }
    afterFirst();
  }

  private async open(): Promise<SmppSession> {
    const socket = await this.connect();
    const session = new SmppSession(socket, this.options, this.handlers);
    try {
      await session.bind(this.options);
    } catch (error) {
      session.end(error instanceof Error ? error.message : String(error));
      throw error;
    }
    if (!this.running) {
      await session.unbind(1_000);
      throw new Error('The gateway stops');
    }
    return session;
  }

  private connect(): Promise<Socket> {
    const { host, port, tls, responseMs } = this.options;
    return new Promise((resolve, reject) => {
      const socket = tls ? connectTls({ host, port, servername: host }) : connect({ host, port });
      this.opening = socket;
      const fail = (error: Error): void => {
        socket.destroy();
        reject(error);
      };
      socket.setTimeout(responseMs, () => fail(new Error(`${host}:${port} cannot be reached in time`)));
      socket.once('error', fail);
      socket.once('close', () => fail(new Error('The connection was closed')));
      socket.once(tls ? 'secureConnect' : 'connect', () => {
        socket.setTimeout(0);
        socket.removeAllListeners('timeout');
        socket.removeAllListeners('close');
        socket.off('error', fail);
        this.opening = null;
        resolve(socket);
      });
    });
  }

  /** Twice as long each time, and not all gateways of a country at the same moment. */
  private pause(failures: number): Promise<void> {
    const { least, most } = this.options.pauseMs;
    const longest = Math.min(most, least * 2 ** Math.min(failures, 20));
    const ms = longest * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
